// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include "enrolkit/image_codec.hpp"
#include "enrolkit/records.hpp"
#include "tests/record_bytes.hpp"

namespace enrolkit {
namespace {

// Laid out by hand: 32 + 14 + 3 = 49 = 0x31 bytes; the block 17 = 0x11.
constexpr std::string_view kOneFinger = R"(
  46495200 30313000 000000000031 0102 001F 01 01 01F4 01F4 01F4 01F4 08 02 0000
  00000011 07 01 01 55 00 026C 026D 00
  AABBCC)";

FingerImage one_finger() {
  FingerImage finger;
  finger.position = FingerPosition::left_index;
  finger.quality = 0x55;
  finger.width = 620;
  finger.height = 621;
  finger.image = {0xAA, 0xBB, 0xCC};
  return finger;
}

FingerImageRecord one_record() {
  FingerImageRecord record;
  record.device_id = 0x0102;
  record.format = FingerImageFormat::wsq;
  record.images = {one_finger()};
  return record;
}

TEST(FingerImageRecord, IsLaidOutAsTheStandardSays) {
  const auto bytes = encode(one_record());
  ASSERT_TRUE(bytes) << bytes.error().message;
  EXPECT_EQ(*bytes, from_hex(kOneFinger));
  const auto record = decode_finger_image_record(from_hex(kOneFinger));
  ASSERT_TRUE(record) << record.error().message;
  EXPECT_EQ(*record, one_record());
}

TEST(FingerImageRecord, HoldsViewsOfSeveralFingers) {
  FingerImageRecord record = one_record();
  record.format = FingerImageFormat::raw;
  record.images.front().width = 3, record.images.front().height = 1;
  FingerImage first = record.images.front();
  first.position = FingerPosition::right_index;
  first.view_count = 2;
  FingerImage second = first;
  second.view_number = 2;
  record.images = {record.images.front(), first, second};
  const auto bytes = encode(record);
  ASSERT_TRUE(bytes) << bytes.error().message;
  // 32 + 3 x 17 = 83 = 0x53 bytes, two fingers
  EXPECT_EQ(*bytes, from_hex(R"(
    46495200 30313000 000000000053 0102 001F 02 01 01F4 01F4 01F4 01F4 08 00 0000
    00000011 07 01 01 55 00 0003 0001 00  AABBCC
    00000011 02 02 01 55 00 0003 0001 00  AABBCC
    00000011 02 02 02 55 00 0003 0001 00  AABBCC)"));
  EXPECT_EQ(decode_finger_image_record(*bytes).value(), record);
  expect_prefixes_refused(*bytes, decode_finger_image_record);

  std::swap(record.images[0], record.images[1]);  // now the two views of one finger do not stand together
  EXPECT_EQ(encode(record).error().code, ErrorCode::invalid_argument);
}

TEST(FingerImageRecord, RefusesEveryPrefixAndEveryLie) {
  const Bytes record = from_hex(kOneFinger);
  expect_prefixes_refused(record, decode_finger_image_record);
  for (std::size_t at = 0; at < 14; ++at) expect_lies_refused(record, at, decode_finger_image_record);   // length
  expect_lies_refused(record, 18, decode_finger_image_record);                                           // fingers
  for (std::size_t at = 32; at < 36; ++at) expect_lies_refused(record, at, decode_finger_image_record);  // block length
  expect_lies_refused(record, 37, decode_finger_image_record);                                           // view count
  expect_lies_refused(record, 38, decode_finger_image_record);                                           // view number
  expect_no_crash(record, decode_finger_image_record);

  Bytes longer = record;
  longer.push_back(0);
  EXPECT_EQ(decode_finger_image_record(longer).error().code, ErrorCode::malformed);
  Bytes raw = record;
  raw[29] = 0;  // 620 x 621 pixels in three bytes
  EXPECT_EQ(decode_finger_image_record(raw).error().code, ErrorCode::malformed);
  Bytes slap = record;
  slap[36] = 13;
  EXPECT_EQ(decode_finger_image_record(slap).error().code, ErrorCode::unsupported);
  Bytes of_2024 = record;
  of_2024[5] = '3';
  EXPECT_EQ(decode_finger_image_record(of_2024).error().code, ErrorCode::unsupported);
}

TEST(FingerImageRecord, WritesOnlyWhatTheStandardKnows) {
  const auto code_of = [](auto change) {
    FingerImageRecord record = one_record();
    change(record, record.images.front());
    const auto bytes = encode(record);
    return bytes ? ErrorCode::internal : bytes.error().code;
  };
  constexpr ErrorCode kRefused = ErrorCode::invalid_argument;
  using Record = FingerImageRecord;
  using Finger = FingerImage;
  EXPECT_EQ(code_of([](Record& record, Finger&) { record.acquisition_level = 32; }), kRefused);
  EXPECT_EQ(code_of([](Record& record, Finger&) { record.scale_units = 0; }), kRefused);
  EXPECT_EQ(code_of([](Record& record, Finger&) { record.image_resolution_y = 0; }), kRefused);
  EXPECT_EQ(code_of([](Record& record, Finger&) { record.depth = 0; }), kRefused);
  EXPECT_EQ(code_of([](Record& record, Finger&) { record.format = static_cast<FingerImageFormat>(6); }), kRefused);
  EXPECT_EQ(code_of([](Record& record, Finger&) { record.images.clear(); }), kRefused);
  EXPECT_EQ(code_of([](Record& record, Finger&) { record.format = FingerImageFormat::raw; }), kRefused);
  EXPECT_EQ(code_of([](Record&, Finger& finger) { finger.position = static_cast<FingerPosition>(11); }), kRefused);
  EXPECT_EQ(code_of([](Record&, Finger& finger) { finger.quality = 101; }), kRefused);
  EXPECT_EQ(code_of([](Record&, Finger& finger) { finger.impression = 4; }), kRefused);
  EXPECT_EQ(code_of([](Record&, Finger& finger) { finger.width = 0; }), kRefused);
  EXPECT_EQ(code_of([](Record&, Finger& finger) { finger.height = 0; }), kRefused);
  EXPECT_EQ(code_of([](Record&, Finger& finger) { finger.image.clear(); }), kRefused);
  EXPECT_EQ(code_of([](Record&, Finger& finger) { finger.view_count = 2; }), kRefused);
  EXPECT_EQ(code_of([](Record&, Finger& finger) { finger.view_number = 0; }), kRefused);
}

void expect_written_back(const Bytes& bytes, const std::string& name) {
  const auto record = decode_finger_image_record(bytes);
  ASSERT_TRUE(record) << name << ": " << record.error().message;
  const auto again = encode(*record);
  ASSERT_TRUE(again) << name << ": " << again.error().message;
  EXPECT_EQ(*again, bytes) << name;
}

TEST(FingerImageRecord, ReadsThePassportOfOthers) {
  SKIP_WITHOUT_SHARED_DATA("chip");
  const auto found = records_in(shared_file("chip/jmrtd/lds/bsi2008/Datagroup3.bin"), std::string_view("FIR\0", 4), 6);
  ASSERT_EQ(found.size(), 2U);
  const FingerPosition positions[] = {FingerPosition::right_index, FingerPosition::left_index};
  for (std::size_t i = 0; i < 2; ++i) {
    expect_written_back(found[i], "DG3");
    const auto record = decode_finger_image_record(found[i]);
    ASSERT_TRUE(record);
    EXPECT_EQ(record->format, FingerImageFormat::wsq);
    EXPECT_EQ(record->images[0].position, positions[i]);
    EXPECT_EQ(record->images[0].width, 620);
    EXPECT_EQ(record->images[0].height, 620);
    EXPECT_EQ(record->images[0].quality, 100);
  }
  // The left index finger's WSQ file was also published on its own.
  EXPECT_EQ(decode_finger_image_record(found[1])->images[0].image, shared_file("chip/jmrtd/lds/wsq/fp.wsq"));
}

// 16 + (50 + 4) = 70 = 0x46 bytes: one quality block, one certificate, then the finger; PNG is 6 in this edition.
TEST(FingerImageRecord, OfTheSecondEditionIsRead) {
  const Bytes bytes = from_hex(R"(46495200 30323000 00000046 0001 01 01
    00000036 07EA0B160C1E00 0000 01 0031 0140 01 3C 0031 0002 01 0001 03
    07 00 01 01F4 01F4 01F4 01F4 08 06 1D 0118 01C0 00000004 89504E47)");
  const auto record = decode_finger_image_record(bytes);
  ASSERT_TRUE(record) << record.error().message;
  EXPECT_EQ(record->edition, 2011);
  EXPECT_EQ(record->device_id, 0x140);
  EXPECT_EQ(record->format, FingerImageFormat::png);
  EXPECT_EQ(record->image_resolution_y, 500);
  EXPECT_EQ(record->depth, 8);
  ASSERT_EQ(record->images.size(), 1U);
  const FingerImage& finger = record->images[0];
  EXPECT_EQ(finger.position, FingerPosition::left_index);
  EXPECT_EQ(finger.quality, 60);
  EXPECT_EQ(finger.impression, 29);
  EXPECT_EQ(finger.width, 280);
  EXPECT_EQ(finger.height, 448);
  EXPECT_EQ(finger.view_count, 1);
  EXPECT_EQ(finger.view_number, 1);
  EXPECT_EQ(finger.image, from_hex("89504E47"));
  expect_prefixes_refused(bytes, decode_finger_image_record);
  for (const std::size_t at : {8, 11, 12, 13, 19, 62}) expect_lies_refused(bytes, at, decode_finger_image_record);
  expect_no_crash(bytes, decode_finger_image_record);
}

// Records of a reader's own software and of a registration client; all 2005 ones are canonical. In those of 2011 the
// image itself tells whether type and size were read rightly.
TEST(FingerImageRecord, ReadsTheRecordsOfOthers) {
  SKIP_WITHOUT_SHARED_DATA("fingers/mosip_iso_records");
  std::size_t of_2005 = 0, of_2011 = 0;
  for (const char* folder : {"fingers/mosip_iso_records", "fingers/mosip_registration_client"}) {
    for (const auto& entry : std::filesystem::directory_iterator(shared_data(folder))) {
      const auto bytes = read_file(entry.path(), 1U << 24U);
      const auto found = records_in(bytes.value_or(Bytes{}),
                                    std::string_view("FIR\0"
                                                     "010\0",
                                                     8),
                                    6);
      if (!found.empty()) {
        ASSERT_EQ(found[0].size(), bytes->size());
        expect_written_back(*bytes, entry.path().filename());
        ++of_2005;
      } else if (bytes && bytes->size() > 8 &&
                 std::equal(bytes->begin(), bytes->begin() + 8,
                            "FIR\0"
                            "020\0")) {
        const auto record = decode_finger_image_record(*bytes);
        ASSERT_TRUE(record) << entry.path() << ": " << record.error().message;
        EXPECT_EQ(record->edition, 2011);
        EXPECT_EQ(record->image_resolution_x, 500);
        ASSERT_EQ(record->images.size(), 1U);
        const FingerImage& finger = record->images[0];
        const auto image = decode_image(finger.image, "the image");
        ASSERT_TRUE(image) << image.error().message;
        EXPECT_EQ(image->type, record->format == FingerImageFormat::wsq ? ImageFileType::wsq : ImageFileType::jpeg2000);
        EXPECT_EQ(image->image.width, finger.width) << entry.path();
        EXPECT_EQ(image->image.height, finger.height) << entry.path();
        ++of_2011;
      }
    }
  }
  EXPECT_EQ(of_2005, 20U);
  EXPECT_GE(of_2011, 10U);
}

// The raw image in the reader's record is the one in its BMP file.
TEST(FingerImageRecord, RawImageEqualsTheReadersBitmap) {
  SKIP_WITHOUT_SHARED_DATA("fingers/mosip_registration_client");
  const std::string stem = "fingers/mosip_registration_client/fingerprints_lefthand_leftIndex_";
  const auto record = decode_finger_image_record(shared_file(stem + "ISOImage.iso"));
  ASSERT_TRUE(record) << record.error().message;
  EXPECT_EQ(record->format, FingerImageFormat::raw);
  const auto bitmap = load_image(shared_data(stem + "FingerImage.bmp"));
  ASSERT_TRUE(bitmap) << bitmap.error().message;
  EXPECT_EQ(bitmap->image.width, record->images[0].width);
  EXPECT_EQ(bitmap->image.height, record->images[0].height);
  EXPECT_EQ(bitmap->image.pixels, record->images[0].image);
}

// In one grey component, and the decoder of that type reads it.
TEST(FingerImageEncoding, EachFormatIsWhatItSays) {
  Image print(120, 100, PixelFormat::grey8);
  for (std::size_t i = 0; i < print.pixels.size(); ++i) print.pixels[i] = static_cast<std::uint8_t>(100 + i % 9 * 10);
  const auto types = {std::pair(FingerImageFormat::wsq, ImageFileType::wsq),
                      std::pair(FingerImageFormat::jpeg, ImageFileType::jpeg),
                      std::pair(FingerImageFormat::jpeg2000, ImageFileType::jpeg2000),
                      std::pair(FingerImageFormat::png, ImageFileType::png)};
  for (const auto& [format, type] : types) {
    const auto bytes = encode_finger_image(print.view(), format, 8000);
    ASSERT_TRUE(bytes) << bytes.error().message;
    EXPECT_LE(bytes->size(), 8000U);
    const auto decoded = decode_image(*bytes, "a print");
    ASSERT_TRUE(decoded) << decoded.error().message;
    EXPECT_EQ(decoded->type, type);
    EXPECT_EQ(decoded->image.format, PixelFormat::grey8);
    EXPECT_EQ(decoded->image.width, 120);
    EXPECT_TRUE(format != FingerImageFormat::png || decoded->image.pixels == print.pixels);
    EXPECT_EQ(encode_finger_image(print.view(), format, 10).error().code, ErrorCode::too_large);
  }
  EXPECT_EQ(encode_finger_image(print.view(), FingerImageFormat::raw, 12000).value(), print.pixels);
  EXPECT_EQ(encode_finger_image(print.view(), FingerImageFormat::raw, 11999).error().code, ErrorCode::too_large);
  EXPECT_EQ(encode_finger_image(print.view(), FingerImageFormat::packed, 12000).error().code, ErrorCode::unsupported);
  EXPECT_EQ(encode_finger_image({}, FingerImageFormat::wsq, 12000).error().code, ErrorCode::invalid_argument);
  const Image colour(120, 100, PixelFormat::rgb8);
  EXPECT_EQ(encode_finger_image(colour.view(), FingerImageFormat::png, 99999).error().code,
            ErrorCode::invalid_argument);
}

}  // namespace
}  // namespace enrolkit
