// SPDX-License-Identifier: Apache-2.0
// The native measures against hand arithmetic; against the reference's own answers where the shared data is there.
#include "enrolkit/finger_measures.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <functional>
#include <numbers>

#include "quality/finger/connected_runs.hpp"
#include "quality/finger/nfiq2/cell_grid.hpp"
#include "quality/finger/nfiq2/fixed_point_blur.hpp"
#include "quality/finger/nfiq2/gradient_moments.hpp"
#include "quality/finger/nfiq2/histogram.hpp"
#include "quality/finger/nfiq2/local_clarity.hpp"
#include "quality/finger/nfiq2/minutiae_measures.hpp"
#include "quality/finger/nfiq2/orientation_flow.hpp"
#include "quality/finger/nfiq2/otsu_threshold.hpp"
#include "quality/finger/nfiq2/pair_sums.hpp"
#include "quality/finger/nfiq2/region_of_interest.hpp"
#include "quality/finger/nfiq2/ridge_spectrum.hpp"
#include "quality/finger/nfiq2/ridge_uniformity.hpp"
#include "quality/finger/nfiq2/slanted_block.hpp"
#include "quality/finger/nfiq2/white_frame.hpp"
#include "tests/quality/nfiq2_reference.hpp"

namespace enrolkit::nfiq2 {
namespace {

Image drawn(int width, int height, const std::function<double(int x, int y)>& grey) {
  Image image(width, height, PixelFormat::grey8);
  for (int y = 0; y < height; ++y) {
    for (int x = 0; x < width; ++x) image.row(y)[x] = static_cast<std::uint8_t>(std::lround(grey(x, y)));
  }
  return image;
}

GreyPlane plane_of(const std::vector<std::string>& lines) {
  GreyPlane plane(static_cast<int>(lines.front().size()), static_cast<int>(lines.size()));
  for (int y = 0; y < plane.height; ++y) {
    for (int x = 0; x < plane.width; ++x)
      plane.at(x, y) = lines[static_cast<std::size_t>(y)][static_cast<std::size_t>(x)] == '#' ? 1 : 0;
  }
  return plane;
}

std::vector<std::string> lines_of(const GreyPlane& plane) {
  std::vector<std::string> lines;
  for (int y = 0; y < plane.height; ++y) {
    lines.emplace_back();
    for (int x = 0; x < plane.width; ++x) lines.back() += plane.at(x, y) != 0 ? '#' : '.';
  }
  return lines;
}

TEST(WhiteFrame, LinesAboveTheLimitGoAndThoseAtItStay) {
  // A dark rectangle of 4 x 3 at (2, 5) of 20 x 30; the column and row means elsewhere are 255.
  const Image print = drawn(20, 30, [](int x, int y) { return x >= 2 && x < 6 && y >= 5 && y < 8 ? 0 : 255; });
  const Region crop = without_white_frame(print.view()).value();
  EXPECT_EQ(crop.x, 2);
  EXPECT_EQ(crop.y, 5);
  EXPECT_EQ(crop.width, 4);
  EXPECT_EQ(crop.height, 3);
  const Image at_limit = drawn(20, 30, [](int, int) { return 250; });
  EXPECT_EQ(without_white_frame(at_limit.view()).value().width, 20);
  const Image above = drawn(20, 30, [](int, int) { return 251; });
  EXPECT_EQ(without_white_frame(above.view()).error().code, ErrorCode::malformed);
}

TEST(WhiteFrame, WhatIsLeftHasALimit) {
  EXPECT_TRUE(without_white_frame(Image(800, 1000, PixelFormat::grey8).view()));
  EXPECT_EQ(without_white_frame(Image(801, 1000, PixelFormat::grey8).view()).error().code, ErrorCode::too_large);
  EXPECT_EQ(without_white_frame(Image(800, 1001, PixelFormat::grey8).view()).error().code, ErrorCode::too_large);
}

TEST(Histogram, AValueAtAnEdgeIsInTheUpperBin) {
  const Histogram histogram = histogram_of({0.1, 0.5, 0.7, 30, 31}, kUniformityEdges);
  EXPECT_EQ(histogram.bins, (std::array<int, 10>{1, 1, 1, 0, 0, 0, 0, 0, 0, 2}));
  EXPECT_NEAR(histogram.mean, 62.3 / 5, 1e-12);
  // 1861.75 / 5 - 12.46^2
  EXPECT_NEAR(histogram.deviation, std::sqrt(372.35 - 155.2516), 1e-12);
}

TEST(CellGrid, MeansAndForeground) {
  // 64 x 40: four cells, the lower ones of 32 x 8; the left ones are flat at 100, the right ones stripes of 100 and
  // 200.
  const Image print = drawn(64, 40, [](int x, int) { return x < 32 || x % 2 == 0 ? 100 : 200; });
  const CellGrid grid = cell_grid(print.view());
  EXPECT_EQ(grid.columns, 2);
  EXPECT_EQ(grid.rows, 2);
  EXPECT_DOUBLE_EQ(grid.mean, 125);
  EXPECT_DOUBLE_EQ(grid.mean_of_means(), 125);
  EXPECT_DOUBLE_EQ(grid.deviation, std::sqrt(0.75 * 625 + 0.25 * 5625));
  EXPECT_EQ(grid.foreground, (std::vector<std::uint8_t>{0, 1, 0, 1}));
  // A uniform image has no foreground.
  const CellGrid uniform = cell_grid(Image(64, 64, PixelFormat::grey8).view());
  EXPECT_EQ(std::count(uniform.foreground.begin(), uniform.foreground.end(), 1), 0);
}

TEST(GradientMoments, Ramps) {
  const Image right = drawn(32, 32, [](int x, int) { return 4 * x; });
  const GradientMoments across = gradient_moments(right.view(), 0, 0, 32, 32);
  EXPECT_EQ(across.xx, 64 * 1024);  // (2 x 4)^2 at each pixel, the edges too
  EXPECT_EQ(across.yy, 0);
  EXPECT_DOUBLE_EQ(across.orientation(), 0);
  EXPECT_DOUBLE_EQ(across.certainty(), 1);
  EXPECT_DOUBLE_EQ(across.coherence(), 1);
  const Image down = drawn(32, 32, [](int, int y) { return 4 * y; });
  EXPECT_DOUBLE_EQ(gradient_moments(down.view(), 0, 0, 32, 32).orientation(), std::numbers::pi / 2);
  const Image slanted = drawn(32, 32, [](int x, int y) { return 2 * x + y; });
  // a = 4, b = 1, c = 2: half the angle of (3, 2), not of (3, 4).
  EXPECT_DOUBLE_EQ(gradient_moments(slanted.view(), 0, 0, 32, 32).orientation(), std::atan2(2, 3) / 2);
  EXPECT_DOUBLE_EQ(gradient_moments(slanted.view(), 0, 0, 32, 32).certainty(), 1);
}

TEST(GradientMoments, FlatAndTinyBlocks) {
  const Image flat = drawn(32, 32, [](int, int) { return 7; });
  EXPECT_LT(gradient_moments(flat.view(), 0, 0, 32, 32).certainty(), 0);
  EXPECT_DOUBLE_EQ(gradient_moments(flat.view(), 0, 0, 32, 32).coherence(), 0);
  // x y on a block of 2 x 2: gradients one-sided, gx = (0, 0; 40, 40), gy = (0, 40; 0, 40).
  const Image corner = drawn(2, 2, [](int x, int y) { return 40 * x * y; });
  const GradientMoments moments = gradient_moments(corner.view(), 0, 0, 2, 2);
  EXPECT_EQ(moments.xx, 2 * 6400);
  EXPECT_EQ(moments.yy, 2 * 6400);
  EXPECT_EQ(moments.xy, 6400);
  EXPECT_DOUBLE_EQ(moments.certainty(), 1 - 1.0 / 3);  // eigenvalues 1 +- 1/2
  EXPECT_DOUBLE_EQ(moments.coherence(), 0.5);
  EXPECT_DOUBLE_EQ(gradient_moments(corner.view(), 0, 0, 1, 2).coherence(), 0);
}

TEST(SlantedBlock, NotTurnedItIsThePrintItself) {
  const Image print = drawn(100, 100, [](int x, int y) { return x + y; });
  const SlantedBlock block(print.view(), 1, 1, 0);
  // The window starts at (32, 32); its lines 10 to 25 and columns 2 to 33 are taken.
  EXPECT_EQ(block.upright()[0][0], 34 + 42);
  EXPECT_EQ(block.upright()[15][31], 65 + 57);
  // With 2 px more on each side, all lies 2 px up and to the left.
  EXPECT_EQ(block.upright_beyond()[0][0], 32 + 40);
  // A quarter turn around (20, 20) of the square at (30, 30): what lies in line 2, column 10 comes from (20 + 18, 10).
  EXPECT_EQ(block.flat_beyond()[0][0], (30 + 38) + (30 + 10));
}

TEST(SlantedBlock, BeyondTheImageIsBlack) {
  const Image print = drawn(68, 68, [](int, int) { return 200; });
  const SlantedBlock block(print.view(), 0, 0, 0);
  EXPECT_EQ(block.upright_beyond()[0][0], 200);  // column 2 of the square is column 0 of the print
  const SlantedBlock turned(print.view(), 0, 0, std::numbers::pi / 4);
  EXPECT_EQ(turned.upright_beyond()[0][0], 0);  // from (20 - 5.7, 20 - 19.8): 2 px above the print
}

Turned<32, 16> striped(const std::function<double(int x)>& grey) {
  Turned<32, 16> block;
  for (auto& line : block) {
    for (std::size_t x = 0; x < 32; ++x) line[x] = static_cast<std::uint8_t>(grey(static_cast<int>(x)));
  }
  return block;
}

TEST(LocalClarity, StripesOfFourAreAsClearAsCanBe) {
  EXPECT_DOUBLE_EQ(local_clarity(striped([](int x) { return x / 4 % 2 == 0 ? 50 : 200; })), 1);
  // Ridges of 12 px are nobody's; a flat block has no ridges.
  EXPECT_DOUBLE_EQ(local_clarity(striped([](int x) { return x / 12 % 2 == 0 ? 50 : 200; })), 0);
  EXPECT_DOUBLE_EQ(local_clarity(striped([](int) { return 90; })), 0);
}

TEST(LocalClarity, StrayPixelsCost) {
  auto block = striped([](int x) { return x / 4 % 2 == 0 ? 50 : 200; });
  block[3][1] = 200;  // one of 256 in ridges
  block[5][6] = 50;   // and one of 256 in valleys
  EXPECT_DOUBLE_EQ(local_clarity(block), 1 - (1.0 / 256 + 1.0 / 256) / 2);
}

TEST(RidgeUniformity, RatiosOfInnerRuns) {
  std::vector<double> ratios;
  add_width_ratios(striped([](int x) { return x / 4 % 2 == 0 ? 50 : 200; }), ratios);
  EXPECT_EQ(ratios, std::vector<double>(4, 1.0));  // eight runs; the outer ones and the first inner one are left out
  // Ridges of 6, valleys of 3, from a ridge of 2 on: it ends at 1, the others at 4, 10, 13, 19, 22, 28.
  ratios.clear();
  add_width_ratios(striped([](int x) { return (x + 4) % 9 < 6 ? 50 : 200; }), ratios);
  // Widths from the last: 6 3 6 3 6 -> 2 1/2 2 1/2; the first whole run is a valley, so the first, third are inverted.
  EXPECT_EQ(ratios, (std::vector<double>{0.5, 0.5, 0.5, 0.5}));
  ratios.clear();
  add_width_ratios(striped([](int) { return 90; }), ratios);
  EXPECT_TRUE(ratios.empty());
}

Turned<16, 32> waved(const std::function<double(int y)>& grey) {
  Turned<16, 32> block;
  for (std::size_t y = 0; y < 32; ++y) block[y].fill(static_cast<std::uint8_t>(grey(static_cast<int>(y))));
  return block;
}

TEST(RidgeSpectrum, PureWavesAndConstants) {
  EXPECT_DOUBLE_EQ(dominant_frequency_share(waved([](int) { return 77; })), 1);
  // Period 8, 0 + a - 0 - a ...: frequencies 4 and 12 in the ratio of 1 to tan^2(pi / 8)... of four samples 0 1 1 1 0
  // -1 -1 -1, all the amplitude lies at 4 and 12.
  const double share = dominant_frequency_share(waved([](int y) {
    const int phase = y % 8;
    return phase % 4 == 0 ? 100 : phase < 4 ? 160 : 40;
  }));
  // Amplitude at 4: 2 (sin 45 + 1 + sin 135) = 4.828; at 12: 2 (sin 135 - 1 + sin 45) = 0.828.
  EXPECT_NEAR(share, (2 * std::sqrt(2) + 2) / (4 * std::sqrt(2)), 1e-12);
  // One wave over the whole block.
  EXPECT_DOUBLE_EQ(dominant_frequency_share(waved([](int y) { return y < 16 ? 40 : 160; })), 1);
}

TEST(RidgeSpectrum, ALoneLine) {
  EXPECT_DOUBLE_EQ(dominant_frequency_share(waved([](int y) { return y == 8 ? 90 : 100; })), 1);
  EXPECT_DOUBLE_EQ(dominant_frequency_share(waved([](int y) { return y == 0 ? 90 : 100; })), 1);
  // All amplitudes are equal: (1 + 0.3 x 2) / 15.
  EXPECT_NEAR(dominant_frequency_share(waved([](int y) { return y == 5 ? 90 : 100; })), 1.6 / 15, 1e-9);
}

TEST(OrientationFlow, ADifferenceOfMoreThanFourDegreesCounts) {
  BlockGrid grid{3, 3, std::vector<double>(9, 0.0), std::vector<std::uint8_t>(9, 1)};
  EXPECT_TRUE(orientation_flow(grid).empty());
  grid.orientations[4] = 47 * std::numbers::pi / 180;
  const auto flow = orientation_flow(grid);
  ASSERT_EQ(flow.size(), 1U);
  EXPECT_NEAR(flow[0], 0.5, 1e-12);  // (47 - 4) / 86
  grid.foreground[8] = 0;
  EXPECT_TRUE(orientation_flow(grid).empty());
}

TEST(FixedPointBlur, WeightsByHand) {
  // Sigma 0.8: exp(-1 / 1.28) = 0.45783; of the sum 0.23899 each side: 61.18, and 256 - 2 x 61.
  EXPECT_EQ(gaussian_weights(3), (std::vector<int>{61, 134, 61}));
  for (const int pixels : {kFirstBlur, kSecondBlur}) {
    const auto weights = gaussian_weights(pixels);
    int sum = 0;
    for (const int weight : weights) sum += weight;
    EXPECT_EQ(sum, 256);
    EXPECT_TRUE(std::equal(weights.begin(), weights.end(), weights.rbegin()));
  }
}

TEST(FixedPointBlur, APointByHand) {
  GreyPlane grey(40, 5);
  grey.at(20, 2) = 255;
  const GreyPlane out = blurred(grey, 3);
  EXPECT_EQ(out.at(20, 2), 70);  // (134 x 134 x 255 + 32768) / 65536 = 70.4
  EXPECT_EQ(out.at(21, 2), 32);  // 61 x 134
  EXPECT_EQ(out.at(21, 3), 14);  // 61 x 61
  EXPECT_EQ(out.at(22, 2), 0);
}

TEST(FixedPointBlur, MirroredWithoutTheEdgeItself) {
  EXPECT_EQ(mirrored(-1, 5), 1);
  EXPECT_EQ(mirrored(5, 5), 3);
  EXPECT_EQ(mirrored(-9, 5), 1);  // -9 -> 9 -> -1 -> 1
  EXPECT_EQ(mirrored(-3, 1), 0);
  // White everywhere stays white: nothing overflows.
  GreyPlane white(37, 50);
  for (int y = 0; y < 50; ++y) std::fill_n(white.row(y), 37, std::uint8_t{255});
  const GreyPlane out = blurred(white, kSecondBlur);
  for (int y = 0; y < 50; ++y) EXPECT_EQ(std::count(out.row(y), out.row(y) + 37, 255), 37);
}

TEST(PairSums, VectorsGiveWhatSingleValuesGive) {
  std::vector<std::uint8_t> values(400);
  std::uint32_t state = 1;
  for (std::uint8_t& value : values) value = static_cast<std::uint8_t>((state = state * 1664525U + 1013904223U) >> 24U);
  const std::vector<WeightedPair> pairs = {{0, 0, 60}, {-3, 5, 41}, {-70, 90, 27}};
  for (const std::size_t count : {1U, 15U, 16U, 63U, 64U, 65U, 150U}) {
    std::vector<std::uint16_t> sums(count + kPairSumsBeyond);
    std::vector<std::uint16_t> expected(count);
    pair_sums(values.data() + 80, pairs, count, sums.data());
    pair_sums_scalar(values.data() + 80, pairs, count, expected.data());
    sums.resize(count);
    EXPECT_EQ(sums, expected);
  }
}

TEST(OtsuThreshold, TwoLevels) {
  GreyPlane grey(10, 2);
  std::fill_n(grey.row(0), 10, std::uint8_t{30});
  std::fill_n(grey.row(1), 10, std::uint8_t{200});
  EXPECT_EQ(otsu_threshold(grey), 30);
  std::fill_n(grey.row(1), 10, std::uint8_t{30});
  EXPECT_EQ(otsu_threshold(grey), 0);
}

TEST(MaskParts, HolesAreFilledAndOnlyTheLargestBoxStays) {
  auto mask = plane_of({"..........",  //
                        ".#####..#.",  //
                        ".#...#..#.",  //
                        ".#.#.#.###",  //
                        ".#...##...",  //
                        ".##.##...."});
  fill_holes(mask);  // open at the bottom, through the edge: no hole
  EXPECT_EQ(lines_of(mask)[3], ".#.#.#.###");
  mask.at(3, 5) = 1;
  fill_holes(mask);
  EXPECT_EQ(lines_of(mask), (std::vector<std::string>{"..........", ".#####..#.", ".#####..#.", ".#####.###",
                                                      ".######...", ".#####...."}));
  keep_largest_box(mask);  // (6, 4) and (7, 3) touch by a corner only
  EXPECT_EQ(lines_of(mask), (std::vector<std::string>{"..........", ".#####....", ".#####....", ".#####....",
                                                      ".######...", ".#####...."}));
}

TEST(RegionOfInterest, ADarkDiscIsFound) {
  const Image print =
      drawn(200, 220, [](int x, int y) { return std::hypot(x - 100, y - 110) < 60 ? 50 + 40 * (x % 2) : 240; });
  const RegionOfInterest region = region_of_interest(print.view());
  const double disc = std::numbers::pi * 62 * 62;  // erosion by 2 px lets the dark grow
  EXPECT_NEAR(region.pixels, disc, 0.05 * disc);
  EXPECT_EQ(region.mask.at(100, 110), 1);
  EXPECT_EQ(region.mask.at(5, 5), 0);
}

TEST(MinutiaeMeasures, CountsAroundTheCentre) {
  // Stripes across x >= 96, level 150 with 100/200; flat 110 to the left.
  const Image print = drawn(400, 96, [](int x, int) { return x < 96 ? 110 : 100 + 100 * (x / 4 % 2); });
  const CellGrid cells = cell_grid(print.view());
  // The centre of mass is (430 / 3, 50), cut to (143, 50).
  const MinutiaeMeasures measures = minutiae_measures(print.view(), cells, {{40, 50}, {147, 50}, {243, 50}});
  EXPECT_EQ(measures.count, 3);
  EXPECT_EQ(measures.around_centre, 2);  // 40 is 103 away, 243 exactly 100
  // (140.4 - 110) / 46.6 = 0.65 deviations darker: too dark; the stripes' blocks are lighter than the mean.
  EXPECT_DOUBLE_EQ(measures.share_of_grey, 0);
  EXPECT_DOUBLE_EQ(measures.share_of_certain, 2.0 / 3);  // the flat one has no orientation
}

}  // namespace
}  // namespace enrolkit::nfiq2

namespace enrolkit {
namespace {

TEST(FingerMeasures, RefusedAsTheReferenceRefuses) {
  const auto code = [](const Image& print) { return measure_finger(print.view(), 500).error().code; };
  Image image(500, 500, PixelFormat::grey8);
  EXPECT_EQ(code(image), ErrorCode::malformed);  // black
  std::fill(image.pixels.begin(), image.pixels.end(), std::uint8_t{255});
  EXPECT_EQ(code(image), ErrorCode::malformed);
  EXPECT_EQ(code(Image(801, 1000, PixelFormat::grey8)), ErrorCode::too_large);
  EXPECT_EQ(code(Image(20, 20, PixelFormat::grey8)), ErrorCode::invalid_argument);
  EXPECT_EQ(measure_finger(Image(500, 500, PixelFormat::rgb8).view(), 500, {}).error().code,
            ErrorCode::invalid_argument);
}

TEST(FingerMeasures, TheTableHasTheReferencesColumns) {
  const std::string header = nfiq2_csv_header();
  EXPECT_TRUE(header.starts_with(
      "\"Filename\",FingerCode,QualityScore,\"OptionalError\",Quantized,Resampled,UniformImage,"
      "EmptyImageOrContrastTooLow,FingerprintImageWithMinutiae,SufficientFingerprintForeground,FDA_Bin10_0,"));
  EXPECT_TRUE(header.ends_with(",RVUP_Bin10_9,RVUP_Bin10_Mean,RVUP_Bin10_StdDev\n"));
  EXPECT_EQ(std::count(header.begin(), header.end(), ','), 78);
  FingerMeasures measures;
  measures.values.fill(0.123456789);
  measures.values[0] = 7;
  measures.feedback = {12.5, 200, 30, 60000};
  const Result<FingerMeasures> measured = measures;
  const std::string row = nfiq2_csv_row({"a \"b\".png", &measured, 55, false});
  EXPECT_TRUE(row.starts_with("\"a \"\"b\"\".png\",0,55,NA,0,0,12.50000,200,30,60000,7,0.12345,0.12345,")) << row;
  EXPECT_EQ(std::count(row.begin(), row.end(), ','), 78);
  const Result<FingerMeasures> refused = Error{ErrorCode::malformed, "too small"};
  EXPECT_TRUE(nfiq2_csv_row({"c.png", &refused, -1, false})
                  .starts_with("\"c.png\",0,NA,\"Error: too small\",0,0,NA,NA,NA,NA,NA,"));
}

TEST(FingerMeasures, NamesAreFound) {
  FingerMeasures measures;
  measures.values.back() = 3;
  EXPECT_EQ(measures.at("RVUP_Bin10_StdDev").value(), 3);
  EXPECT_EQ(measures.at("Shine").error().code, ErrorCode::not_found);
}

// A sample; tests/quality/nfiq2_conformance.cpp does all of them and prints a table.
TEST(FingerMeasures, AgreeWithTheReference) {
  const auto prints = testing::reference_prints(ENROLKIT_SHARED_DATA, 11);
  if (prints.empty()) GTEST_SKIP() << "no reference values in " ENROLKIT_SHARED_DATA "/fingers/expected";
  const auto infos = finger_measure_infos();
  int compared_minutiae = 0;
  for (const auto& print : prints) {
    const Image image = testing::load_print(print.image).value();
    const auto measured = measure_finger(image.view(), 500, print.minutiae);
    if (!measured) continue;  // too few of the minutiae lie on what remains without the frame
    const bool whole = measured->crop.width == image.width && measured->crop.height == image.height;
    compared_minutiae += whole ? 1 : 0;
    for (std::size_t i = 0; i < kFingerMeasures; ++i) {
      if (infos[i].approximate && !whole) continue;
      const double expected = std::stod(print.values.at(std::string(infos[i].name)));
      EXPECT_LE(testing::deviation_of(measured->values[i], expected), 1e-6) << print.name << " " << infos[i].name;
    }
    EXPECT_EQ(measured->feedback.foreground, std::stod(print.values.at("SufficientFingerprintForeground")));
    EXPECT_NEAR(measured->feedback.uniform_image, std::stod(print.values.at("UniformImage")), 1e-3);
    EXPECT_NEAR(measured->feedback.empty_image, std::stod(print.values.at("EmptyImageOrContrastTooLow")), 1e-3);
  }
  EXPECT_GE(compared_minutiae, 10);
}

}  // namespace
}  // namespace enrolkit
