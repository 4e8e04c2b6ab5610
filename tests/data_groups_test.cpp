// SPDX-License-Identifier: Apache-2.0
#include "enrolkit/data_groups.hpp"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <string>

#include "enrolkit/biometric_groups.hpp"
#include "tests/chip_files.hpp"

namespace enrolkit {
namespace {

namespace fs = std::filesystem;

constexpr const char* kTd3 = "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<L898902C36UTO7408122F1204159ZE184226B<<<<<10";

TEST(ChipFileName, IsTheCommonNameAndNothingElse) {
  for (int number = 1; number <= 16; ++number) {
    const auto file = static_cast<ChipFile>(number);
    EXPECT_EQ(chip_file_name(file), "EF.DG" + std::to_string(number));
    EXPECT_EQ(parse_chip_file_name(chip_file_name(file)).value(), file);
  }
  EXPECT_EQ(chip_file_name(ChipFile::com), "EF.COM");
  EXPECT_EQ(chip_file_name(ChipFile::sod), "EF.SOD");
  for (const char* bad :
       {"", "EF.DG", "EF.DG0", "EF.DG01", "EF.DG17", "EF.DG1.bin", "ef.dg1", "EF.COM ", "EF.CardAccess"}) {
    EXPECT_EQ(parse_chip_file_name(bad).error().code, ErrorCode::invalid_argument) << bad;
  }
  EXPECT_EQ(chip_file_tag(ChipFile::com), 0x60);
  EXPECT_EQ(chip_file_tag(ChipFile::dg2), 0x75);
  EXPECT_EQ(chip_file_tag(ChipFile::dg4), 0x76);
  EXPECT_EQ(chip_file_tag(ChipFile::dg15), 0x6F);
  EXPECT_EQ(chip_file_tag(ChipFile::sod), 0x77);
}

// Doc 9303-10 appendix A.1: LDS 1.7, Unicode 4.0.0, DG1, DG2, DG4, DG12.
TEST(CommonData, MatchesTheWorkedExample) {
  const CommonData com{"0107", "040000", {ChipFile::dg1, ChipFile::dg2, ChipFile::dg4, ChipFile::dg12}};
  const Bytes file = from_hex("60165F0104303130375F36063034303030305C046175766C");
  EXPECT_EQ(encode(com).value(), file);
  const CommonData read = decode_common_data(file).value();
  EXPECT_EQ(read.lds_version, "0107");
  EXPECT_EQ(read.unicode_version, "040000");
  EXPECT_EQ(read.data_groups, com.data_groups);
  expect_no_prefix_decodes(file, decode_common_data);
  expect_answers_to_hostile_bytes(file, decode_common_data);
}

TEST(CommonData, RefusesWhatIsNoList) {
  EXPECT_EQ(encode(CommonData{}).error().code, ErrorCode::invalid_argument);
  EXPECT_FALSE(encode(CommonData{"108", "040000", {ChipFile::dg1}}));
  EXPECT_FALSE(encode(CommonData{"0108", "04000x", {ChipFile::dg1}}));
  EXPECT_FALSE(encode(CommonData{"0108", "040000", {ChipFile::dg2, ChipFile::dg1}}));
  EXPECT_FALSE(encode(CommonData{"0108", "040000", {ChipFile::dg1, ChipFile::dg1}}));
  EXPECT_FALSE(encode(CommonData{"0108", "040000", {ChipFile::com}}));
  EXPECT_FALSE(encode(CommonData{"0108", "040000", {ChipFile::sod}}));
  for (const char* bad : {"60165F0104303130375F36063034303030305C046175766C00",   // a byte behind the file
                          "60155F0104303130375F36063034303030305C036175FF",       // FF is no data group
                          "60155F0104303130375F36063034303030305C03617561",       // DG1 twice
                          "60125F0104303130375F36063034303030305C00",             // nothing listed
                          "60165F0104303130415F36063034303030305C046175766C",     // version 010A
                          "60165F0105303130375F36063034303030305C046175766C",     // a length too long
                          "61165F0104303130375F36063034303030305C046175766C"}) {  // the tag of DG1
    const auto com = decode_common_data(from_hex(bad));
    ASSERT_FALSE(com) << bad;
    EXPECT_EQ(com.error().message.rfind("EF.COM: at byte ", 0), 0U) << com.error().message;
  }
}

// Each way in which a file can depart from the rules is told apart, at its place.
TEST(ReadingMode, LenientReadsOnAndTellsWhatStrictRefuses) {
  struct Case {
    const char* hex;
    std::size_t offset;
    const char* words;
    bool tolerated;
  };
  const Case cases[] = {
      {"6081165F0104303130375F36063034303030305C046175766C", 0, "not in its shortest form", true},
      {"60175F018104303130375F36063034303030305C046175766C", 2, "not in its shortest form", true},
      {"60805F0104303130375F36063034303030305C046175766C0000", 0, "the length is indefinite", true},
      {"60165F3606303430303030"
       "5F010430313037"
       "5C046175766C",
       11, "stands behind", true},
      {"60165C046175766C"
       "5F010430313037"
       "5F3606303430303030",
       8, "stands behind", true},
      {"60165F0104303130375F36063034303030305C0475616C76", 21, "ascending", true},
      {"60165F0104303130375F36063034303030305C046175766CABCD", 24, "the file has 2 unexpected bytes at its end", false},
      {"60195F0104303130375F36063034303030305C046175766C530100", 24, "53 is no element", false},
      {"60165F0104303130415F36063034303030305C046175766C", 2, "the LDS version: expected 4 digits", false},
      {"60175F0104303130375F36063034303030305C05617561766C", 22, "EF.DG1 is listed twice", false},
      {"60175F0104303130375F36063034303030305C056175FF766C", 22, "FF is not the tag", false},
  };
  const std::vector<ChipFile> groups = {ChipFile::dg1, ChipFile::dg2, ChipFile::dg4, ChipFile::dg12};
  for (const Case& c : cases) {
    const Bytes file = from_hex(c.hex);
    const auto refused = decode_common_data(file);
    ASSERT_FALSE(refused) << c.hex;
    EXPECT_EQ(refused.error().code, ErrorCode::malformed);
    const std::string place = "EF.COM: at byte " + std::to_string(c.offset) + ": ";
    EXPECT_EQ(refused.error().message.rfind(place, 0), 0U) << refused.error().message;
    EXPECT_NE(refused.error().message.find(c.words), std::string::npos) << refused.error().message;

    std::vector<ChipDeviation> found;
    const auto read = decode_common_data(file, lenient(found));
    ASSERT_TRUE(read) << read.error().message;
    EXPECT_EQ(read->data_groups, groups) << c.hex;
    ASSERT_FALSE(found.empty()) << c.hex;
    EXPECT_EQ(found[0].offset, c.offset) << c.hex;
    EXPECT_NE(found[0].message.find(c.words), std::string::npos) << found[0].message;
    EXPECT_EQ(found[0].tolerated, c.tolerated) << c.hex;
  }
}

TEST(ReadingMode, WhatCannotBeToldIsAnErrorInBoth) {
  for (const char* hex : {"", "60", "6000", "60165F0104303130375F3606303430303030", "60075F010430313037",
                          "60805F0104303130375F36063034303030305C046175766C", "60845F01"}) {
    std::vector<ChipDeviation> found;
    const auto read = decode_common_data(from_hex(hex), lenient(found));
    ASSERT_FALSE(read) << hex;
    ASSERT_FALSE(found.empty()) << hex;
    EXPECT_NE(read.error().message.find(found.back().message), std::string::npos);
    EXPECT_FALSE(decode_common_data(from_hex(hex), {ReadingMode::lenient, nullptr}));
    EXPECT_FALSE(decode_common_data(from_hex(hex)));
  }
}

TEST(DataGroup1, HoldsTheMrzOfEverySize) {
  const Bytes td3 = encode_dg1(kTd3).value();
  EXPECT_EQ(td3, from_hex("615B5F1F58") + kTd3);  // 5B = 88 + 3, 58 = 88
  EXPECT_EQ(decode_dg1(td3).value(), kTd3);
  expect_no_prefix_decodes(td3, decode_dg1);
  expect_answers_to_hostile_bytes(td3, decode_dg1);
  // Doc 9303-10 appendix A.2.1.
  const std::string td1 = "I<NLDXI85935F86999999990<<<<<<7208148F1108268NLD<<<<<<<<<<<4VAN<DER<STEEN<<MARIANNE<LOUISE";
  EXPECT_EQ(encode_dg1(td1).value(), from_hex("615D5F1F5A") + td1);
  const std::string td2 = "I<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<D231458907UTO7408122F1204159<<<<<<<6";
  EXPECT_EQ(encode_dg1(td2).value(), from_hex("614B5F1F48") + td2);
}

TEST(DataGroup1, RefusesOtherSizesAndCharacters) {
  EXPECT_EQ(encode_dg1("").error().code, ErrorCode::invalid_argument);
  EXPECT_FALSE(encode_dg1(std::string(89, '<')));
  std::string lower = kTd3;
  lower[5] = 'e';
  EXPECT_EQ(encode_dg1(lower).error().message, "EF.DG1: character 6 of the MRZ is none of A-Z, 0-9 and <");
  EXPECT_FALSE(decode_dg1(from_hex("615B5F1F58") + lower));
  EXPECT_FALSE(decode_dg1(from_hex("61045F1F0141")));
  EXPECT_FALSE(decode_dg1(from_hex("615B5F1E58") + kTd3));
}

TEST(DataGroup1, IsReadLenientlyWithWrongSizesAndCharacters) {
  std::vector<ChipDeviation> found;
  EXPECT_EQ(decode_dg1(from_hex("61045F1F0141"), lenient(found)).value(), "A");
  EXPECT_EQ(decode_dg1(from_hex("614B5F1F48") + ("a" + std::string(71, '<')), lenient(found)).value()[0], 'a');
  ASSERT_EQ(found.size(), 2U);
  EXPECT_EQ(found[0].offset, 2U);
  EXPECT_EQ(found[1].offset, 5U);
  EXPECT_FALSE(found[1].tolerated);
}

const Bytes kJpeg = from_hex("FFD8FFE000104A464946FFD9");
const Bytes kJpeg2000 = from_hex("0000000C6A5020200D0A870A00");

TEST(DataGroup7, HoldsSignatures) {
  const Bytes file = encode_dg7({kJpeg, kJpeg2000}).value();
  // 67 L { 02 01 02; 5F43 0C ...; 5F43 0D ... }: L = 3 + 3 + 12 + 3 + 13 = 34
  EXPECT_EQ(file, from_hex("67220201025F430CFFD8FFE000104A464946FFD95F430D0000000C6A5020200D0A870A00"));
  EXPECT_EQ(decode_dg7(file).value(), (std::vector<Bytes>{kJpeg, kJpeg2000}));
  expect_no_prefix_decodes(file, decode_dg7);
  expect_answers_to_hostile_bytes(file, decode_dg7);
}

TEST(DataGroup7, RefusesWrongCountsAndOtherImages) {
  EXPECT_EQ(encode_dg7({}).error().code, ErrorCode::invalid_argument);
  EXPECT_FALSE(encode_dg7(std::vector<Bytes>(10, kJpeg)));
  EXPECT_TRUE(encode_dg7(std::vector<Bytes>(9, kJpeg)));
  EXPECT_FALSE(encode_dg7({from_hex("89504E470D0A1A0A")}));  // a PNG
  EXPECT_FALSE(encode_dg7({Bytes{}}));
  for (const char* bad : {"6703020100",                                    // none
                          "670602010A5F4300",                              // ten announced
                          "67120201025F430CFFD8FFE000104A464946FFD9",      // two announced, one there
                          "67140201015F430CFFD8FFE000104A464946FFD90500",  // something behind the last
                          "67120201015F400CFFD8FFE000104A464946FFD9"}) {   // a portrait
    EXPECT_FALSE(decode_dg7(from_hex(bad))) << bad;
  }
}

TEST(DataGroup7, IsReadLenientlyWithAWrongCount) {
  std::vector<ChipDeviation> found;
  EXPECT_EQ(decode_dg7(from_hex("67120201025F430CFFD8FFE000104A464946FFD9"), lenient(found)).value(),
            std::vector<Bytes>{kJpeg});
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(found[0].offset, 2U);
  EXPECT_EQ(found[0].message, "2 images announced, 1 there");
}

// The same form with another tag (Doc 9303-10 section 4.7.5).
TEST(DataGroup5, HoldsPortraits) {
  const Bytes file = from_hex("65120201015F400CFFD8FFE000104A464946FFD9");
  EXPECT_EQ(encode_dg5({kJpeg}).value(), file);
  EXPECT_EQ(decode_dg5(file).value(), std::vector<Bytes>{kJpeg});
  EXPECT_FALSE(decode_dg5(from_hex("65120201015F430CFFD8FFE000104A464946FFD9")));
  EXPECT_FALSE(decode_dg7(file));
  expect_no_prefix_decodes(file, decode_dg5);
}

FaceRecord small_face() {
  FaceImage image;
  image.width = 413;
  image.height = 531;
  image.quality = 0x1234;
  image.image = {0xFF, 0xD8, 0xFF, 0xD9};
  image.format = FaceImageFormat::jpeg;
  return {{image}};
}

FingerImageRecord finger(FingerPosition position) {
  FingerImage image;
  image.position = position;
  image.quality = 80;
  image.width = 2;
  image.height = 1;
  image.image = {0x0A, 0x0B, 0x0C, 0x0D};
  FingerImageRecord record;
  record.format = FingerImageFormat::wsq;
  record.images = {image};
  return record;
}

// Lengths by hand: record 14 + 20 + 12 + 4 = 50 = 32h; BIT 16 + 3 + 2 + 48 = 69 = 45h; group 3 + 72 = 75 = 4Bh; file
// 3 + 75 = 78 = 4Eh.
TEST(DataGroup2, HoldsAFaceByteForByte) {
  const Bytes file = from_hex(
      "754E7F614B0201017F6045"
      "A10E81010282010087020101880200085F2E32"
      "464143003031300000000032"
      "0001"
      "00000024"
      "0000"
      "00"
      "00"
      "00"
      "000000"
      "0000"
      "000000"
      "000000"
      "01"
      "00"
      "019D"
      "0213"
      "01"
      "02"
      "0000"
      "1234"
      "FFD8FFD9");
  EXPECT_EQ(encode_dg2({small_face()}).value(), file);
  EXPECT_EQ(decode_dg2(file).value(), std::vector<FaceRecord>{small_face()});
  expect_no_prefix_decodes(file, decode_dg2);
}

TEST(DataGroup2, HoldsOneToNineFaces) {
  const std::vector<FaceRecord> nine(9, small_face());
  EXPECT_EQ(decode_dg2(encode_dg2(nine).value()).value(), nine);
  EXPECT_EQ(encode_dg2({}).error().code, ErrorCode::invalid_argument);
  EXPECT_EQ(encode_dg2(std::vector<FaceRecord>(10, small_face())).error().code, ErrorCode::invalid_argument);
  FaceRecord empty = small_face();
  empty.images[0].image.clear();
  EXPECT_EQ(encode_dg2({small_face(), empty}).error().message.find("EF.DG2: record 2: "), 0U);
  FaceRecord huge = small_face();
  huge.images[0].image.resize(kMaxChipFileBytes);
  EXPECT_EQ(encode_dg2({huge}).error().code, ErrorCode::too_large);
}

TEST(DataGroup2, RefusesABrokenFrame) {
  const Bytes good = encode_dg2({small_face()}).value();
  const auto code_with = [&](std::size_t at, std::uint8_t value) {
    Bytes bad = good;
    bad[at] = value;
    const auto faces = decode_dg2(bad);
    return faces ? std::string("decoded") : std::string(error_code_name(faces.error().code));
  };
  EXPECT_EQ(code_with(0, 0x63), "malformed");    // the tag of DG3
  EXPECT_EQ(code_with(1, 0x4D), "malformed");    // one byte left behind the file
  EXPECT_EQ(code_with(7, 0x00), "malformed");    // no face
  EXPECT_EQ(code_with(7, 0x02), "malformed");    // two announced
  EXPECT_EQ(code_with(7, 0x0A), "malformed");    // ten
  EXPECT_EQ(code_with(10, 0x44), "truncated");   // the BIT is shorter than its record
  EXPECT_EQ(code_with(11, 0xA2), "malformed");   // always A1
  EXPECT_EQ(code_with(30, 'X'), "malformed");    // no face record
  EXPECT_EQ(code_with(34, '2'), "unsupported");  // of version 020
  EXPECT_EQ(code_with(26, 0x2A), "malformed");   // says ISO/IEC 39794, yet is ISO/IEC 19794
  Bytes other_format = good;
  other_format[26] = 0x2A;
  std::vector<ChipDeviation> found;
  EXPECT_EQ(decode_dg2(other_format, lenient(found)).value(), std::vector<FaceRecord>{small_face()});
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(found[0].offset, 23U);
}

// Record 32 + 14 + 4 = 50: the same lengths as above. 09 = right index.
TEST(DataGroup3, HoldsAFingerByteForByte) {
  const Bytes file = from_hex(
      "634E7F614B0201017F6045"
      "A10E81010882010987020101880200075F2E32"
      "4649520030313000"
      "000000000032"
      "0000"
      "001F"
      "01"
      "01"
      "01F4"
      "01F4"
      "01F4"
      "01F4"
      "08"
      "02"
      "0000"
      "00000012"
      "02"
      "01"
      "01"
      "50"
      "00"
      "0002"
      "0001"
      "00"
      "0A0B0C0D");
  EXPECT_EQ(encode_dg3({finger(FingerPosition::right_index)}).value(), file);
  EXPECT_EQ(decode_dg3(file).value(), std::vector<FingerImageRecord>{finger(FingerPosition::right_index)});
  expect_no_prefix_decodes(file, decode_dg3);
}

// Doc 9303-10 section 4.7.3.2: thumb, index, middle, ring, little.
TEST(DataGroup3, NamesEachFingerInItsHeader) {
  constexpr std::uint8_t kSubtypes[] = {0x05, 0x09, 0x0D, 0x11, 0x15, 0x06, 0x0A, 0x0E, 0x12, 0x16};
  std::vector<FingerImageRecord> all;
  for (int position = 1; position <= 10; ++position) {
    all.push_back(finger(static_cast<FingerPosition>(position)));
    const Bytes file = encode_dg3({all.back()}).value();
    EXPECT_EQ(file[18], kSubtypes[position - 1]) << position;
  }
  EXPECT_EQ(decode_dg3(encode_dg3(all).value()).value(), all);
}

TEST(DataGroup3, CanBeEmpty) {
  const Bytes filler = {0xDE, 0xAD, 0xBE};
  const Bytes file = from_hex(
      "630B7F610302010053"
      "03DEADBE");
  EXPECT_EQ(encode_dg3({}, filler).value(), file);
  EXPECT_TRUE(decode_dg3(file).value().empty());
  expect_no_prefix_decodes(file, decode_dg3);
  EXPECT_EQ(encode_dg3({}).error().code, ErrorCode::invalid_argument);
  EXPECT_TRUE(encode_dg3({}, Bytes(64)));
  EXPECT_FALSE(encode_dg3({}, Bytes(65)));
  const std::vector<FingerImageRecord> one = {finger(FingerPosition::left_index)};
  EXPECT_EQ(encode_dg3(one, filler).value(), encode_dg3(one).value());
}

TEST(DataGroup3, RefusesWhatIsNoFingerOfAPassport) {
  EXPECT_FALSE(encode_dg3({finger(FingerPosition::unknown)}));
  EXPECT_FALSE(encode_dg3({finger(FingerPosition::right_index), finger(FingerPosition::right_index)}));
  FingerImageRecord two = finger(FingerPosition::right_index);
  two.images.push_back(finger(FingerPosition::left_index).images[0]);
  EXPECT_FALSE(encode_dg3({two}));
  EXPECT_FALSE(encode_dg3({FingerImageRecord{}}));
  EXPECT_EQ(encode_dg3(std::vector<FingerImageRecord>(11)).error().code, ErrorCode::invalid_argument);
  EXPECT_FALSE(decode_dg3(from_hex("630B7F610302010B5303DEADBE")));  // eleven
}

class LoadChip : public testing::Test {
 protected:
  void SetUp() override {
    folder_ = fs::temp_directory_path() / ("enrolkit-load-chip-" + std::to_string(::getpid()));
    fs::create_directories(folder_);
  }
  void TearDown() override { fs::remove_all(folder_); }
  void put(const std::string& name, const Bytes& content) { ASSERT_TRUE(write_file(folder_ / name, content)); }
  fs::path folder_;
};

TEST_F(LoadChip, ReadsTheFilesByName) {
  put("EF.COM", {1});
  put("EF.DG2", {2, 3});
  put("EF.SOD", {4});
  put(".note", {5});
  EXPECT_EQ(load_chip(folder_.string()).value(),
            (ChipFiles{{ChipFile::com, {1}}, {ChipFile::dg2, {2, 3}}, {ChipFile::sod, {4}}}));
}

TEST_F(LoadChip, TellsFilesNamedOtherwiseByTheirTag) {
  put("ef0101.bin", {0x61, 1});
  put("Datagroup2.bin", {0x75, 2});
  put("EF_SOD.bin", {0x77, 3});
  put("EF.COM", {0x60});
  put("EF.CardAccess", {0x31, 0});  // not of the LDS
  EXPECT_EQ(load_chip(folder_.string()).value(), (ChipFiles{{ChipFile::com, {0x60}},
                                                            {ChipFile::dg1, {0x61, 1}},
                                                            {ChipFile::dg2, {0x75, 2}},
                                                            {ChipFile::sod, {0x77, 3}}}));
  put("portrait.bin", {0x75, 4});
  const Error twice = load_chip(folder_.string()).error();
  EXPECT_EQ(twice.code, ErrorCode::invalid_argument);
  EXPECT_NE(twice.message.find("'portrait.bin' is a second EF.DG2"), std::string::npos) << twice.message;
  fs::remove(folder_ / "portrait.bin");
  put("README.txt", {'T', 'h'});
  const Error text = load_chip(folder_.string()).error();
  EXPECT_EQ(text.code, ErrorCode::invalid_argument);
  EXPECT_NE(text.message.find("README.txt"), std::string::npos) << text.message;
}

TEST_F(LoadChip, SaysWhatCannotBeRead) {
  EXPECT_EQ(load_chip(folder_.string()).error().code, ErrorCode::not_found);
  EXPECT_EQ(load_chip((folder_ / "absent").string()).error().code, ErrorCode::not_found);
  put("EF.DG1", {1});
  EXPECT_EQ(load_chip((folder_ / "EF.DG1").string()).error().code, ErrorCode::not_a_file);
  put("EF.DG99", {1});
  const Error unknown = load_chip(folder_.string()).error();
  EXPECT_EQ(unknown.code, ErrorCode::invalid_argument);
  EXPECT_NE(unknown.message.find("EF.DG99"), std::string::npos) << unknown.message;
  fs::remove(folder_ / "EF.DG99");
  fs::create_directory(folder_ / "EF.DG3");
  EXPECT_EQ(load_chip(folder_.string()).error().code, ErrorCode::not_a_file);
  fs::remove(folder_ / "EF.DG3");
  std::ofstream(folder_ / "EF.DG7").flush();
  EXPECT_EQ(load_chip(folder_.string()).error().code, ErrorCode::empty_input);
  fs::resize_file(folder_ / "EF.DG7", kMaxChipFileBytes + 1);
  EXPECT_EQ(load_chip(folder_.string()).error().code, ErrorCode::too_large);
}

// Files made by others: what is read and written again must be the same bytes.
using RealFiles = SharedChipFiles;

TEST_F(RealFiles, SmallDataGroupsSurviveARoundTrip) {
  for (const char* name : {"jmrtd/lds/bsi2008/EF_COM.bin", "jmrtd/lds/loes2006/ef011E.bin", "tsemrtd/EF_COM.bin"}) {
    const Bytes file = load(name);
    EXPECT_EQ(encode(decode_common_data(file).value()).value(), file) << name;
  }
  for (const char* name : {"jmrtd/lds/bsi2008/Datagroup1.bin", "jmrtd/lds/loes2006/ef0101.bin", "tsemrtd/EF_DG1.bin"}) {
    const Bytes file = load(name);
    EXPECT_EQ(encode_dg1(decode_dg1(file).value()).value(), file) << name;
  }
  const Bytes dg5 = load("tsemrtd/EF_DG5.bin");
  EXPECT_EQ(encode_dg5(decode_dg5(dg5).value()).value(), dg5);
  const Bytes dg7 = load("tsemrtd/EF_DG7.bin");
  EXPECT_EQ(encode_dg7(decode_dg7(dg7).value()).value(), dg7);
}

// The biometric headers of these sets are the usual ones, so that the whole file comes back.
TEST_F(RealFiles, BiometricDataGroupsSurviveARoundTrip) {
  for (const char* name : {"jmrtd/lds/bsi2008/Datagroup2.bin", "jmrtd/lds/loes2006/ef0102.bin", "tsemrtd/EF_DG2.bin"}) {
    const Bytes file = load(name);
    const auto faces = decode_dg2(file);
    ASSERT_TRUE(faces) << faces.error().message;
    ASSERT_EQ(faces->size(), 1U);
    EXPECT_EQ(faces->front().images.size(), 1U);
    EXPECT_EQ(encode_dg2(*faces).value(), file) << name;
  }
  for (const char* name : {"jmrtd/lds/bsi2008/Datagroup3.bin", "tsemrtd/EF_DG3.bin"}) {
    const Bytes file = load(name);
    const auto fingers = decode_dg3(file);
    ASSERT_TRUE(fingers) << fingers.error().message;
    ASSERT_EQ(fingers->size(), 2U);
    EXPECT_EQ((*fingers)[0].images[0].position, FingerPosition::right_index);
    EXPECT_EQ((*fingers)[1].images[0].position, FingerPosition::left_index);
    EXPECT_EQ((*fingers)[0].images[0].width, 620);
    EXPECT_EQ(encode_dg3(*fingers).value(), file) << name;
  }
  EXPECT_EQ((*decode_dg3(load("jmrtd/lds/bsi2008/Datagroup3.bin")))[1].images[0].image, load("jmrtd/lds/wsq/fp.wsq"));
}

TEST_F(RealFiles, NoPrefixDecodes) {
  const Bytes dg2 = load("jmrtd/lds/loes2006/ef0102.bin");
  for (std::size_t size = 0; size < dg2.size(); size += size < 200 ? 1 : 97) {
    EXPECT_FALSE(decode_dg2(Bytes(dg2.begin(), dg2.begin() + static_cast<std::ptrdiff_t>(size)))) << size;
  }
}

}  // namespace
}  // namespace enrolkit
