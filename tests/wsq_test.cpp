// SPDX-License-Identifier: Apache-2.0
#include "enrolkit/wsq.hpp"

#include <filesystem>
#include <fstream>
#include <map>
#include <random>
#include <sstream>

#include "encoders/codecs/wsq/huffman_code.hpp"
#include "encoders/codecs/wsq/scaled_number.hpp"
#include "encoders/codecs/wsq/subband_tree.hpp"
#include "encoders/codecs/wsq/wavelet_transform.hpp"
#include "encoders/codecs/wsq/wsq_codec.hpp"
#include "enrolkit/file.hpp"
#include "tests/wsq_files.hpp"

namespace enrolkit {
namespace {

namespace fs = std::filesystem;
using namespace codecs::wsq;

const fs::path kFingers = fs::path(ENROLKIT_SHARED_DATA) / "fingers";

std::string text_of(const Bytes& bytes, std::size_t from) {
  return {bytes.begin() + static_cast<std::ptrdiff_t>(from), bytes.end()};
}

// Rectangles of NIST's software for 357 x 345 pixels.
TEST(Wsq, SubbandsLieWhereNistPutsThem) {
  const SubbandTree tree = subband_tree(357, 345);
  const std::map<std::size_t, std::array<int, 4>> expected = {
      {0, {0, 0, 12, 11}},     {1, {12, 0, 11, 11}},    {2, {0, 11, 12, 11}},    {3, {12, 11, 11, 11}},
      {4, {23, 0, 22, 22}},    {18, {67, 65, 23, 22}},  {19, {90, 0, 22, 22}},   {22, {112, 22, 22, 22}},
      {23, {134, 0, 22, 22}},  {34, {156, 65, 23, 22}}, {35, {0, 87, 23, 22}},   {43, {0, 130, 23, 21}},
      {51, {90, 87, 89, 86}},  {52, {179, 0, 89, 87}},  {55, {268, 87, 89, 86}}, {56, {0, 173, 90, 86}},
      {59, {90, 259, 89, 86}}, {63, {268, 259, 89, 86}}};
  for (const auto& [number, place] : expected) {
    const Subband& band = tree.bands[number];
    EXPECT_EQ((std::array<int, 4>{band.x, band.y, band.width, band.height}), place) << number;
  }
}

TEST(Wsq, ScaledNumbersHaveAsManyDigitsAsFit) {
  const auto expect = [](double value, std::uint32_t largest, std::uint8_t exponent, std::uint32_t digits) {
    const ScaledNumber number = scaled(value, largest);
    EXPECT_EQ(number.exponent, exponent) << value;
    EXPECT_EQ(number.digits, digits) << value;
  };
  expect(0, 65535, 0, 0);
  expect(0.44, 65535, 5, 44000);
  expect(220.75, 65535, 2, 22075);
  expect(20.878, 65535, 3, 20878);
  expect(65534.6, 65535, 0, 65535);
  expect(0.85269867900940344, 4294967295U, 9, 852698679);
  EXPECT_DOUBLE_EQ((ScaledNumber{9, 852698679}.value()), 0.852698679);
}

// ITU-T T.81 annex K by hand: four symbols and the reserved one, which gets the code of all ones.
TEST(Wsq, HuffmanTableOfFourSymbols) {
  SymbolCounts counts{};
  counts[10] = 8, counts[20] = 4, counts[30] = 2, counts[40] = 1;
  const HuffmanTable table = huffman_table(counts);
  EXPECT_EQ(std::vector<int>(table.counts.begin(), table.counts.begin() + 5), (std::vector<int>{1, 1, 1, 1, 0}));
  EXPECT_EQ(table.symbols, (std::vector<std::uint8_t>{10, 20, 30, 40}));
  const auto codes = huffman_codes(table);
  EXPECT_EQ(codes[10].bits, 0b0);
  EXPECT_EQ(codes[20].bits, 0b10);
  EXPECT_EQ(codes[30].bits, 0b110);
  EXPECT_EQ(codes[40].bits, 0b1110);
  counts = {};
  counts[7] = 3;
  EXPECT_EQ(huffman_table(counts).counts[0], 1);
  EXPECT_EQ(huffman_codes(huffman_table(counts))[7].bits, 0);
}

// Fibonacci's numbers make the longest codes; more than 16 bits have to be avoided, and each code must still be found.
TEST(Wsq, HuffmanCodesHaveAtMost16Bits) {
  SymbolCounts counts{};
  std::uint32_t a = 1, b = 1;
  for (std::size_t symbol = 1; symbol <= 30; ++symbol) {
    counts[symbol] = a;
    b = std::exchange(a, a + b);
  }
  const HuffmanTable table = huffman_table(counts);
  ASSERT_EQ(table.symbols.size(), 30U);
  EXPECT_GT(table.counts[15], 0);
  const auto decoder = HuffmanDecoder::make(table);
  ASSERT_TRUE(decoder) << decoder.error().message;
  const auto codes = huffman_codes(table);
  for (std::size_t symbol = 1; symbol <= 30; ++symbol) {
    const unsigned rest = 16U - codes[symbol].length;
    for (const std::uint32_t tail : {0U, (1U << rest) - 1}) {
      const auto found = decoder->find(std::uint32_t{codes[symbol].bits} << rest | tail);
      EXPECT_EQ(found.symbol, symbol);
      EXPECT_EQ(found.length, codes[symbol].length);
    }
  }
  EXPECT_EQ(decoder->find(0xFFFF).length, 0);
}

TEST(Wsq, FileHasNistsSegmentsAndComment) {
  const Image picture = ridge_picture(200, 151);
  const Bytes file = encode_wsq(picture.view(), {1.5, 500, "a counter"}).value();
  std::vector<std::uint32_t> markers;
  for (const WsqSegment& segment : wsq_segments(file)) markers.push_back(segment.marker);
  EXPECT_EQ(markers, (std::vector<std::uint32_t>{0xFFA0, 0xFFA8, 0xFFA8, 0xFFA4, 0xFFA5, 0xFFA2, 0xFFA6, 0xFFA3, 0xFFA6,
                                                 0xFFA3, 0xFFA3, 0xFFA1}));
  EXPECT_EQ(text_of(part_of(file, wsq_segment(file, 0xFFA8)), 4),
            "NIST_COM 9\nPIX_WIDTH 200\nPIX_HEIGHT 151\nPIX_DEPTH 8\nPPI 500\nLOSSY 1\nCOLORSPACE GRAY\n"
            "COMPRESSION WSQ\nWSQ_BITRATE 1.500000");
  EXPECT_EQ(text_of(part_of(file, wsq_segment(file, 0xFFA8, 1)), 4), "a counter");
  EXPECT_EQ(wsq_segment(file, 0xFFA4).size, 60U);
  EXPECT_EQ(wsq_segment(file, 0xFFA5).size, 391U);
  EXPECT_EQ(wsq_segment(file, 0xFFA2).size, 19U);
  // Low-pass 9 taps, high-pass 7; the first tap 0.852698679.
  const Bytes filters = part_of(file, wsq_segment(file, 0xFFA4));
  EXPECT_EQ(Bytes(filters.begin() + 4, filters.begin() + 12), (Bytes{9, 7, 0, 9, 0x32, 0xD3, 0x26, 0x37}));

  const auto decoded = decode_wsq(file);
  ASSERT_TRUE(decoded) << decoded.error().message;
  EXPECT_EQ(decoded->ppi, 500);
  EXPECT_EQ(decoded->bit_rate, 1.5);
  ASSERT_EQ(decoded->comments.size(), 2U);
  EXPECT_EQ(decoded->comments[1], "a counter");
  EXPECT_NE(text_of(encode_wsq(picture.view(), {0.75, 0, ""}).value(), 0).find("PPI -1\n"), std::string::npos);
}

TEST(Wsq, NistCommentsAreMerged) {
  const Bytes file =
      encode_wsq(ridge_picture(60, 50).view(), {0.75, 500, "NIST_COM 3\nSEX F\nPPI 250\nHISTORY a card\n"}).value();
  EXPECT_EQ(text_of(part_of(file, wsq_segment(file, 0xFFA8)), 4),
            "NIST_COM 11\nPIX_WIDTH 60\nPIX_HEIGHT 50\nPIX_DEPTH 8\nPPI 500\nLOSSY 1\nCOLORSPACE GRAY\n"
            "COMPRESSION WSQ\nWSQ_BITRATE 0.750000\nSEX F\nHISTORY a card");
  EXPECT_EQ(decode_wsq(file).value().comments.size(), 1U);
}

// Nothing but the innermost subbands has anything to say here, and all bits are theirs.
TEST(Wsq, SmoothShadesKeepTheirSteps) {
  Image picture(200, 200, PixelFormat::grey8);
  for (int y = 0; y < 200; ++y) {
    for (int x = 0; x < 200; ++x) picture.row(y)[x] = static_cast<std::uint8_t>(40 + (x + y) / 4);
  }
  EXPECT_GE(psnr(decode_wsq(encode_wsq(picture.view()).value()).value().image, picture), 40);
}

TEST(Wsq, IsOneOfTheImageFiles) {
  const Image picture = ridge_picture(200, 151);
  const auto ppi_of = [&](double ppi) {
    const auto decoded = decode_image(encode_wsq(picture.view(), {1.5, ppi, ""}).value(), "print.wsq");
    EXPECT_TRUE(decoded && decoded->type == ImageFileType::wsq && decoded->image.width == 200);
    return decoded ? decoded->ppi : -1;
  };
  EXPECT_EQ(ppi_of(1000), 1000);
  EXPECT_EQ(ppi_of(0), 0);
  EXPECT_EQ(ppi_of(255), 0);  // all bits set: card scans of unknown resolution say so
  EXPECT_EQ(image_file_extension(ImageFileType::wsq), "wsq");
  const auto cut = decode_image(Bytes{0xFF, 0xA0, 0xFF}, "print.wsq");
  EXPECT_EQ(cut.error().code, ErrorCode::truncated);
  EXPECT_TRUE(cut.error().message.starts_with("print.wsq: ")) << cut.error().message;
}

// What NIST's encoder makes of it, in as many bytes.
TEST(Wsq, PictureOfOneShade) {
  Image picture(256, 256, PixelFormat::grey8);
  std::fill(picture.pixels.begin(), picture.pixels.end(), std::uint8_t{77});
  const Bytes file = encode_wsq(picture.view()).value();
  EXPECT_EQ(file.size(), 655U);
  EXPECT_EQ(decode_wsq(file).value().image.pixels, picture.pixels);
}

TEST(Wsq, AllSizesComeBack) {
  for (const auto& [width, height] : std::vector<std::pair<int, int>>{{33, 33},
                                                                      {34, 47},
                                                                      {33, 300},
                                                                      {301, 35},
                                                                      {64, 64},
                                                                      {95, 96},
                                                                      {97, 131},
                                                                      {255, 256},
                                                                      {257, 129},
                                                                      {388, 374}}) {
    const Image picture = ridge_picture(width, height);
    const auto file = encode_wsq(picture.view(), {6, 500, ""});
    ASSERT_TRUE(file) << file.error().message;
    const auto decoded = decode_wsq(*file);
    ASSERT_TRUE(decoded) << decoded.error().message;
    EXPECT_LE(largest_difference(decoded->image, picture), 24) << width << " x " << height;
    EXPECT_GE(psnr(decoded->image, picture), 29) << width << " x " << height;
  }
}

TEST(Wsq, RowsMayBePadded) {
  const Image picture = ridge_picture(120, 100);
  ImageView part = picture.view();
  part.data += 5;
  part.width = 100;
  Image copy(100, 100, PixelFormat::grey8);
  for (int y = 0; y < 100; ++y) std::copy(part.row(y), part.row(y) + 100, copy.row(y));
  EXPECT_EQ(encode_wsq(part).value(), encode_wsq(copy.view()).value());
}

TEST(Wsq, MoreBitsMakeBetterPictures) {
  const Image picture = ridge_picture(388, 374);
  std::size_t size = 0;
  double quality = 0;
  for (const double rate : {0.1, 0.3, 0.75, 1.5, 2.25, 5.0}) {
    const Bytes file = encode_wsq(picture.view(), {rate, 500, ""}).value();
    const double now = psnr(decode_wsq(file).value().image, picture);
    EXPECT_GT(file.size(), size) << rate;
    EXPECT_GT(now, quality) << rate;
    size = file.size();
    quality = now;
  }
}

TEST(Wsq, SizeLimitIsUsedAndKept) {
  const Image picture = ridge_picture(388, 374);
  const std::size_t free_size = encode_wsq(picture.view()).value().size();
  for (const std::size_t limit : {std::size_t{3000}, std::size_t{5000}, std::size_t{8000}}) {
    const auto file = encode_wsq_to_size(picture.view(), limit, {8, 500, ""});
    ASSERT_TRUE(file) << file.error().message;
    EXPECT_LE(file->size(), limit);
    EXPECT_GE(file->size(), limit * 98 / 100);
    EXPECT_TRUE(decode_wsq(*file));
  }
  EXPECT_EQ(encode_wsq_to_size(picture.view(), 1000000).value().size(), free_size);
  EXPECT_EQ(encode_wsq_to_size(picture.view(), 600).error().code, ErrorCode::too_large);
}

TEST(Wsq, RefusesWhatItCannotEncode) {
  const auto code_of = [](ImageView view, const WsqOptions& options = {}) {
    const auto file = encode_wsq(view, options);
    return file ? std::string("fine") : std::string(error_code_name(file.error().code));
  };
  const Image picture = ridge_picture(100, 100);
  EXPECT_EQ(code_of({}), "invalid_argument");
  EXPECT_EQ(code_of(Image(100, 100, PixelFormat::rgb8).view()), "invalid_argument");
  EXPECT_EQ(code_of(ridge_picture(32, 100).view()), "invalid_argument");
  EXPECT_EQ(code_of(ridge_picture(100, 32).view()), "invalid_argument");
  EXPECT_EQ(code_of(Image(32768, 33, PixelFormat::grey8).view()), "invalid_argument");
  EXPECT_EQ(code_of(Image(5001, 5000, PixelFormat::grey8).view()), "too_large");
  EXPECT_EQ(code_of(picture.view(), {0, 500, ""}), "invalid_argument");
  EXPECT_EQ(code_of(picture.view(), {std::nan(""), 500, ""}), "invalid_argument");
  EXPECT_EQ(code_of(picture.view(), {0.75, -5, ""}), "invalid_argument");
  EXPECT_EQ(code_of(picture.view(), {0.75, 500, std::string(65001, 'x')}), "invalid_argument");
  EXPECT_EQ(code_of(picture.view(), {0.75, 500, std::string(65000, 'x')}), "fine");
}

// Every length, so that whole vectors, overlapping last ones and short lines all come up.
TEST(Wsq, VectorKernelsGiveTheBitsOfScalarOnes) {
  std::mt19937 random(7);
  std::uniform_real_distribution<float> samples(-300, 300);
  const LineKernels &scalar = scalar_kernels(), &vector = vector_kernels();
  for (std::size_t count = 0; count < 150; ++count) {
    std::vector<std::vector<float>> inputs(9, std::vector<float>(2 * count + 2));
    for (auto& input : inputs) {
      for (float& sample : input) sample = samples(random);
    }
    std::vector<WeightedLine> lines;
    for (const auto& input : inputs) lines.push_back({input.data() + 1, samples(random) / 300});
    std::vector<float> a(2 * count + 2), b(2 * count + 2), c(count + 1), d(count + 1);
    for (const std::size_t used : {1U, 4U, 9U}) {
      scalar.weighted_sum(lines.data(), used, a.data(), count);
      vector.weighted_sum(lines.data(), used, b.data(), count);
      ASSERT_EQ(a, b) << count;
    }
    scalar.split_phases(inputs[0].data(), count, a.data(), c.data());
    vector.split_phases(inputs[0].data(), count, b.data(), d.data());
    ASSERT_EQ(a, b) << count;
    ASSERT_EQ(c, d) << count;
    scalar.join_phases(inputs[0].data(), inputs[1].data(), count, a.data());
    vector.join_phases(inputs[0].data(), inputs[1].data(), count, b.data());
    ASSERT_EQ(a, b) << count;

    Bytes pixels(count), pixels_a(count), pixels_b(count);
    for (std::uint8_t& pixel : pixels) pixel = static_cast<std::uint8_t>(random());
    scalar.normalise(pixels.data(), count, 127.3F, 0.913F, a.data());
    vector.normalise(pixels.data(), count, 127.3F, 0.913F, b.data());
    ASSERT_EQ(a, b) << count;
    scalar.to_pixels(inputs[2].data(), count, 127.3F, 0.913F, pixels_a.data());
    vector.to_pixels(inputs[2].data(), count, 127.3F, 0.913F, pixels_b.data());
    ASSERT_EQ(pixels_a, pixels_b) << count;
    for (const Bins& bins :
         {Bins{7.3F, 8.76F, 0.44F}, Bins{0.001F, 0, 0.44F}, Bins{3000, 3600, 0.44F}, Bins{1, 0, 4}}) {
      std::vector<std::int16_t> index_a(count), index_b(count);
      scalar.quantise(inputs[3].data(), count, bins, index_a.data());
      vector.quantise(inputs[3].data(), count, bins, index_b.data());
      ASSERT_EQ(index_a, index_b) << count;
    }
  }
}

TEST(Wsq, FilesAndPicturesAreTheSameWithoutVectors) {
  for (const auto& [width, height] : std::vector<std::pair<int, int>>{{388, 374}, {97, 131}, {33, 50}}) {
    const Image picture = ridge_picture(width, height);
    const Bytes file = encode_wsq(picture.view()).value();
    EXPECT_EQ(encode(picture.view(), 0, {}, scalar_kernels()).value(), file);
    EXPECT_EQ(decode(file, {}, scalar_kernels()).value().image.pixels, decode_wsq(file).value().image.pixels);
  }
}

// The 8/8 pair with which NIST's software can be built. No file of it is at hand; so the analysis is done here, by
// definition, and synthesis must give the samples back.
TEST(Wsq, EvenFiltersAreUndone) {
  const WaveletFilters filters{8,
                               8,
                               {0.85269867900940344, -0.09789296778409587, -0.12335584105275092, 0.07565691101399093},
                               {-0.60328894481393847, 0.18870142780632693, 0.05261415011924844, -0.03226944131446922}};
  const Image picture = ridge_picture(64, 48);
  const auto half_mirrored = [](int place, int count) {
    while (place < 0 || place >= count) place = place < 0 ? -1 - place : 2 * count - 1 - place;
    return place;
  };
  // One line: lows in front, then highs.
  const auto split = [&](const std::vector<double>& line) {
    const int count = static_cast<int>(line.size());
    std::vector<double> out;
    for (const bool high : {false, true}) {
      const auto& half = high ? filters.high : filters.low;
      for (int k = 0; k < (high ? count / 2 : (count + 1) / 2); ++k) {
        double sum = 0;
        for (int n = 0; n < 4; ++n) {
          const double right = line[static_cast<std::size_t>(half_mirrored(2 * k + 1 + n, count))];
          const double left = line[static_cast<std::size_t>(half_mirrored(2 * k - n, count))];
          sum += half[static_cast<std::size_t>(n)] * (high ? left - right : right + left);
        }
        out.push_back(sum);
      }
    }
    return out;
  };
  for (const auto& [width, height] : std::vector<std::pair<int, int>>{{64, 48}, {63, 48}, {64, 47}, {37, 39}}) {
    Plane plane(width, height);
    SubbandTree tree;  // one split only: the others stay empty
    tree.splits[0] = {0, 0, width, height, false, false};
    for (int y = 0; y < height; ++y) {
      std::vector<double> row(picture.row(y), picture.row(y) + width);
      row = split(row);
      for (int x = 0; x < width; ++x) *plane.at(x, y) = static_cast<float>(row[static_cast<std::size_t>(x)]);
    }
    for (int x = 0; x < width; ++x) {
      std::vector<double> column;
      for (int y = 0; y < height; ++y) column.push_back(*plane.at(x, y));
      column = split(column);
      for (int y = 0; y < height; ++y) *plane.at(x, y) = static_cast<float>(column[static_cast<std::size_t>(y)]);
    }
    synthesise(plane, tree, filters, vector_kernels());
    for (int y = 0; y < height; ++y) {
      for (int x = 0; x < width; ++x) {
        ASSERT_NEAR(*plane.at(x, y), picture.row(y)[x], 0.01) << width << " x " << height << " at " << x << ", " << y;
      }
    }
  }
}

// Everything that others made and whose decoding by others is at hand: at most one grey level off.
TEST(Wsq, DecodesOtherPeoplesFiles) {
  if (!fs::exists(kFingers)) GTEST_SKIP() << "no " << kFingers;
  // By name: a picture that another program decoded, or one that does not exist.
  const auto reference_of = [](const std::string& name) {
    if (name == "sourceafis_wsq-original") return kFingers / "wsq_misc/sourceafis_wsq-converted.png";
    const bool card = name.starts_with("type-14-tpcard-nqm");
    return kFingers / "nist_an2/jnbis_decoded_sample_an2" /
           (card ? "fp-" + name.substr(name.find("fgp") + 3) + ".png" : "none");
  };
  int files = 0, compared = 0;
  for (const auto& entry : fs::recursive_directory_iterator(ENROLKIT_SHARED_DATA)) {
    if (entry.path().extension() != ".wsq") continue;
    ++files;
    const auto data = read_file(entry.path(), 1U << 24U);
    ASSERT_TRUE(data) << data.error().message;
    const auto decoded = decode_wsq(*data);
    ASSERT_TRUE(decoded) << entry.path() << ": " << decoded.error().message;
    const fs::path reference = reference_of(entry.path().stem().string());
    if (!fs::exists(reference)) continue;
    const auto picture = load_image(reference);
    ASSERT_TRUE(picture) << picture.error().message;
    EXPECT_LE(largest_difference(decoded->image, to_grey(picture->image)), 1) << entry.path();
    ++compared;
  }
  EXPECT_GE(files, 300);
  EXPECT_EQ(compared, 14);
}

// The coded data of a file: Huffman tables and blocks.
Bytes coded_part(const Bytes& file) {
  Bytes coded;
  for (const WsqSegment& segment : wsq_segments(file)) {
    if (segment.marker != 0xFFA6 && segment.marker != 0xFFA3) continue;
    const Bytes part = part_of(file, segment);
    coded.insert(coded.end(), part.begin(), part.end());
  }
  return coded;
}

// NIST's encoder at 0.75: sizes within 2 % and PSNR within 0.1 dB are asked for; both are closer by far, since most
// coded data are the same to the byte, and the rest is floats that lie on the edge of two bins.
TEST(Wsq, SizeAndQualityAreThoseOfNistsEncoder) {
  const fs::path table = kFingers / "expected/wsq_r075.csv";
  std::ifstream in(table);
  if (!in) GTEST_SKIP() << "no " << table;
  std::string line;
  std::getline(in, line);
  int images = 0, same = 0;
  while (std::getline(in, line)) {
    std::stringstream fields(line);
    std::string name, field;
    std::getline(fields, name, ',');
    std::vector<double> values;
    while (std::getline(fields, field, ',')) values.push_back(std::stod(field));
    fs::path file = kFingers / "nfiq2_sfinge_synthetic" / (name.substr(name.find('_') + 1) + ".pgm");
    if (name.starts_with("fvc")) file = kFingers / "fvc" / name.substr(0, 12) / (name.substr(13) + ".png");
    const auto picture = load_image(file);
    ASSERT_TRUE(picture) << picture.error().message;
    const Image grey = to_grey(picture->image);
    const Bytes ours = encode_wsq(grey.view()).value();
    EXPECT_NEAR(static_cast<double>(ours.size()) / values[3], 1, 0.001) << name;
    EXPECT_NEAR(psnr(decode_wsq(ours).value().image, grey), values[6], 0.002) << name;
    const auto theirs = read_file(kFingers / "expected/wsq_r075" / (name + ".wsq"), 1U << 24U);
    ASSERT_TRUE(theirs) << theirs.error().message;
    EXPECT_NEAR(psnr(decode_wsq(*theirs).value().image, grey), values[6], 0.001) << name;
    if (coded_part(ours) == coded_part(*theirs)) ++same;
    ++images;
  }
  EXPECT_GE(images, 300);
  EXPECT_GE(same, images * 95 / 100);
}

}  // namespace
}  // namespace enrolkit
