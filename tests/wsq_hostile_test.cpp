// SPDX-License-Identifier: Apache-2.0
// WSQ files that are cut, that lie, or that are legal and rare.
#include <random>

#include "tests/wsq_files.hpp"

namespace enrolkit {
namespace {

constexpr std::uint32_t kComment = 0xFFA8, kFilters = 0xFFA4, kBins = 0xFFA5, kFrame = 0xFFA2, kCodes = 0xFFA6,
                        kBlock = 0xFFA3, kEnd = 0xFFA1;

Bytes good_file() { return encode_wsq(ridge_picture(120, 100).view()).value(); }

void expect_refused(const Bytes& file, ErrorCode code, const std::string& words) {
  const auto image = decode_wsq(file);
  ASSERT_FALSE(image) << words;
  EXPECT_EQ(error_code_name(image.error().code), error_code_name(code)) << image.error().message;
  EXPECT_NE(image.error().message.find(words), std::string::npos) << image.error().message;
  EXPECT_EQ(image.error().message.find('\n'), std::string::npos) << image.error().message;
}

// The file with one byte of a segment changed; `offset` counts from the marker.
Bytes changed(Bytes file, std::uint32_t marker, std::size_t offset, std::uint8_t value, int number = 0) {
  file[wsq_segment(file, marker, number).at + offset] = value;
  return file;
}

TEST(WsqHostile, CutAtEveryByte) {
  const Bytes file = good_file();
  for (std::size_t size = 0; size < file.size(); ++size) {
    const auto image = decode_wsq(BytesView(file).first(size));
    ASSERT_FALSE(image) << size;
    EXPECT_EQ(image.error().code, size == 0 ? ErrorCode::empty_input : ErrorCode::truncated)
        << size << ": " << image.error().message;
  }
  EXPECT_TRUE(decode_wsq(file));
}

TEST(WsqHostile, EveryByteMayBeWrong) {
  const Bytes file = good_file();
  for (std::size_t at = 0; at < file.size(); ++at) {
    for (const std::uint8_t value : {0x00, 0x01, 0x7F, 0xFF}) {
      Bytes bad = file;
      bad[at] = value;
      const auto image = decode_wsq(bad, {.max_pixels = 4'000'000});
      EXPECT_TRUE(image || !image.error().message.empty());
    }
  }
}

TEST(WsqHostile, HeadersThatLie) {
  const Bytes file = good_file();
  const auto sized = [&](int height, int width) {
    Bytes bad = changed(file, kFrame, 6, static_cast<std::uint8_t>(height >> 8U));
    bad = changed(bad, kFrame, 7, static_cast<std::uint8_t>(height));
    bad = changed(bad, kFrame, 8, static_cast<std::uint8_t>(width >> 8U));
    return changed(bad, kFrame, 9, static_cast<std::uint8_t>(width));
  };
  expect_refused(sized(12000, 12000), ErrorCode::too_large, "12000 x 12000 pixels");
  expect_refused(sized(5001, 5000), ErrorCode::too_large, "5000 x 5001 pixels");
  expect_refused(sized(65535, 1), ErrorCode::too_large, "1 x 65535 pixels");
  expect_refused(sized(0, 120), ErrorCode::malformed, "120 x 0 pixels");
  expect_refused(sized(100, 0), ErrorCode::malformed, "0 x 100 pixels");
  expect_refused(sized(101, 120), ErrorCode::malformed, "number of coefficients");
  expect_refused(sized(99, 120), ErrorCode::malformed, "more coefficients");
  expect_refused(sized(4999, 4999), ErrorCode::malformed, "number of coefficients");
  expect_refused(changed(file, kFrame, 3, 16), ErrorCode::malformed, "frame header is shorter");
  expect_refused(changed(file, kFrame, 3, 1), ErrorCode::malformed, "frame header's length is 1");
  expect_refused(changed(file, kBins, 2, 0), ErrorCode::malformed, "quantisation table is shorter");
  expect_refused(changed(file, kComment, 2, 255), ErrorCode::truncated, "comment");
}

TEST(WsqHostile, SegmentsMissingOrTwice) {
  const Bytes file = good_file();
  const auto cut = [&](std::uint32_t marker) { return without(file, wsq_segment(file, marker)); };
  const auto doubled = [&](std::uint32_t marker) {
    const WsqSegment segment = wsq_segment(file, marker);
    return with(file, segment.at, part_of(file, segment));
  };
  expect_refused(cut(kFrame), ErrorCode::malformed, "frame header is missing");
  expect_refused(cut(kFilters), ErrorCode::malformed, "transform table is missing");
  expect_refused(cut(kBins), ErrorCode::malformed, "quantisation table is missing");
  expect_refused(cut(kCodes), ErrorCode::malformed, "expected one that stands before the block");
  expect_refused(cut(kBlock), ErrorCode::malformed, "number of coefficients");
  expect_refused(cut(0xFFA0), ErrorCode::unsupported, "not a WSQ image");
  expect_refused(cut(kEnd), ErrorCode::truncated, "block data");
  expect_refused(Bytes(file.begin(), file.begin() + 2), ErrorCode::truncated, "there is no end marker");
  expect_refused(doubled(kFrame), ErrorCode::malformed, "frame header stands twice");
  expect_refused(doubled(kBlock), ErrorCode::malformed, "coefficients");
  EXPECT_TRUE(decode_wsq(doubled(kFilters)));
  EXPECT_TRUE(decode_wsq(doubled(kBins)));
  EXPECT_TRUE(decode_wsq(doubled(kCodes)));
  const WsqSegment last = wsq_segment(file, kEnd);
  expect_refused(with(file, last.at, part_of(file, wsq_segment(file, kBins))), ErrorCode::malformed,
                 "quantisation table stands behind the first block");
  expect_refused(with(file, last.at, {0xFF, 0xC0}), ErrorCode::malformed, "marker is 65472");
  expect_refused(with(file, wsq_segment(file, kFrame).at, {0x12}), ErrorCode::malformed, "byte where a marker begins");
}

TEST(WsqHostile, TablesThatCannotBe) {
  const Bytes file = good_file();
  expect_refused(changed(file, kFilters, 4, 33), ErrorCode::malformed, "filter length in the transform table is 33");
  expect_refused(changed(file, kFilters, 5, 0), ErrorCode::malformed, "filter length in the transform table is 0");
  expect_refused(changed(file, kFilters, 5, 8), ErrorCode::malformed, "high-pass filter length is 8, expected odd");
  expect_refused(changed(file, kFilters, 4, 31), ErrorCode::malformed, "transform table is shorter");
  expect_refused(changed(file, kFilters, 7, 0), ErrorCode::malformed, "filter tap above 2");

  expect_refused(changed(file, kCodes, 4, 8), ErrorCode::malformed, "Huffman table's number is 8");
  const WsqSegment first = wsq_segment(file, kCodes);
  const std::uint8_t longest = file[first.at + 20];
  expect_refused(changed(file, kCodes, 20, longest + 1), ErrorCode::malformed, "Huffman table is shorter");
  const auto replaced = [&](const Bytes& table) { return with(without(file, first), first.at, table); };
  Bytes three = {0xFF, 0xA6, 0, 22, 0, 3};
  three.resize(21);
  three.insert(three.end(), {1, 2, 3});
  expect_refused(replaced(three), ErrorCode::malformed, "more codes of 1 bits");
  expect_refused(changed(file, kCodes, 21, 0), ErrorCode::malformed, "symbol in a Huffman table is 0");
  expect_refused(changed(file, kCodes, 21, 255), ErrorCode::malformed, "symbol in a Huffman table is 255");
  expect_refused(changed(file, kBlock, 4, 9), ErrorCode::malformed, "block's Huffman table is 9");
  expect_refused(changed(file, kBlock, 4, 5), ErrorCode::malformed, "block's Huffman table is 5");

  // 257 codes: 16 of five bits, 241 of sixteen.
  Bytes codes = {0xFF, 0xA6, 0, 0, 0};
  codes.resize(5 + 16);
  codes[5 + 4] = 16;
  codes[5 + 15] = 241;
  codes.resize(codes.size() + 257, 1);
  codes[2] = static_cast<std::uint8_t>((codes.size() - 2) >> 8U);
  codes[3] = static_cast<std::uint8_t>(codes.size() - 2);
  expect_refused(replaced(codes), ErrorCode::malformed, "number of codes");
}

TEST(WsqHostile, MoreSubbandsThanThereAre) {
  const Bytes file = good_file();
  const WsqSegment bins = wsq_segment(file, kBins);
  Bytes table = part_of(file, bins);
  table.resize(2 + 2 + 3 + 255 * 6, 1);
  table[2] = static_cast<std::uint8_t>((table.size() - 2) >> 8U);
  table[3] = static_cast<std::uint8_t>(table.size() - 2);
  expect_refused(with(without(file, bins), bins.at, table), ErrorCode::malformed, "64 subbands");
}

// Bins and scale as large as the fields allow: still a picture.
TEST(WsqHostile, LargestNumbersGiveAPicture) {
  Bytes file = good_file();
  const WsqSegment bins = wsq_segment(file, kBins), frame = wsq_segment(file, kFrame);
  for (std::size_t at = bins.at + 4; at < bins.at + bins.size; at += 3) {
    if (file[at + 1] == 0 && file[at + 2] == 0) continue;
    file[at] = 0;
    file[at + 1] = file[at + 2] = 255;
  }
  for (std::size_t at = frame.at + 10; at < frame.at + 16; at += 3) file[at] = 0, file[at + 1] = file[at + 2] = 255;
  const auto image = decode_wsq(file);
  ASSERT_TRUE(image) << image.error().message;
  EXPECT_EQ(image->image.width, 120);
}

TEST(WsqHostile, BlockData) {
  const Bytes file = good_file();
  const WsqSegment block = wsq_segment(file, kBlock), last = wsq_segment(file, kBlock, 2);
  expect_refused(with(file, last.at + last.size, {0x12, 0x34, 0x56}), ErrorCode::malformed, "block data hold");
  Bytes ones(12);
  for (std::size_t i = 0; i < ones.size(); i += 2) ones[i] = 0xFF;
  expect_refused(with(file, block.at + 5, ones), ErrorCode::malformed, "a code that its Huffman table lacks");
}

TEST(WsqHostile, RareAndLegal) {
  const Bytes file = good_file();
  const Bytes pixels = decode_wsq(file).value().image.pixels;
  const auto expect_same = [&](const Bytes& other, const char* what) {
    const auto image = decode_wsq(other);
    ASSERT_TRUE(image) << what << ": " << image.error().message;
    EXPECT_EQ(image->image.pixels, pixels) << what;
  };
  const Bytes comment = {0xFF, 0xA8, 0, 4, 'h', 'i'};
  expect_same(with(file, wsq_segment(file, kEnd).at, comment), "a comment behind the last block");
  expect_same(with(file, wsq_segment(file, kBlock, 1).at, comment), "a comment between blocks");
  expect_same(with(file, wsq_segment(file, kFrame).at, {0xFF, 0xFF, 0xFF}), "fill bytes");
  expect_same(with(file, wsq_segment(file, kEnd).at, {0xFF}), "a fill byte behind data");
  expect_same(with(file, wsq_segment(file, kFrame).at, {0xFF, 0xA7, 0, 4, 0, 1}), "a restart interval");
  expect_same(with(file, wsq_segment(file, kEnd).at, {0xFF, 0xB0}), "a restart marker");
  expect_same(with(file, file.size(), {1, 2, 3}), "bytes behind the end");
  const WsqSegment bins = wsq_segment(file, kBins), codes = wsq_segment(file, kCodes);
  expect_same(without(with(file, codes.at, part_of(file, bins)), bins), "quantisation table behind the frame header");
  // Both Huffman tables in one segment.
  const WsqSegment second = wsq_segment(file, kCodes, 1);
  Bytes both = part_of(file, codes);
  const Bytes more = part_of(file, second);
  both.insert(both.end(), more.begin() + 4, more.end());
  both[2] = static_cast<std::uint8_t>((both.size() - 2) >> 8U);
  both[3] = static_cast<std::uint8_t>(both.size() - 2);
  expect_same(without(with(without(file, second), codes.at + codes.size, both), codes), "two tables in one segment");
}

TEST(WsqHostile, CommentsThatLie) {
  const Bytes file = good_file();
  const WsqSegment nist = wsq_segment(file, kComment);
  const auto commented = [&](const std::string& text) {
    Bytes segment = {0xFF, 0xA8, 0, static_cast<std::uint8_t>(text.size() + 2)};
    segment.insert(segment.end(), text.begin(), text.end());
    return decode_wsq(with(without(file, nist), nist.at, segment)).value();
  };
  EXPECT_EQ(commented("NIST_COM 2\nPPI 1000").ppi, 1000);
  EXPECT_EQ(commented("NIST_COM 2\nPPI\t 500\n").ppi, 500);
  EXPECT_EQ(commented("NIST_COM 2\nPPI -1").ppi, 0);
  EXPECT_EQ(commented("NIST_COM 2\nPPI 1e300").ppi, 0);
  EXPECT_EQ(commented("NIST_COM 2\nPPI nan").ppi, 0);
  EXPECT_EQ(commented("NIST_COM 2\nPPI").ppi, 0);
  EXPECT_EQ(commented("NIST_COM 2\n\n \nPPI ").ppi, 0);
  EXPECT_EQ(commented("somebody else's\nPPI 500").ppi, 0);
  EXPECT_EQ(commented(std::string("NIST_COM 2\nP\0I 500", 18)).comments.front().size(), 18U);
}

}  // namespace
}  // namespace enrolkit
