// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <limits>

#include "enrolkit/image_codec.hpp"
#include "enrolkit/records.hpp"
#include "tests/record_bytes.hpp"

namespace enrolkit {
namespace {

// Laid out by hand: 14 + (20 + 2 x 8 + 12 + 3) = 65 = 0x41 bytes; the block 51 = 0x33.
constexpr std::string_view kOneFace = R"(
  46414300 30313000 00000041 0001
  00000033 0002 02 03 04 000801 0001 05 06 07 01 02 03
  01 C1 00C8 012C 0000
  01 C2 0064 012D 0000
  01 01 019D 0213 01 02 1234 0050
  AABBCC)";

FaceImage one_face() {
  FaceImage face;
  face.gender = 2;
  face.eye_colour = 3;
  face.hair_colour = 4;
  face.properties = 0x000801;
  face.expression = 1;
  face.pose_yaw = 5, face.pose_pitch = 6, face.pose_roll = 7;
  face.pose_yaw_uncertainty = 1, face.pose_pitch_uncertainty = 2, face.pose_roll_uncertainty = 3;
  face.feature_points = {{1, 0xC1, 200, 300}, {1, 0xC2, 100, 301}};
  face.image_type = 1;
  face.format = FaceImageFormat::jpeg2000;
  face.width = 413;
  face.height = 531;
  face.colour_space = 1;
  face.source_type = 2;
  face.device_type = 0x1234;
  face.quality = 80;
  face.image = {0xAA, 0xBB, 0xCC};
  return face;
}

TEST(FaceRecord, IsLaidOutAsTheStandardSays) {
  const auto bytes = encode(FaceRecord{{one_face()}});
  ASSERT_TRUE(bytes) << bytes.error().message;
  EXPECT_EQ(*bytes, from_hex(kOneFace));
  const auto record = decode_face_record(from_hex(kOneFace));
  ASSERT_TRUE(record) << record.error().message;
  EXPECT_EQ(*record, (FaceRecord{{one_face()}}));
}

TEST(FaceRecord, HoldsSeveralImages) {
  FaceImage bare;
  bare.width = 1, bare.height = 2, bare.image = {0xDD};
  const auto bytes = encode(FaceRecord{{bare, bare}});
  ASSERT_TRUE(bytes) << bytes.error().message;
  // 14 + 2 x (20 + 12 + 1) = 80 = 0x50
  EXPECT_EQ(*bytes, from_hex(R"(
    46414300 30313000 00000050 0002
    00000021 0000 00 00 00 000000 0000 00 00 00 00 00 00  01 01 0001 0002 01 02 0000 0000  DD
    00000021 0000 00 00 00 000000 0000 00 00 00 00 00 00  01 01 0001 0002 01 02 0000 0000  DD)"));
  EXPECT_EQ(decode_face_record(*bytes).value(), (FaceRecord{{bare, bare}}));
  expect_prefixes_refused(*bytes, decode_face_record);
}

TEST(FaceRecord, RefusesEveryPrefixAndEveryLie) {
  const Bytes record = from_hex(kOneFace);
  expect_prefixes_refused(record, decode_face_record);
  // magic and version, record length, number of images, block length, number of points, image data type
  for (std::size_t at = 0; at < 20; ++at) expect_lies_refused(record, at, decode_face_record);
  expect_no_crash(record, decode_face_record);

  Bytes longer = record;
  longer.push_back(0);
  EXPECT_EQ(decode_face_record(longer).error().code, ErrorCode::malformed);
  longer[11] += 1;  // the record says so, the block does not
  EXPECT_EQ(decode_face_record(longer).error().code, ErrorCode::malformed);
  Bytes without_image = record;
  without_image.resize(record.size() - 3);
  without_image[11] = 0x3E, without_image[17] = 0x30;
  EXPECT_EQ(decode_face_record(without_image).error().code, ErrorCode::malformed);
  Bytes of_2024 = record;
  of_2024[5] = '4';
  EXPECT_EQ(decode_face_record(of_2024).error().code, ErrorCode::unsupported);
}

TEST(FaceRecord, WritesOnlyWhatTheStandardKnows) {
  const auto code_of = [](auto change) {
    FaceRecord record{{one_face()}};
    change(record.images.front());
    const auto bytes = encode(record);
    return bytes ? ErrorCode::internal : bytes.error().code;
  };
  constexpr ErrorCode kRefused = ErrorCode::invalid_argument;
  EXPECT_EQ(code_of([](FaceImage& face) { face.gender = 3; }), kRefused);
  EXPECT_EQ(code_of([](FaceImage& face) { face.properties = 0x1000000; }), kRefused);
  EXPECT_EQ(code_of([](FaceImage& face) { face.image_type = 3; }), kRefused);
  EXPECT_EQ(code_of([](FaceImage& face) { face.format = static_cast<FaceImageFormat>(2); }), kRefused);
  EXPECT_EQ(code_of([](FaceImage& face) { face.width = 0; }), kRefused);
  EXPECT_EQ(code_of([](FaceImage& face) { face.height = 0; }), kRefused);
  EXPECT_EQ(code_of([](FaceImage& face) { face.colour_space = 5; }), kRefused);
  EXPECT_EQ(code_of([](FaceImage& face) { face.source_type = 8; }), kRefused);
  EXPECT_EQ(code_of([](FaceImage& face) { face.image.clear(); }), kRefused);
  EXPECT_EQ(code_of([](FaceImage& face) { face.feature_points.resize(65536); }), kRefused);
  EXPECT_EQ(encode(FaceRecord{}).error().code, kRefused);
}

// All of these are canonical: what is read is written back byte for byte. The first two say JPEG 2000 and hold a JPEG:
// the image type of a record is no promise.
TEST(FaceRecord, ReadsWhatOthersWrote) {
  SKIP_WITHOUT_SHARED_DATA("chip");
  struct Sample {
    const char* file;
    int width, height;
    std::size_t points;
    FaceImageFormat format;
  };
  const Sample samples[] = {
      {"chip/gmrtd/iso19794/ISO19794_Test1_Data.bin", 148, 70, 0, FaceImageFormat::jpeg2000},
      {"chip/gmrtd/iso19794/ISO19794_Test2_Data_InvalidImage.bin", 148, 70, 0, FaceImageFormat::jpeg2000},
      {"chip/jmrtd/lds/bsi2008/Datagroup2.bin", 337, 449, 0, FaceImageFormat::jpeg2000},
      {"chip/jmrtd/lds/loes2006/ef0102.bin", 449, 598, 0, FaceImageFormat::jpeg2000},
      {"fingers/libbiomeval_records/face01.iso2005", 280, 320, 4, FaceImageFormat::jpeg},
  };
  for (const Sample& sample : samples) {
    const auto found = records_in(shared_file(sample.file), std::string_view("FAC\0", 4), 4);
    ASSERT_EQ(found.size(), 1U) << sample.file;
    const auto record = decode_face_record(found[0]);
    ASSERT_TRUE(record) << sample.file << ": " << record.error().message;
    ASSERT_EQ(record->images.size(), 1U);
    const FaceImage& face = record->images[0];
    EXPECT_EQ(face.format, sample.format) << sample.file;
    EXPECT_EQ(face.feature_points.size(), sample.points) << sample.file;
    EXPECT_EQ(face.width, sample.width) << sample.file;
    EXPECT_EQ(face.height, sample.height) << sample.file;
    const auto again = encode(*record);
    ASSERT_TRUE(again) << sample.file << ": " << again.error().message;
    EXPECT_EQ(*again, found[0]) << sample.file;
  }
}

// 17 + (56 + 8 + 4) = 85 = 0x55 bytes: one quality block, one feature point.
TEST(FaceRecord, OfTheSecondEditionIsRead) {
  const Bytes bytes = from_hex(R"(46414300 30333000 00000055 0001 00 0000
    00000044 07EA0B160C1E00 0000 05 0000 0007 01 28 0001 0001
    0001 02 01 02 AA 000001 0001 01 02 03 04 05 06  01 C1 0064 00C8 0000
    01 02 00F0 0140 00 0000 00 01 00000004 0000000C)");
  const auto record = decode_face_record(bytes);
  ASSERT_TRUE(record) << record.error().message;
  ASSERT_EQ(record->images.size(), 1U);
  const FaceImage& face = record->images[0];
  EXPECT_EQ(face.gender, 2);
  EXPECT_EQ(face.quality, 40);
  EXPECT_EQ(face.device_type, 7);
  EXPECT_EQ(face.properties, 1U);
  EXPECT_EQ(face.expression, 1);
  EXPECT_EQ(face.pose_yaw, 1);
  EXPECT_EQ(face.pose_roll_uncertainty, 6);
  ASSERT_EQ(face.feature_points.size(), 1U);
  EXPECT_EQ(face.feature_points[0].y, 200);
  EXPECT_EQ(face.format, FaceImageFormat::jpeg2000);
  EXPECT_EQ(face.width, 240);
  EXPECT_EQ(face.height, 320);
  EXPECT_EQ(face.image, from_hex("0000000C"));
  expect_prefixes_refused(bytes, decode_face_record);
  for (const std::size_t at : {8, 11, 12, 13, 20, 41, 77}) expect_lies_refused(bytes, at, decode_face_record);
  expect_no_crash(bytes, decode_face_record);
}

// The image itself tells whether its size was read rightly.
TEST(FaceRecord, ReadsTheSecondEditionOfOthers) {
  SKIP_WITHOUT_SHARED_DATA("fingers/mosip_iso_records");
  int records = 0;
  for (const auto& entry : std::filesystem::directory_iterator(shared_data("fingers/mosip_iso_records"))) {
    const Bytes bytes = read_file(entry.path(), 1U << 24U).value();
    if (bytes.size() < 4 || !std::equal(bytes.begin(), bytes.begin() + 4, "FAC\0")) continue;
    const auto record = decode_face_record(bytes);
    ASSERT_TRUE(record) << entry.path() << ": " << record.error().message;
    ASSERT_EQ(record->images.size(), 1U);
    const auto image = decode_image(record->images[0].image, "the image");
    ASSERT_TRUE(image) << image.error().message;
    EXPECT_EQ(image->type, ImageFileType::jpeg2000);
    EXPECT_EQ(image->image.width, record->images[0].width) << entry.path();
    EXPECT_EQ(image->image.height, record->images[0].height) << entry.path();
    ++records;
  }
  EXPECT_EQ(records, 3);
}

}  // namespace
}  // namespace enrolkit
