// SPDX-License-Identifier: Apache-2.0
// The components of ISO/IEC 29794-5: mappings against the arithmetic of their formulas, measures on pictures whose
// values can be told by hand, the table in OFIQ's layout, and what real neutral portraits must give.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <numbers>
#include <opencv2/imgproc.hpp>
#include <set>
#include <sstream>

#include "enrolkit/face_quality.hpp"
#include "people/people.hpp"
#include "quality/photo/iso29794/aligned_face.hpp"
#include "quality/photo/iso29794/estimates.hpp"
#include "quality/photo/iso29794/face_light.hpp"
#include "quality/photo/iso29794/visible_face.hpp"
#include "tests/quality/portrait_data.hpp"

namespace enrolkit {
namespace {

using Component = QualityComponent;
using namespace photo::iso29794;

// A face whose landmarks lie where the alignment wants them, so that the picture is aligned already.
FacePoints aligned_points() {
  FacePoints p;
  for (int i = 0; i <= 16; ++i) {  // the jaw: half an ellipse around (308, 300)
    const double angle = std::numbers::pi * (16 - i) / 16;
    p[static_cast<std::size_t>(i)] = {308 + static_cast<int>(std::lround(130 * std::cos(angle))),
                                      270 + static_cast<int>(std::lround(200 * std::sin(angle)))};
  }
  for (int i = 0; i < 5; ++i) {
    p[static_cast<std::size_t>(17 + i)] = {215 + 15 * i, 240};
    p[static_cast<std::size_t>(22 + i)] = {340 + 15 * i, 240};
    p[static_cast<std::size_t>(31 + i)] = {288 + 10 * i, 350};
  }
  for (int i = 0; i < 4; ++i) p[static_cast<std::size_t>(27 + i)] = {308, 276 + 20 * i};
  const auto eye = [&](std::size_t first, int x) {
    p[first] = {x - 21, 272};
    p[first + 1] = {x - 8, 266};
    p[first + 2] = {x + 8, 266};
    p[first + 3] = {x + 21, 272};
    p[first + 4] = {x + 8, 278};
    p[first + 5] = {x - 8, 278};
  };
  eye(36, 251);
  eye(42, 364);
  for (int i = 0; i < 7; ++i) p[static_cast<std::size_t>(48 + i)] = {262 + (93 * i) / 6, 402};
  for (int i = 0; i < 5; ++i) p[static_cast<std::size_t>(55 + i)] = {340 - 15 * i, 412};
  for (int i = 0; i < 5; ++i) p[static_cast<std::size_t>(60 + i)] = {270 + 19 * i, 402};
  for (int i = 0; i < 3; ++i) p[static_cast<std::size_t>(65 + i)] = {327 - 19 * i, 402};
  return p;
}

AlignedFace face_on(const cv::Mat& rgb) { return aligned_face(rgb, aligned_points()); }

cv::Mat plain(const cv::Scalar& rgb) { return {kAlignedSide, kAlignedSide, CV_8UC3, rgb}; }

std::vector<std::string> fields_of(const std::string& line) {
  std::vector<std::string> fields;
  std::stringstream stream(line);
  for (std::string field; std::getline(stream, field, ';');) fields.push_back(field);
  return fields;
}

struct KnownScore {
  Component component;
  double native;
  int score;
};

// By the published formulas, calculated apart from this code.
constexpr KnownScore kKnownScores[] = {{Component::background_uniformity, 20, 90},
                                       {Component::background_uniformity, 50, 76},
                                       {Component::background_uniformity, 100, 55},
                                       {Component::background_uniformity, 240, 17},
                                       {Component::under_exposure_prevention, 0.5, 100},
                                       {Component::under_exposure_prevention, 0.7, 98},
                                       {Component::under_exposure_prevention, 0.8, 90},
                                       {Component::under_exposure_prevention, 0.9, 52},
                                       {Component::over_exposure_prevention, 0, 100},
                                       {Component::over_exposure_prevention, 0.005, 67},
                                       {Component::over_exposure_prevention, 0.01, 50},
                                       {Component::over_exposure_prevention, 0.05, 17},
                                       {Component::luminance_mean, 0.1, 12},
                                       {Component::luminance_mean, 0.2, 50},
                                       {Component::luminance_mean, 0.3, 88},
                                       {Component::luminance_variance, 0.005, 66 /* 65.6 */},
                                       {Component::luminance_variance, 1.0 / 60, 100},
                                       {Component::luminance_variance, 0.05, 71},
                                       {Component::sharpness, -20, 44},
                                       {Component::sharpness, 0, 77},
                                       {Component::sharpness, 20, 94},
                                       {Component::natural_colour, 0, 100},
                                       {Component::natural_colour, 5, 76},
                                       {Component::natural_colour, 10, 54},
                                       {Component::eyes_open, 0.01, 27},
                                       {Component::eyes_open, 0.02, 50},
                                       {Component::eyes_open, 0.03, 73},
                                       {Component::mouth_closed, 0.1, 84},
                                       {Component::mouth_closed, 0.2, 50},
                                       {Component::inter_eye_distance, 70, 50},
                                       {Component::inter_eye_distance, 90, 73},
                                       {Component::inter_eye_distance, 120, 92},
                                       {Component::head_size, 0.30, 9},
                                       {Component::head_size, 0.35, 24},
                                       {Component::head_size, 0.375, 36},
                                       {Component::head_size, 0.40, 54},
                                       {Component::head_size, 0.45, 100},
                                       {Component::leftward_crop, 0.9, 50},
                                       {Component::rightward_crop, 1.0, 73},
                                       {Component::margin_above, 1.2, 12},
                                       {Component::margin_above, 1.4, 50},
                                       {Component::margin_below, 1.6, 12},
                                       {Component::margin_below, 1.8, 50},
                                       {Component::head_pose_yaw, 5, 99},
                                       {Component::head_pose_pitch, -8, 98},
                                       {Component::head_pose_roll, 20, 88},
                                       {Component::no_head_coverings, 0, 100},
                                       {Component::no_head_coverings, 0.05, 77},
                                       {Component::no_head_coverings, 0.1, 56},
                                       {Component::no_head_coverings, 0.4, 4},
                                       {Component::no_head_coverings, 0.95, 0},
                                       {Component::expression_neutrality, -10000, 27},
                                       {Component::expression_neutrality, 0, 73},
                                       {Component::single_face_present, 0.25, 75},
                                       {Component::eyes_visible, 0.4, 60},
                                       {Component::dynamic_range, 6.453453, 81},
                                       {Component::illumination_uniformity, 0.313469, 71}};

TEST(ScoreMapping, IsTheFormulaOfTheDefinition) {
  for (const KnownScore& known : kKnownScores) {
    EXPECT_EQ(component_score(known.component, known.native), known.score)
        << component_info(known.component).name << " at " << known.native;
  }
}

// Rows of the reference's own table of expected results (28 images, public): native value and score.
TEST(ScoreMapping, AgreesWithTheReferencesTable) {
  const KnownScore rows[] = {{Component::background_uniformity, 71.593742, 67},
                             {Component::illumination_uniformity, 0.148789, 56},
                             {Component::luminance_mean, 0.296339, 87},
                             {Component::luminance_variance, 0.014962, 100},
                             {Component::luminance_variance, 0.059640, 63},
                             {Component::compression_artifacts, 0.944085, 100},
                             {Component::natural_colour, 3.299769, 84},
                             {Component::natural_colour, 100, 0},
                             {Component::eyes_open, 0.023125, 58},
                             {Component::mouth_closed, 0.083904, 87},
                             {Component::eyes_visible, 0.546489, 45},
                             {Component::head_size, 0.224977, 2},
                             {Component::expression_neutrality, 10006.855, 95},
                             {Component::margin_above, 2.02181, 100},
                             {Component::margin_below, 1.726251, 32},
                             {Component::margin_below, 1.913880, 76},
                             {Component::head_pose_roll, 27.373343, 79},
                             {Component::head_pose_pitch, -14.853941, 93}};
  for (const KnownScore& row : rows) {
    EXPECT_EQ(component_score(row.component, row.native), row.score) << component_info(row.component).name;
  }
}

TEST(ScoreMapping, NoNumberHasNoScore) {
  EXPECT_EQ(component_score(Component::unified_quality_score, 25), -1);
  EXPECT_EQ(component_score(Component::sharpness, std::nan("")), -1);
}

TEST(ComponentTable, CountsWhatCanBeComputed) {
  std::map<ComponentKind, int> kinds;
  std::set<std::string_view> names;
  for (std::size_t i = 0; i < kQualityComponents; ++i) {
    const ComponentInfo& info = component_info(static_cast<Component>(i));
    ++kinds[info.kind];
    names.insert(info.name);
  }
  EXPECT_EQ(names.size(), kQualityComponents);
  EXPECT_EQ(kinds[ComponentKind::exact], 12);
  EXPECT_EQ(kinds[ComponentKind::near], 5);
  EXPECT_EQ(kinds[ComponentKind::approximate], 10);
  EXPECT_EQ(kinds[ComponentKind::not_computable], 1);
}

TEST(Alignment, LeavesAnAlignedFaceAlone) {
  const cv::Matx23d map = alignment_of(aligned_points());
  EXPECT_NEAR(map(0, 0), 1, 1e-9);
  EXPECT_NEAR(map(1, 0), 0, 1e-9);
  EXPECT_NEAR(map(0, 2), 0, 1e-6);
  EXPECT_NEAR(map(1, 2), 0, 1e-6);
}

TEST(Alignment, UndoesATurnAndIgnoresOneWildPoint) {
  // Twice the size, a quarter turn, shifted: x' = -2 y + 1300, y' = 2 x - 100.
  FacePoints turned = aligned_points();
  for (cv::Point& p : turned) p = {-2 * p.y + 1300, 2 * p.x - 100};
  turned[30].x += 400;  // the tip of the nose
  const cv::Matx23d map = alignment_of(turned);
  EXPECT_NEAR(map(0, 0), 0, 1e-6);
  EXPECT_NEAR(map(0, 1), 0.5, 1e-6);
  EXPECT_NEAR(map(1, 0), -0.5, 1e-6);
  EXPECT_NEAR(map(0, 2), 50, 1e-3);
  EXPECT_NEAR(map(1, 2), 650, 1e-3);
}

TEST(FaceDistances, AreThoseOfTheLandmarks) {
  const FacePoints points = aligned_points();
  EXPECT_EQ(eye_centre(points, 0), cv::Point(251, 272));
  EXPECT_EQ(inter_eye_distance(points), 113);
  EXPECT_NEAR(t_metric(points), std::hypot(308 - 307.5, 470 - 272), 1e-9);
  EXPECT_EQ(eye_opening(points), 12);
  EXPECT_EQ(mouth_opening(points), 0);
}

// Side 0.3 * 113 = 33.9; the mouth lies 130 below the eyes.
TEST(CheekSquares, LieHalfWayBetweenEyesAndMouth) {
  const CheekSquares squares = cheek_squares(aligned_points());
  EXPECT_EQ(squares.left, cv::Rect(251, 272 + 65, 33, 33));
  EXPECT_EQ(squares.right, cv::Rect(364 - 33, 272 + 65, 33, 33));
}

// sRGB 188 is ((188/255 + 0.055) / 1.055)^2.4 = 0.50289 of full light: level 128 of 255 in linear light.
TEST(FaceLight, OfAGreyFaceIsItsLevel) {
  const AlignedFace face = face_on(plain({188, 188, 188}));
  EXPECT_EQ(face.luminance.at<std::uint8_t>(300, 300), 128);
  const auto histogram = histogram_of(face.luminance, face.region);
  ASSERT_TRUE(histogram);
  EXPECT_NEAR(mean_of(*histogram), 128.0 / 255, 1e-12);
  EXPECT_NEAR(variance_of(*histogram), 0, 1e-12);
  EXPECT_EQ(entropy_of(*histogram), 0);
  EXPECT_EQ(illumination_uniformity(face), 1.0);
  EXPECT_EQ(colour_deviation(face), 0.0) << "the definition gives a grey picture full marks";
}

// Two levels, half of the region each: one bit; mean and variance of two points.
TEST(FaceLight, OfTwoLevelsIsOneBit) {
  cv::Mat rgb = plain({0, 0, 0});
  for (int y = 0; y < rgb.rows; y += 2) rgb.row(y).setTo(cv::Scalar(255, 255, 255));
  const cv::Mat luminance = linear_luminance(rgb);
  const auto histogram = histogram_of(luminance, cv::Mat(rgb.size(), CV_8UC1, cv::Scalar(255)));
  EXPECT_NEAR(entropy_of(*histogram), 1, 1e-12);
  EXPECT_NEAR(mean_of(*histogram), 0.5, 1e-12);
  EXPECT_NEAR(variance_of(*histogram), 0.25, 1e-12);
  EXPECT_NEAR(share_between(*histogram, 0, 25), 0.5, 1e-12);
  EXPECT_NEAR(share_between(*histogram, 247, 255), 0.5, 1e-12);
}

TEST(FaceLight, OneCheekInShadowSharesNoLevel) {
  cv::Mat rgb = plain({180, 180, 180});
  rgb(cv::Rect(0, 0, 308, kAlignedSide)).setTo(cv::Scalar(90, 90, 90));
  EXPECT_EQ(illumination_uniformity(face_on(rgb)), 0.0);
}

// CIELAB under D50 of sRGB (200, 150, 130): a 17.4, b 18.3, inside 5..25 and
// 5..35; of (90, 160, 90): a negative; of (230, 120, 60): a 40.527, b 51.677, so hypot(15.527, 16.677) off.
TEST(NaturalColour, KnowsSkinFromGrass) {
  EXPECT_EQ(colour_deviation(face_on(plain({200, 150, 130}))), 0.0);
  EXPECT_EQ(colour_deviation(face_on(plain({90, 160, 90}))), 100.0);
  EXPECT_NEAR(*colour_deviation(face_on(plain({230, 120, 60}))), 22.786, 0.005);
}

TEST(LandmarkedRegion, IsTheHullOfTheLandmarks) {
  const FacePoints points = aligned_points();
  const cv::Mat region = landmarked_region(points, cv::Size(kAlignedSide, kAlignedSide));
  std::vector<cv::Point> hull;
  cv::convexHull(std::vector<cv::Point>(points.begin(), points.end()), hull);
  EXPECT_NEAR(cv::countNonZero(region), cv::contourArea(hull), 0.02 * cv::contourArea(hull));
  EXPECT_EQ(region.at<std::uint8_t>(220, 308), 0) << "the forehead does not belong to it";
}

TEST(BackgroundGradient, OfAPlainWallIsNothingAndOfAPatternMuch) {
  cv::Mat person(kAlignedSide, kAlignedSide, CV_8UC1, cv::Scalar(0));
  cv::rectangle(person, cv::Rect(160, 100, 300, 516), cv::Scalar(255), -1);
  EXPECT_EQ(background_gradient(face_on(plain({200, 200, 200})), person), 0.0);
  cv::Mat chequered = plain({200, 200, 200});
  for (int y = 0; y < kAlignedSide; y += 40) {
    for (int x = (y / 40 % 2) * 40; x < kAlignedSide; x += 80) {
      cv::rectangle(chequered, cv::Rect(x, y, 40, 40), cv::Scalar(120, 120, 120), -1);
    }
  }
  EXPECT_GT(*background_gradient(face_on(chequered), person), 100);
  person.setTo(255);
  EXPECT_FALSE(background_gradient(face_on(chequered), person)) << "no background, no value";
}

std::shared_ptr<const PhotoModels> models() {
  static const auto loaded = PhotoModels::load();
  return loaded.value();
}

TEST(FaceQualityMeter, FindsNoFaceInNoise) {
  Image grey(320, 400, PixelFormat::rgb8);
  for (std::size_t i = 0; i < grey.pixels.size(); ++i)
    grey.pixels[i] = static_cast<std::uint8_t>(i * 2654435761U >> 24);
  FaceQualityMeter meter(models());
  const auto quality = meter.measure(grey.view());
  ASSERT_TRUE(quality) << quality.error().message;
  EXPECT_EQ(quality->faces, 0);
  for (const ComponentValue& value : quality->components) {
    EXPECT_EQ(value.native, 0);
    EXPECT_EQ(value.score, -1);
  }
}

TEST(FaceQualityMeter, RefusesWhatIsNoPicture) {
  FaceQualityMeter meter(models());
  EXPECT_EQ(meter.measure({}).error().code, ErrorCode::invalid_argument);
  const Image tiny(8, 8, PixelFormat::grey8);
  EXPECT_EQ(meter.measure(tiny.view()).error().code, ErrorCode::invalid_argument);
}

FaceQuality measured(const std::map<std::string, std::string>& set) {
  people::Settings settings;
  settings.seed = 3;
  settings.set = set;
  settings.set["width"] = "600";
  settings.set["fingers"] = "none";
  const auto person = people::make_person(settings);
  EXPECT_TRUE(person) << person.error().message;
  FaceQualityMeter meter(models());
  auto quality = meter.measure(person->portrait.view());
  EXPECT_TRUE(quality) << quality.error().message;
  return *quality;
}

TEST(FaceQualityMeter, GivesEveryComponentOfADrawnPersonButTheUnified) {
  const FaceQuality clean = measured({});
  EXPECT_EQ(clean.faces, 1);
  for (std::size_t i = 1; i < kQualityComponents; ++i) {
    EXPECT_GE(clean.components[i].score, 0) << component_info(static_cast<Component>(i)).name;
    EXPECT_LE(clean.components[i].score, 100);
  }
  EXPECT_EQ(clean[Component::unified_quality_score].score, -1);
  EXPECT_EQ(clean[Component::single_face_present].score, 100);
}

TEST(FaceQualityMeter, FollowsTheDefects) {
  const FaceQuality clean = measured({});
  EXPECT_LT(measured({{"eyes", "closed"}})[Component::eyes_open].native, 0.7 * clean[Component::eyes_open].native);
  EXPECT_LT(measured({{"mouth", "open"}})[Component::mouth_closed].score, clean[Component::mouth_closed].score);
  // A bare head has no cloth above the brows, a hat or a scarf covers most of it.
  EXPECT_EQ(clean[Component::no_head_coverings].native, 0);
  for (const char* worn : {"hat", "scarf"}) {
    EXPECT_GT(measured({{"headwear", worn}})[Component::no_head_coverings].native, 0.15) << worn;
  }
}

TEST(OfiqTable, HasItsHeader) {
  EXPECT_EQ(ofiq_csv_header(),
            "Filename;UnifiedQualityScore;BackgroundUniformity;IlluminationUniformity;LuminanceMean;LuminanceVariance;"
            "UnderExposurePrevention;OverExposurePrevention;DynamicRange;Sharpness;CompressionArtifacts;NaturalColour;"
            "SingleFacePresent;EyesOpen;MouthClosed;EyesVisible;MouthOcclusionPrevention;FaceOcclusionPrevention;"
            "InterEyeDistance;HeadSize;LeftwardCropOfTheFaceImage;RightwardCropOfTheFaceImage;"
            "MarginAboveOfTheFaceImage;MarginBelowOfTheFaceImage;HeadPoseYaw;HeadPosePitch;HeadPoseRoll;"
            "ExpressionNeutrality;NoHeadCoverings;UnifiedQualityScore.scalar;BackgroundUniformity.scalar;"
            "IlluminationUniformity.scalar;LuminanceMean.scalar;LuminanceVariance.scalar;"
            "UnderExposurePrevention.scalar;OverExposurePrevention.scalar;DynamicRange.scalar;Sharpness.scalar;"
            "CompressionArtifacts.scalar;NaturalColour.scalar;SingleFacePresent.scalar;EyesOpen.scalar;"
            "MouthClosed.scalar;EyesVisible.scalar;MouthOcclusionPrevention.scalar;FaceOcclusionPrevention.scalar;"
            "InterEyeDistance.scalar;HeadSize.scalar;LeftwardCropOfTheFaceImage.scalar;"
            "RightwardCropOfTheFaceImage.scalar;MarginAboveOfTheFaceImage.scalar;MarginBelowOfTheFaceImage.scalar;"
            "HeadPoseYaw.scalar;HeadPosePitch.scalar;HeadPoseRoll.scalar;ExpressionNeutrality.scalar;"
            "NoHeadCoverings.scalar;assessment_time_in_ms;\n");
}

TEST(OfiqTable, WritesWholeNumbersWithoutDecimals) {
  FaceQuality quality;
  quality.components[static_cast<std::size_t>(Component::background_uniformity)] = {71.593742, 67};
  quality.components[static_cast<std::size_t>(Component::sharpness)] = {44, 100};
  const std::string row = ofiq_csv_row("a/b.png", &quality, 12.9);
  EXPECT_EQ(row.substr(0, 34), "a/b.png;0;71.593742;0;0;0;0;0;0;44");
  const auto fields = fields_of(row);
  ASSERT_EQ(fields.size(), 58U);
  EXPECT_EQ(fields[1 + 28 + 1], "67");
  EXPECT_EQ(fields[1 + 28], "-1");
  EXPECT_EQ(fields[57], "12\n");
}

TEST(OfiqTable, AnUnreadableFileFailsInEveryColumn) {
  const auto fields = fields_of(ofiq_csv_row("lost.png", nullptr, 0));
  ASSERT_EQ(fields.size(), 58U);
  for (std::size_t i = 1; i <= 28; ++i) EXPECT_EQ(fields[i], "0");
  for (std::size_t i = 29; i <= 56; ++i) EXPECT_EQ(fields[i], "-1");
}

TEST(OfiqTable, QuotesAFileNameThatWouldBreakIt) {
  EXPECT_EQ(ofiq_csv_row("a;\"b\".png", nullptr, 0).substr(0, 15), "\"a;\"\"b\"\".png\";0");
}

// Neutral, evenly lit, sharp and bare-headed people, whoever they are.
TEST(FaceQualityOnPortraits, NeutralOnesScoreWell) {
  const std::filesystem::path folder = std::filesystem::path(ENROLKIT_SHARED_DATA) / "portraits/london_neutral";
  const auto people = testing::labelled_images(folder);
  if (people.empty()) GTEST_SKIP() << "no portraits in " << folder;
  FaceQualityMeter meter(models());
  std::map<Component, std::vector<int>> scores;
  for (const auto& row : people) {
    const auto quality = meter.measure(load_image(row.path).value().image.view());
    ASSERT_TRUE(quality) << quality.error().message;
    for (std::size_t i = 0; i < kQualityComponents; ++i) {
      scores[static_cast<Component>(i)].push_back(quality->components[i].score);
    }
    // Pupils placed by hand: not the middle of the eye corners, but within a few per cent of their distance.
    const double pupils = std::hypot(row.pupil(1).x - row.pupil(0).x, row.pupil(1).y - row.pupil(0).y);
    EXPECT_NEAR((*quality)[Component::inter_eye_distance].native, pupils, 0.07 * pupils) << row.path;
  }
  const auto least = [&](Component component) {
    auto& all = scores[component];
    std::sort(all.begin(), all.end());
    return all[1];  // all but one
  };
  EXPECT_GE(least(Component::eyes_open), 97);
  EXPECT_GE(least(Component::mouth_closed), 90);
  EXPECT_GE(least(Component::eyes_visible), 90);
  EXPECT_GE(least(Component::mouth_occlusion_prevention), 95);
  EXPECT_GE(least(Component::face_occlusion_prevention), 90);
  EXPECT_GE(least(Component::no_head_coverings), 95);
  EXPECT_GE(least(Component::natural_colour), 95);
  EXPECT_GE(least(Component::sharpness), 60);
  EXPECT_GE(least(Component::compression_artifacts), 98);
  EXPECT_GE(least(Component::background_uniformity), 60);
  EXPECT_GE(least(Component::expression_neutrality), 45);
  EXPECT_GE(least(Component::single_face_present), 100);
}

}  // namespace
}  // namespace enrolkit
