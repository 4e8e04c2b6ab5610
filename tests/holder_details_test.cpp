// SPDX-License-Identifier: Apache-2.0
#include "enrolkit/holder_details.hpp"

#include "tests/chip_files.hpp"

namespace enrolkit {
namespace {

const Bytes kJpeg = from_hex("FFD8FFE000104A464946FFD9");

template <class Details>
std::string problem(const Details& details) {
  const auto file = encode(details);
  return file ? "" : file.error().message;
}

// Doc 9303-10 appendix A.5, with its two wrong lengths put right: the file has 60h bytes of content (printed: 63) and
// the telephone number 0Bh (printed: 0E).
const char* const kWorkedExample =
    "6B605C0A5F0E5F115F425F125F13"
    "5F0E0D534D4954483C3C4A4F484E3C4A"
    "5F110A414E59544F574E3C4D4E"
    "5F4217313233204D41504C452052443C414E59544F574E3C4D4E"
    "5F120B3136313235353531323132"
    "5F130C54524156454C3C4147454E54";

TEST(DataGroup11, MatchesTheWorkedExample) {
  PersonalDetails details;
  details.full_name = "SMITH<<JOHN<J";
  details.place_of_birth = "ANYTOWN<MN";
  details.address = "123 MAPLE RD<ANYTOWN<MN";
  details.telephone = "16125551212";
  details.profession = "TRAVEL<AGENT";
  const Bytes file = from_hex(kWorkedExample);
  EXPECT_EQ(encode(details).value(), file);
  const PersonalDetails read = decode_dg11(file).value();
  details.order = {0x5F0E, 0x5F11, 0x5F42, 0x5F12, 0x5F13};
  EXPECT_EQ(read, details);
  EXPECT_EQ(encode(read).value(), file);
  expect_no_prefix_decodes(file, decode_dg11);
  expect_answers_to_hostile_bytes(file, decode_dg11);
}

TEST(DataGroup11, RefusesTheWorkedExampleAsPrinted) {
  std::string printed = kWorkedExample;
  printed.replace(2, 2, "63");
  EXPECT_EQ(decode_dg11(from_hex(printed)).error().code, ErrorCode::truncated);
  printed = kWorkedExample;
  printed.replace(printed.find("5F120B"), 6, "5F120E");
  EXPECT_FALSE(decode_dg11(from_hex(printed)));
}

// By hand: the list names 5F0F for the template A0; 99 = 63h.
TEST(DataGroup11, WritesEveryElementInTheOrderOfTheStandard) {
  PersonalDetails details;
  details.full_name = "Müller<<Zoë";  // 13 bytes of UTF-8
  details.other_names = {"AB", "C"};
  details.personal_number = "1";
  details.birth_date = "19700100";
  details.place_of_birth = "2";
  details.address = "3";
  details.telephone = "4";
  details.profession = "5";
  details.title = "6";
  details.personal_summary = "7";
  details.proof_of_citizenship = kJpeg;
  details.other_travel_documents = "8";
  details.custody = "9";
  const Bytes file = from_hex(
      "6B78"
      "5C1A5F0E5F0F5F105F2B5F115F425F125F135F145F155F165F175F18"
      "5F0E0D4DC3BC6C6C65723C3C5A6FC3AB"
      "A00C0201025F0F0241425F0F0143"
      "5F100131"
      "5F2B083139373030313030"
      "5F110132"
      "5F420133"
      "5F120134"
      "5F130135"
      "5F140136"
      "5F150137"
      "5F160CFFD8FFE000104A464946FFD9"
      "5F170138"
      "5F180139");
  EXPECT_EQ(encode(details).value(), file);
  PersonalDetails read = decode_dg11(file).value();
  EXPECT_EQ(read.order.size(), 13U);
  read.order.clear();
  EXPECT_EQ(read, details);
  expect_answers_to_hostile_bytes(file, decode_dg11);
}

TEST(DataGroup11, KeepsTheOrderOfAFile) {
  // profession before name, and an empty title
  const Bytes file = from_hex(
      "6B155C065F135F0E5F145F1302"
      "4141"
      "5F0E024242"
      "5F1400");
  const PersonalDetails read = decode_dg11(file).value();
  EXPECT_EQ(read.profession, "AA");
  EXPECT_EQ(read.order, (ElementOrder{0x5F13, 0x5F0E, 0x5F14}));
  EXPECT_EQ(encode(read).value(), file);
  PersonalDetails changed = read;
  changed.order = {0x5F13, 0x5F13};
  EXPECT_NE(problem(changed).find("5F13"), std::string::npos);
  changed.order = {0x5F19};
  EXPECT_EQ(encode(changed).error().code, ErrorCode::invalid_argument);
  changed.order = {0x5F14};
  EXPECT_EQ(decode_dg11(encode(changed).value()).value().order, (ElementOrder{0x5F14, 0x5F0E, 0x5F13}));
}

TEST(DataGroup11, RefusesWhatIsNoField) {
  EXPECT_EQ(encode(PersonalDetails{}).error().code, ErrorCode::invalid_argument);
  PersonalDetails details;
  details.full_name = std::string(100, 'A');
  EXPECT_EQ(problem(details), "EF.DG11: the full name has 100 bytes, expected at most 99");
  details.full_name.pop_back();
  EXPECT_EQ(problem(details), "");
  details.custody = std::string(1000, 'A');
  EXPECT_NE(problem(details), "");
  details.custody.pop_back();
  EXPECT_EQ(problem(details), "");
  for (const char* date : {"1970-01-01", "19700", "19701301", "19700230", "20230229", "1970010A", "19700132"}) {
    details.birth_date = date;
    EXPECT_EQ(problem(details), "EF.DG11: the date of birth is no date of 8 digits") << date;
  }
  for (const char* date : {"19700000", "20240229", "19701231", "19700200"}) {
    details.birth_date = date;
    EXPECT_EQ(problem(details), "") << date;
  }
  details.title = "\xC3\x28";
  EXPECT_EQ(problem(details), "EF.DG11: the title is not valid UTF-8");
  details.title.clear();
  details.other_names.assign(128, "A");
  EXPECT_NE(problem(details), "");
  details.other_names = {"A", std::string(100, 'B')};
  EXPECT_EQ(problem(details), "EF.DG11: the other names has a name that has 100 bytes, expected at most 99");
  details.other_names.clear();
  details.proof_of_citizenship = {0};
  EXPECT_EQ(problem(details), "EF.DG11: the proof of citizenship is neither a JPEG nor a JPEG 2000 file");
}

TEST(DataGroup11, IsReadLenientlyWithEachDeviationTold) {
  struct Case {
    const char* hex;
    std::size_t offset;
    const char* words;
  };
  const Case cases[] = {
      {"6B055F10023132", 2, "the tag list is missing"},
      {"6B0B5C045F105F145F10023132", 2, "5F14 is in the tag list, but not there"},
      {"6B0D5C025F105F100231325F140141", 11, "5F14 is there, but not in the tag list"},
      {"6B0F5C045F145F105F100231325F140141", 2, "not in the order of the tag list"},
      {"6B0B5C045F105F015F10023132", 6, "names 5F01, which is no element"},
      {"6B0B5C045F105F105F10023132", 6, "names 5F10 twice"},
      {"6B0D5C025F105F100231325F010141", 11, "5F01 is no element of this file"},
      {"6B0B5C025F2B5F2B0419700101", 6, "the date of birth is in BCD"},
      {"6B0F5C025F2B5F2B083139373031333031", 6, "no date of 8 digits"},
      {"6B095C025F105F1002C328", 6, "not valid UTF-8"},
      {"6B0D5C025F0FA0070201025F0F0141", 8, "2 names announced, 1 there"},
  };
  for (const Case& c : cases) {
    const Bytes file = from_hex(c.hex);
    const auto refused = decode_dg11(file);
    ASSERT_FALSE(refused) << c.hex;
    EXPECT_NE(refused.error().message.find(c.words), std::string::npos) << refused.error().message;
    std::vector<ChipDeviation> found;
    ASSERT_TRUE(decode_dg11(file, lenient(found))) << c.hex;
    ASSERT_EQ(found.size(), 1U) << c.hex << " " << found.back().message;
    EXPECT_EQ(found[0].offset, c.offset) << c.hex;
    EXPECT_NE(found[0].message.find(c.words), std::string::npos) << found[0].message;
    EXPECT_TRUE(found[0].tolerated);
  }
  std::vector<ChipDeviation> found;
  EXPECT_EQ(decode_dg11(from_hex("6B0B5C025F2B5F2B0419700101"), lenient(found))->birth_date, "19700101");
}

// By hand, after Doc 9303-10 section 4.7.12.
TEST(DataGroup12, HoldsEveryElement) {
  DocumentDetails details;
  details.issuing_authority = "UTO";
  details.issue_date = "20261122";
  details.other_persons = {"AB"};
  details.endorsements = "1";
  details.tax_or_exit_requirements = "2";
  details.front_image = kJpeg;
  details.rear_image = kJpeg;
  details.personalisation_time = "20261122134559";
  details.personalisation_system = "3";
  const Bytes file = from_hex(
      "6C6A"
      "5C125F195F265F1A5F1B5F1C5F1D5F1E5F555F56"
      "5F190355544F"
      "5F26083230323631313232"
      "A0080201015F1A024142"
      "5F1B0131"
      "5F1C0132"
      "5F1D0CFFD8FFE000104A464946FFD9"
      "5F1E0CFFD8FFE000104A464946FFD9"
      "5F550E3230323631313232313334353539"
      "5F560133");
  EXPECT_EQ(encode(details).value(), file);
  DocumentDetails read = decode_dg12(file).value();
  EXPECT_EQ(encode(read).value(), file);
  read.order.clear();
  EXPECT_EQ(read, details);
  expect_no_prefix_decodes(file, decode_dg12);
  expect_answers_to_hostile_bytes(file, decode_dg12);
  details.personalisation_time = "20261122246000";
  EXPECT_EQ(problem(details), "EF.DG12: the time of personalisation is no date of 14 digits");
}

// Doc 9303-10 appendix A.6.
TEST(DataGroup16, MatchesTheWorkedExample) {
  const std::vector<PersonToNotify> persons = {
      {"20020101", "SMITH<<CHARLES<R", "19525551212", "123 MAPLE RD<ANYTOWN<MN<55100"},
      {"20020315", "BROWN<<MARY<J", "14155551212", "49 REDWOOD LN<OCEAN BREEZE<CA<94000"}};
  const Bytes file = from_hex(
      "7081A2020102"
      "A14C5F500832303032303130315F5110534D4954483C3C434841524C45533C52"
      "5F520B31393532353535313231325F531D313233204D41504C452052443C414E59544F574E3C4D4E3C3535313030"
      "A24F5F500832303032303331355F510D42524F574E3C3C4D4152593C4A"
      "5F520B31343135353535313231325F5323343920524544574F4F44204C4E3C4F4345414E20425245455A453C43413C3934303030");
  EXPECT_EQ(encode_dg16(persons).value(), file);
  EXPECT_EQ(decode_dg16(file).value(), persons);
  expect_no_prefix_decodes(file, decode_dg16);
  expect_answers_to_hostile_bytes(file, decode_dg16);
  EXPECT_EQ(encode_dg16({}).error().code, ErrorCode::invalid_argument);
  EXPECT_FALSE(encode_dg16(std::vector<PersonToNotify>(16, persons[0])));
  EXPECT_EQ(decode_dg16(encode_dg16(std::vector<PersonToNotify>(15, persons[0])).value())->size(), 15U);
  EXPECT_EQ(encode_dg16({{"20020101", "A", "", "B"}}).error().message,
            "EF.DG16: the telephone number of person 1 is missing");
}

// This set leaves out of its tag lists what Doc 9303-10 wants in them, so that it comes back otherwise.
TEST_F(SharedChipFiles, DetailsOutsideTheRulesAreReadLeniently) {
  const Bytes dg11 = load("tsemrtd/EF_DG11.bin");
  EXPECT_FALSE(decode_dg11(dg11));
  std::vector<ChipDeviation> found;
  const PersonalDetails personal = decode_dg11(dg11, lenient(found)).value();
  EXPECT_EQ(personal.full_name, "Doe John");
  EXPECT_EQ(personal.other_names, std::vector<std::string>{"William"});
  EXPECT_EQ(personal.birth_date, "19700101");
  EXPECT_EQ(personal.custody, "TEST");
  ASSERT_EQ(found.size(), 4U);
  EXPECT_EQ(found[0].message, "the tag list names A0, which is no element of this file");
  EXPECT_EQ(found[1].message, "5F0F is there, but not in the tag list");
  EXPECT_EQ(found[1].offset, 0x27U);
  EXPECT_EQ(found[2].message, "the date of birth is in BCD, expected ASCII digits");
  EXPECT_EQ(found[3].message, "5F17 is there, but not in the tag list");
  EXPECT_EQ(encode(personal).error().message,
            "EF.DG11: the proof of citizenship is neither a JPEG nor a JPEG 2000 file");

  const Bytes dg12 = load("tsemrtd/EF_DG12.bin");
  EXPECT_FALSE(decode_dg12(dg12));
  found.clear();
  const DocumentDetails document = decode_dg12(dg12, lenient(found)).value();
  EXPECT_EQ(document.issue_date, "20240101");
  EXPECT_EQ(document.personalisation_time, "20240101123059");
  ASSERT_EQ(found.size(), 3U);
  EXPECT_EQ(found[0].message, "the tag list is missing");
  EXPECT_EQ(found[1].message, "the date of issue is in BCD, expected ASCII digits");
  EXPECT_EQ(found[2].message, "the time of personalisation is in BCD, expected ASCII digits");
}

}  // namespace
}  // namespace enrolkit
