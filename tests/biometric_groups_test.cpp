// SPDX-License-Identifier: Apache-2.0
// EF.DG2 and EF.DG3 of both generations: their headers, the files of others, and one input written both ways.
#include "enrolkit/biometric_groups.hpp"

#include <gtest/gtest.h>

#include <algorithm>

#include "enrolkit/image_codec.hpp"
#include "enrolkit/wsq.hpp"
#include "tests/hostile_bytes.hpp"
#include "tests/record_bytes.hpp"

namespace enrolkit {
namespace {

FaceRecord small_face() {
  FaceImage image;
  image.width = 413;
  image.height = 531;
  image.image = {0xFF, 0xD8, 0xFF, 0xD9};
  image.format = FaceImageFormat::jpeg;
  return {{image}};
}

FaceBlock small_face_block() {
  FaceBlock block;
  FaceRepresentation& face = block.representations.emplace_back();
  face.image = {0xFF, 0xD8};
  face.information.format = FaceDataFormat::jpeg;
  return block;
}

FingerImageRecord small_finger(FingerPosition position) {
  Image print(33, 34, PixelFormat::grey8);
  for (std::size_t i = 0; i < print.pixels.size(); ++i) print.pixels[i] = static_cast<std::uint8_t>(i * 7);
  FingerImage image;
  image.position = position;
  image.quality = 80;
  image.width = 33;
  image.height = 34;
  image.image = encode_wsq(print.view()).value();
  FingerImageRecord record;
  record.format = FingerImageFormat::wsq;
  record.images = {image};
  return record;
}

Result<FaceGroup> faces_both_ways(BytesView file) { return read_both_ways<FaceGroup>(file, decode_face_group); }
Result<FingerGroup> fingers_both_ways(BytesView file) { return read_both_ways<FingerGroup>(file, decode_finger_group); }

// Block 65 20: version 9, list 2 + 2 + 19 = 23: 3 + (2 + 2 + 2 + 4 + 7); 7F2E { A1 { 65 } }: 34, 36, 39; BIT 39 + 16 =
// 55 = 37h; group 3 + 3 + 55 = 61 = 3Dh; file 3 + 1 + 61 = 64 = 40h.
TEST(FaceGroup, HoldsABlockByteForByte) {
  const Bytes file = from_hex(
      "7541 7F613E 020101 7F6038"
      " A10E 810102 820100 87020101 8802002A"
      " 7F2E25 A123 6521 A007800103810207E3 A116 3014 800100 A10F A00D A00B 8002FFD8 A105A003800102");
  const FaceGroup group{{{face_header(), small_face_block()}}};
  EXPECT_EQ(encode(group).value(), file);
  EXPECT_EQ(encode(FaceGroup{{{{}, small_face_block()}}}).value(), file);  // the usual header
  const auto read = decode_face_group(file);
  ASSERT_TRUE(read) << read.error().message;
  EXPECT_EQ(*read, group);
  for (std::size_t size = 0; size < file.size(); ++size) {
    EXPECT_FALSE(decode_face_group(BytesView(file).first(size))) << size;
  }
}

// Doc 9303-10 appendix A.3, which prints 26 for the length of its header: 4 + 3 + 9 + 10 + 6 + 4 + 4 = 28h. 80 02 0101,
// 81 01 02, 83 07, 85 08, 86 04, 87, 88, without a sub-type.
TEST(FaceGroup, HoldsTheHeaderOfTheWorkedExample) {
  BiometricHeader header;
  header.version = std::uint16_t{0x0101};
  header.type = 2;
  header.created = "20020315133000";
  header.valid_from = "20020401";
  header.valid_to = "20070331";
  header.creator = 0x00010001;
  const FaceGroup group{{{header, small_face()}}};
  const Bytes file = encode(group).value();
  // Where the header begins in a file as short as this one: 75 L 7F61 L 020101 7F60 L.
  const Bytes expected =
      from_hex("A128 80020101 810102 830720020315133000 85082002040120070331 860400010001 87020101 88020008 5F2E");
  ASSERT_GE(file.size(), 11 + expected.size());
  EXPECT_EQ(Bytes(file.begin() + 11, file.begin() + 11 + static_cast<std::ptrdiff_t>(expected.size())), expected);
  EXPECT_EQ(decode_face_group(file).value(), group);
}

TEST(FaceGroup, RefusesHeadersThatAreWrong) {
  const auto message_of = [](auto change) {
    BiometricHeader header = face_header();
    change(header);
    const auto file = encode(FaceGroup{{{header, small_face()}}});
    return file ? std::string("written") : file.error().message;
  };
  EXPECT_EQ(message_of([](BiometricHeader& h) { h.type = 8; }),
            "EF.DG2: record 1: the biometric type (81) is not that of this data group");
  EXPECT_EQ(message_of([](BiometricHeader& h) { h.created = "2002"; }),
            "EF.DG2: record 1: the creation time (83) is not 14 digits");
  EXPECT_EQ(message_of([](BiometricHeader& h) { h.valid_from = "20020401"; }),
            "EF.DG2: record 1: the validity period (85) is not twice 8 digits");
  EXPECT_EQ(message_of([](BiometricHeader& h) { h = {}; }), "written");
}

TEST(FaceGroup, TellsDeviationsOfTheHeader) {
  const Bytes good = encode(FaceGroup{{{{}, small_face()}}}).value();
  const auto changed = [&](std::size_t at, std::uint8_t value) {
    Bytes bad = good;
    bad[at] = value;
    EXPECT_FALSE(decode_face_group(bad)) << at;
    std::vector<ChipDeviation> found;
    const auto read = decode_face_group(bad, lenient(found));
    EXPECT_TRUE(read) << at << ": " << read.error().message;
    EXPECT_TRUE(read && std::get<FaceRecord>(read->faces.at(0).record) == small_face());
    return found.empty() ? std::string() : std::to_string(found[0].offset) + ": " + found[0].message;
  };
  EXPECT_EQ(changed(15, 0x08), "13: the biometric type is not that of this data group");
  EXPECT_EQ(changed(13, 0x89), "13: element 89 is not known");
  EXPECT_EQ(changed(22, 0x02), "19: the format owner is not 0101 (ISO/IEC JTC 1/SC 37)");
  EXPECT_EQ(changed(26, 0x2A), "23: the format type is not that of the record");
}

// 19794 in 7F2E, 39794 in 5F2E or without its wrapper: the content tells what it is.
TEST(FaceGroup, ReadsRecordsInTheWrongTag) {
  Bytes first = encode(FaceGroup{{{{}, small_face()}}}).value();
  first[27] = 0x7F;
  std::vector<ChipDeviation> found;
  const auto read = decode_face_group(first, lenient(found));
  ASSERT_TRUE(read) << read.error().message;
  EXPECT_TRUE(std::holds_alternative<FaceRecord>(read->faces[0].record));
  EXPECT_EQ(found.size(), 1U);
  const Bytes unwrapped = from_hex(
      "753F 7F613C 020101 7F6036"
      " A10E 810102 820100 87020101 8802002A"
      " 7F2E23 6521 A007800103810207E3 A116 3014 800100 A10F A00D A00B 8002FFD8 A105A003800102");
  const auto bare = decode_face_group(unwrapped, lenient(found));
  ASSERT_TRUE(bare) << bare.error().message;
  EXPECT_EQ(std::get<FaceBlock>(bare->faces[0].record), small_face_block());
  EXPECT_EQ(found.size(), 2U);
}

// The base standard's enumerations are read, but not in a strict reading of a passport; they are never written there.
TEST(FaceGroup, ReadsTheBaseStandardsForm) {
  const Bytes file = from_hex(
      "7548 7F6145 020101 7F603F"
      " A10E 810102 820100 87020101 8802002A"
      " 7F2E2C A12A 6528 A007800103810207E3 A11D 301B 800100 A10F A00D A00B 8002FFD8 A105A003800102"
      " A805 A003800102");
  EXPECT_FALSE(decode_face_group(file));
  std::vector<ChipDeviation> found;
  const auto group = decode_face_group(file, lenient(found));
  ASSERT_TRUE(group) << group.error().message;
  ASSERT_EQ(found.size(), 1U);
  EXPECT_TRUE(found[0].tolerated);
  EXPECT_EQ(found[0].rule, "ISO/IEC 39794-5 application profile for eMRTDs");
  EXPECT_EQ(std::get<FaceBlock>(group->faces[0].record).representations[0].identity->gender, BlockGender::male);
  EXPECT_EQ(encode(*group).error().code, ErrorCode::invalid_argument);
}

TEST(FaceGroup, MixesGenerations) {
  const FaceGroup group{{{face_header(), small_face()}, {BiometricHeader{}, small_face_block()}}};
  EXPECT_EQ(decode_face_group(encode(group).value()).value(), group);
  EXPECT_EQ(encode(FaceGroup{}).error().code, ErrorCode::invalid_argument);
  EXPECT_EQ(encode(FaceGroup{std::vector<FaceTemplate>(10, group.faces[0])}).error().code, ErrorCode::invalid_argument);
}

TEST(FingerGroup, HoldsHeadersAndFillers) {
  FingerGroup group;
  for (const auto position : {FingerPosition::right_thumb, FingerPosition::left_little}) {
    BiometricHeader header = finger_header(position);
    header.created = "20260101120000";
    group.fingers.push_back({header, small_finger(position)});
  }
  EXPECT_EQ(group.fingers[0].header->subtype, 0x05);
  EXPECT_EQ(group.fingers[1].header->subtype, 0x16);
  EXPECT_EQ(decode_finger_group(encode(group).value()).value(), group);
  group.fingers[0].header->subtype = std::uint8_t{0x09};
  EXPECT_EQ(encode(group).error().message, "EF.DG3: record 1: the sub-type (82) is not that of the finger");

  const FingerGroup empty{{}, {0xDE, 0xAD}};
  EXPECT_EQ(encode(empty).value(), from_hex("630A 7F6103020100 5302DEAD"));
  EXPECT_EQ(decode_finger_group(encode(empty).value()).value(), empty);
}

TEST(FingerGroup, HoldsABlockByteForByte) {
  FingerBlock block;
  block.representations.emplace_back();
  block.representations[0].position = 2;
  block.representations[0].image = {0xFF, 0xA0};
  const Bytes file = from_hex(
      "6340 7F613D 020101 7F6037"
      " A10E 810108 820109 87020101 88020028"
      " 7F2E24 A122 6420 A007800103810207E3 A115 3013 A003800102 A103800100 A203800101 8302FFA0");
  const FingerGroup group{{{finger_header(FingerPosition::right_index), block}}, {}};
  EXPECT_EQ(encode(group).value(), file);
  EXPECT_EQ(decode_finger_group(file).value(), group);
}

// One input, both generations: the images byte for byte, and the metadata that both can carry.
TEST(BothGenerations, CarryTheSameFaces) {
  FaceRecord face = small_face();
  face.images[0].gender = 1;
  face.images[0].expression = 1;
  face.images[0].feature_points = {{1, 0xC1, 300, 200}, {1, 0xC2, 100, 201}};
  FaceRecord two = face;
  two.images.push_back(face.images[0]);
  const Bytes first = encode_dg2({face}, RecordGeneration::iso19794).value();
  const Bytes second = encode_dg2({face}, RecordGeneration::iso39794).value();
  EXPECT_NE(first, second);
  EXPECT_EQ(decode_dg2(first).value(), decode_dg2(second).value());
  const FaceGroup group = decode_face_group(second).value();
  EXPECT_EQ(std::get<FaceBlock>(group.faces[0].record).form, EnumerationForm::extension);
  const auto image = recorded_images(group);
  const FaceGroup first_group = decode_face_group(first).value();
  const auto before = recorded_images(first_group);
  EXPECT_EQ(image.at(0).width, 413);
  EXPECT_EQ(image.at(0).height, 531);
  EXPECT_EQ(image.at(0).format, "jpeg");
  EXPECT_EQ(before.at(0).format, "jpeg");
  EXPECT_TRUE(std::equal(image[0].bytes.begin(), image[0].bytes.end(), face.images[0].image.begin()));
  // A record of two images becomes two templates: the profile takes one representation a block.
  EXPECT_EQ(decode_face_group(encode_dg2({two}, RecordGeneration::iso39794).value())->faces.size(), 2U);
}

TEST(BothGenerations, CarryTheSameFingers) {
  std::vector<FingerImageRecord> fingers;
  for (int position = 1; position <= 10; ++position) {
    fingers.push_back(small_finger(static_cast<FingerPosition>(position)));
  }
  const Bytes first = encode_dg3(fingers).value();
  const Bytes second = encode_dg3(fingers, {}, RecordGeneration::iso39794).value();
  EXPECT_EQ(decode_dg3(first).value(), fingers);
  EXPECT_EQ(decode_dg3(second).value(), fingers);
  const FingerGroup group = decode_finger_group(second).value();
  EXPECT_EQ(recorded_images(group).at(9).format, "wsq");
  const Bytes filler = {1, 2, 3};
  EXPECT_EQ(encode_dg3({}, filler, RecordGeneration::iso39794).value(), encode_dg3({}, filler).value());
}

TEST(BothGenerations, AreNamed) {
  EXPECT_EQ(parse_record_generation("19794").value(), RecordGeneration::iso19794);
  EXPECT_EQ(parse_record_generation("39794").value(), RecordGeneration::iso39794);
  EXPECT_EQ(parse_record_generation("iso").error().message, "'iso' is no record format: expected 19794 or 39794");
  EXPECT_EQ(record_generation_name(RecordGeneration::iso39794), "39794");
}

TEST(HostileGroups, EveryByteFlipped) {
  expect_answers_when_flipped(encode_dg2({small_face()}).value(), faces_both_ways);
  expect_answers_when_flipped(encode_dg2({small_face()}, RecordGeneration::iso39794).value(), faces_both_ways);
  const std::vector<FingerImageRecord> fingers = {small_finger(FingerPosition::right_index)};
  expect_answers_when_flipped(encode_dg3(fingers).value(), fingers_both_ways);
  expect_answers_when_flipped(encode_dg3(fingers, {}, RecordGeneration::iso39794).value(), fingers_both_ways);
}

TEST(HostileGroups, ElementsInOtherPlaces) {
  const FaceGroup face{{{face_header(), small_face_block()}}};
  const Bytes record = encode_dg2({small_face()}).value();
  expect_answers_when_rearranged(record, encode(face).value(), faces_both_ways);
  expect_answers_when_rearranged(encode(face).value(), record, faces_both_ways);
  const std::vector<FingerImageRecord> fingers = {small_finger(FingerPosition::right_index)};
  const Bytes empty = encode_dg3({}, Bytes{1, 2, 3}).value();
  expect_answers_when_rearranged(encode_dg3(fingers).value(), empty, fingers_both_ways);
  expect_answers_when_rearranged(encode_dg3(fingers, {}, RecordGeneration::iso39794).value(), empty, fingers_both_ways);
  expect_answers_when_rearranged(empty, encode_dg3(fingers).value(), fingers_both_ways);
}

// Section 4.7.3.2 has filler for an empty group only: beside fingers it is told and passed over, and never written.
TEST(FingerGroup, HasNoFillerBesideFingers) {
  const std::vector<FingerImageRecord> fingers = {small_finger(FingerPosition::right_index)};
  Bytes file = encode_dg3(fingers).value();
  const std::size_t size = file.size();
  ASSERT_EQ(file[1], 0x82);  // a length of two bytes
  const Bytes filler = {0x53, 0x02, 0xAB, 0xCD};
  file.insert(file.end(), filler.begin(), filler.end());
  const std::size_t content = size - 4 + filler.size();
  file[2] = static_cast<std::uint8_t>(content >> 8);
  file[3] = static_cast<std::uint8_t>(content);
  EXPECT_FALSE(decode_finger_group(file));
  std::vector<ChipDeviation> found;
  FingerGroup group = decode_finger_group(file, lenient(found)).value();
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(found[0].offset, size);
  EXPECT_TRUE(found[0].tolerated);
  EXPECT_TRUE(group.filler.empty());
  EXPECT_EQ(encode(group).value(), encode_dg3(fingers).value());
  group.filler = filler;
  EXPECT_EQ(encode(group).error().message, "EF.DG3: filler beside fingers: only a group without fingers has it");
}

TEST(HostileGroups, CountsThatLie) {
  const Bytes one = encode_dg2({small_face()}).value();
  for (int count = 0; count < 256; ++count) {
    if (count == 1) continue;
    Bytes lie = one;
    lie[7] = static_cast<std::uint8_t>(count);
    EXPECT_FALSE(decode_face_group(lie)) << count;
    (void)faces_both_ways(lie);
  }
}

class RealGroups : public testing::Test {
 protected:
  void SetUp() override { SKIP_WITHOUT_SHARED_DATA("chip"); }
};

constexpr const char* kFaceFiles[] = {"chip/icao-39794-5-AP/DG2 Silver Dataset (All Fields).dat",
                                      "chip/icao-39794-5-AP/DG2 Silver Dataset (Mandatory Fields Only).dat",
                                      "chip/jmrtd/lds/bsi2008/Datagroup2.bin", "chip/jmrtd/lds/loes2006/ef0102.bin",
                                      "chip/tsemrtd/EF_DG2.bin"};
constexpr const char* kFingerFiles[] = {"chip/jmrtd/lds/bsi2008/Datagroup3.bin", "chip/tsemrtd/EF_DG3.bin"};

TEST_F(RealGroups, SurviveARoundTrip) {
  for (const char* name : kFaceFiles) {
    const auto group = decode_face_group(shared_file(name));
    ASSERT_TRUE(group) << name << ": " << group.error().message;
    EXPECT_EQ(encode(*group).value(), shared_file(name)) << name;
  }
  for (const char* name : kFingerFiles) {
    const auto group = decode_finger_group(shared_file(name));
    ASSERT_TRUE(group) << name << ": " << group.error().message;
    EXPECT_EQ(encode(*group).value(), shared_file(name)) << name;
  }
}

// A1 2B in the file: 80 .. 88, read off it by hand.
TEST_F(RealGroups, HaveTheirHeaders) {
  const FaceGroup group = decode_face_group(shared_file(kFaceFiles[0])).value();
  const BiometricHeader& header = *group.faces.at(0).header;
  EXPECT_EQ(header.version, 0x0101);
  EXPECT_EQ(header.type, 2U);
  EXPECT_EQ(header.subtype, 0);
  EXPECT_EQ(header.created, "21240105112345");
  EXPECT_EQ(header.valid_from, "21240105");
  EXPECT_EQ(header.valid_to, "21290105");
  EXPECT_EQ(header.creator, 0x01030001U);
  EXPECT_EQ(decode_face_group(shared_file(kFaceFiles[1]))->faces.at(0).header, BiometricHeader{});
}

// Every portrait and print there, written in the other generation and read back: same images, same fields.
TEST_F(RealGroups, KeepTheirImagesInTheOtherGeneration) {
  for (const char* name : kFaceFiles) {
    const auto faces = decode_dg2(shared_file(name));
    ASSERT_TRUE(faces) << name << ": " << faces.error().message;
    const Bytes second = encode_dg2(*faces, RecordGeneration::iso39794).value();
    EXPECT_EQ(decode_dg2(second).value(), *faces) << name;
    const FaceGroup group = decode_face_group(second).value();
    const auto image = recorded_images(group).at(0);
    const auto before = decode_image(faces->front().images[0].image, name);
    const auto after = decode_image(image.bytes, name);
    ASSERT_TRUE(before) << name << before.error().message;
    ASSERT_TRUE(after) << name << after.error().message;
    EXPECT_EQ(before->image.pixels, after->image.pixels) << name;
    // Not the image's own size: two of these files say another one.
    EXPECT_EQ(image.width, faces->front().images[0].width) << name;
    EXPECT_EQ(image.height, faces->front().images[0].height) << name;
  }
  for (const char* name : kFingerFiles) {
    const auto fingers = decode_dg3(shared_file(name));
    ASSERT_TRUE(fingers) << name << ": " << fingers.error().message;
    const Bytes second = encode_dg3(*fingers, {}, RecordGeneration::iso39794).value();
    EXPECT_EQ(decode_dg3(second).value(), *fingers) << name;
  }
}

TEST_F(RealGroups, NoPrefixDecodes) {
  const auto refuse_prefixes = [](const char* name, auto decode) {
    const Bytes file = shared_file(name);
    for (std::size_t size = 0; size < file.size(); ++size) {
      std::vector<ChipDeviation> found;
      ASSERT_FALSE(decode(BytesView(file).first(size), lenient(found))) << name << " " << size;
    }
  };
  for (const char* name : kFaceFiles) refuse_prefixes(name, decode_face_group);
  for (const char* name : kFingerFiles) refuse_prefixes(name, decode_finger_group);
}

// The image's own bytes say nothing to these decoders, so that most of them are passed over.
TEST_F(RealGroups, AnswerToEveryByteFlipped) {
  constexpr std::size_t kFront = 300, kBack = 700;
  for (const char* name : kFaceFiles) {
    const Bytes file = shared_file(name);
    expect_answers_when_flipped(file, faces_both_ways, kFront, file.size() - kBack);
  }
  const Bytes file = shared_file(kFingerFiles[0]);
  expect_answers_when_flipped(file, fingers_both_ways, kFront, file.size() / 2 - 200);
}

}  // namespace
}  // namespace enrolkit
