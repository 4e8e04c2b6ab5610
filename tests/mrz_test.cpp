// SPDX-License-Identifier: Apache-2.0
#include "enrolkit/mrz.hpp"

#include <gtest/gtest.h>
#include <unicode/uloc.h>

#include "enrolkit/state_code.hpp"

namespace enrolkit {
namespace {

MrzFields eriksson(MrzSize size = MrzSize::td3) {
  MrzFields fields;
  fields.size = size;
  fields.document_code = size == MrzSize::td3 ? "P" : "I";
  fields.issuing_state = "UTO";
  fields.surname = "Eriksson";
  fields.given_names = "Anna Maria";
  fields.document_number = size == MrzSize::td3 ? "L898902C3" : "D23145890";
  fields.nationality = "UTO";
  fields.birth_date = parse_date("1974-08-12").value();
  fields.sex = Sex::female;
  fields.expiry_date = parse_date("2012-04-15").value();
  if (size == MrzSize::td3) fields.optional_data = "ZE184226B";
  return fields;
}

std::string composed(const MrzFields& fields) {
  const auto mrz = compose_mrz(fields);
  return mrz ? mrz->joined() : mrz.error().message;
}

const MrzCheckDigit& digit_of(const ParsedMrz& mrz, std::string_view field) {
  for (const MrzCheckDigit& digit : mrz.check_digits) {
    if (digit.field == field) return digit;
  }
  throw std::invalid_argument(std::string(field));
}

// Doc 9303-3 appendix A and the layouts of parts 4, 5, 6 and 11.
TEST(MrzCheckDigit, MatchesTheWorkedExamples) {
  EXPECT_EQ(mrz_check_digit("520727"), '3');
  EXPECT_EQ(mrz_check_digit("AB2134<<<"), '5');
  EXPECT_EQ(mrz_check_digit("L898902C3"), '6');
  EXPECT_EQ(mrz_check_digit("HA672242<"), '6');
  EXPECT_EQ(mrz_check_digit("HA672242<658022549601086<<<<<<<<<<<<<<0"), '8');  // composite of TD3, sum 448
  EXPECT_EQ(mrz_check_digit("600001795015"), '2');                             // a long number, without its filler
  EXPECT_EQ(mrz_check_digit("D23145890734"), '9');
  EXPECT_EQ(mrz_check_digit("<<<<<<"), '0');  // birth date unknown
  EXPECT_EQ(mrz_check_digit("52<<<<"), '1');
  EXPECT_EQ(mrz_check_digit("5207<<"), '0');
  EXPECT_EQ(mrz_check_digit(""), '0');
}

constexpr std::string_view kSpecimen =
    "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<L898902C36UTO7408122F1204159ZE184226B<<<<<10";

// The examples of Doc 9303 parts 3 to 6 and 11, Belgian cards, and zones computed by hand.
struct Example {
  const char* text;
  std::string_view digits;  // as printed: number, birth, expiry, [personal number,] composite
  std::string_view number;
  std::string_view optional_data;
  std::string_view optional_data_2;
};
constexpr Example kExamples[] = {
    {"P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<L898902C36UTO7408122F1204159ZE184226B<<<<<10", "62910", "L898902C3",
     "ZE184226B", ""},
    {"P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<HA672242<6YTO5802254M9601086<<<<<<<<<<<<<<08", "64608", "HA672242",
     "", ""},
    {"I<YTOD231458907<<<<<<<<<<<<<<<3407127M9507122YTO<<<<<<<<<<<2STEVENSON<<PETER<JOHN<<<<<<<<<", "7722", "D23145890",
     "", ""},
    {"I<UTOSTEVENSON<<PETER<JOHN<<<<<<<<<<HA672242<6YTO5802254M9601086<<<<<<<8", "6468", "HA672242", "", ""},
    {"I<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<D231458907UTO7408122F1204159<<<<<<<6", "7296", "D23145890", "", ""},
    {"I<UTOD23145890<7349<<<<<<<<<<<3407127M9507122UTO<<<<<<<<<<<2STEVENSON<<PETER<JOHN<<<<<<<<<", "9722",
     "D23145890734", "", ""},
    {"I<UTOSTEVENSON<<PETER<JOHN<<<<<<<<<<D23145890<UTO3407127M95071227349<<<8", "9728", "D23145890734", "", ""},
    {"I<UTOD231458907<<<<<<<<<<<<<<<7408122F1204159UTO<<<<<<<<<<<6ERIKSSON<<ANNA<MARIA<<<<<<<<<<", "7296", "D23145890",
     "", ""},
    {"I<UTOA1B2C3D4E<5F6G7H8I9J0K19<5207273<3312315D<<<<<<<<<<<<<0ERIKSSON<<ANNA<MARIA<<<<<<<<<<", "9350",
     "A1B2C3D4E5F6G7H8I9J0K1", "", ""},
    {"P<D<<SATRIYA<SUDARPA<<<<<<<<<<<<<<<<<<<<<<<<AB2134<<<5XXA<<<<<<0<3312315<<<<<<<<<<<<<<<8", "505<8", "AB2134", "",
     ""},
    {"P<D<<SATRIYA<SUDARPA<<<<<<<<<<<<<<<<<<<<<<<<AB2134<<<5XXA<<<<<<0<3312315<<<<<<<<<<<<<<08", "50508", "AB2134", "",
     ""},
    {"I<UTOSTEVENSON<<PETER<JOHN<<<<<<<<<<D23145890<UTO3407127M9507122734122<0", "2720", "D2314589073412", "", ""},
    // Belgian cards: the number of twelve, and the first generation's with the register number.
    {"IDBEL590330101085020100200<<<<8502016F0901015BEL<<<<<<<<<<<8VAN<DER<VELDEN<<GREET<HILDE<<<", "0658", "590330101",
     "85020100200", ""},
};

TEST(MrzParser, ReadsTheWorkedExamples) {
  for (const Example& example : kExamples) {
    const auto mrz = parse_mrz(example.text);
    ASSERT_TRUE(mrz) << mrz.error().message;
    std::string digits;
    for (const MrzCheckDigit& digit : mrz->check_digits) {
      digits += digit.found;
      EXPECT_TRUE(digit.right) << digit.reason;
    }
    EXPECT_EQ(digits, example.digits) << example.text;
    EXPECT_EQ(mrz->document_number, example.number);
    EXPECT_EQ(mrz->optional_data, example.optional_data);
    EXPECT_EQ(mrz->optional_data_2, example.optional_data_2);
    EXPECT_TRUE(mrz->conforms()) << example.text;
  }
}

// "IDBEL600001795<0152..." and "...BEL850000000007", Belgian card of 2020; birth month and day unknown.
TEST(MrzParser, ReadsALongBelgianNumber) {
  const ParsedMrz mrz =
      parse_mrz("IDBEL600001795<0152<<<<<<<<<<<\n85<<<<1F3312315BEL850000000007\nREINARTZ<<ULRIKE<KATIA<E<<<<<<\n")
          .value();
  EXPECT_EQ(mrz.size, MrzSize::td1);
  EXPECT_EQ(mrz.document_code, "ID");
  EXPECT_EQ(mrz.document_number, "600001795015");
  EXPECT_EQ(digit_of(mrz, "document_number").found, '2');
  EXPECT_EQ(digit_of(mrz, "document_number").position, 19U);
  EXPECT_EQ(mrz.optional_data, "");
  EXPECT_EQ(mrz.optional_data_2, "85000000000");
  EXPECT_EQ(mrz.birth_date, "85<<<<");
  EXPECT_EQ(mrz.surname, "REINARTZ");
  EXPECT_EQ(mrz.given_names, "ULRIKE KATIA E");
  EXPECT_TRUE(mrz.check_digits_right());
}

TEST(MrzComposer, WritesTheSpecimen) {
  const Mrz mrz = compose_mrz(eriksson()).value();
  EXPECT_EQ(mrz.lines[0], "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<");
  EXPECT_EQ(mrz.lines[1], "L898902C36UTO7408122F1204159ZE184226B<<<<<10");
  EXPECT_FALSE(mrz.name_truncated);
}

TEST(MrzComposer, WritesTheWorkedExamplesOfCards) {
  MrzFields fields = eriksson(MrzSize::td2);
  EXPECT_EQ(composed(fields), kExamples[4].text);
  fields = eriksson(MrzSize::td1);
  EXPECT_EQ(composed(fields), kExamples[7].text);

  for (const MrzSize size : {MrzSize::td1, MrzSize::td2}) {  // Doc 9303-11 appendix D.2: a number of twelve
    fields = eriksson(size);
    fields.surname = "Stevenson";
    fields.given_names = "Peter John";
    fields.document_number = "D23145890734";
    fields.birth_date = parse_date("1934-07-12").value();
    fields.sex = Sex::male;
    fields.expiry_date = parse_date("1995-07-12").value();
    EXPECT_EQ(composed(fields), kExamples[size == MrzSize::td1 ? 5 : 6].text);
  }
  fields.document_number = "D2314589073412";  // as long as it may be
  EXPECT_EQ(composed(fields), kExamples[11].text);
  fields.document_number += '3';
  EXPECT_EQ(composed(fields).find("document number: expected at most 14"), 0U);

  fields = eriksson(MrzSize::td1);
  fields.document_number = "A1B2C3D4E5F6G7H8I9J0K1";
  fields.birth_date = parse_date("1952-07-27").value();
  fields.sex = Sex::unspecified;
  fields.expiry_date = parse_date("2033-12-31").value();
  fields.nationality = "D";
  EXPECT_EQ(composed(fields), kExamples[8].text);
}

TEST(MrzComposer, WritesABelgianCard) {
  MrzFields fields = eriksson(MrzSize::td1);
  fields.document_code = "ID";
  fields.issuing_state = fields.nationality = "BEL";
  fields.document_number = "600001795015";
  fields.birth_date = parse_partial_date("1985-XX-XX").value();
  fields.expiry_date = parse_date("2033-12-31").value();
  fields.optional_data_2 = "85000000000";
  const Mrz mrz = compose_mrz(fields).value();
  EXPECT_EQ(mrz.lines.at(0), "IDBEL600001795<0152<<<<<<<<<<<");
  EXPECT_EQ(mrz.lines.at(1), "85<<<<1F3312315BEL850000000007");
  fields.optional_data = "ABCDEFGHIJ";  // behind the number's rest, digit and filler
  EXPECT_EQ(compose_mrz(fields).value().lines[0], "IDBEL600001795<0152<ABCDEFGHIJ");
  EXPECT_EQ(parse_mrz(compose_mrz(fields).value().joined()).value().optional_data, "ABCDEFGHIJ");
  fields.optional_data += 'K';
  EXPECT_EQ(composed(fields).find("optional data: expected at most 10"), 0U);
}

TEST(MrzComposer, WritesUnknownPartsOfTheDateOfBirth) {
  MrzFields fields = eriksson();
  const auto written = [&](const char* date) {
    fields.birth_date = parse_partial_date(date).value();
    return composed(fields).substr(57, 7);
  };
  EXPECT_EQ(written("1952-07-27"), "5207273");
  EXPECT_EQ(written("1952-07-XX"), "5207<<0");
  EXPECT_EQ(written("1952-XX-XX"), "52<<<<1");
  EXPECT_EQ(written("XXXX-XX-XX"), "<<<<<<0");
  for (const char* bad : {"", "1952", "1952-7-XX", "1952-XX-XXX", "X952-01-XX", "1952-0X-XX"}) {
    EXPECT_EQ(parse_partial_date(bad).error().code, ErrorCode::malformed) << bad;
  }
  EXPECT_EQ(parse_partial_date("1952-13-XX").error().code, ErrorCode::invalid_argument);
  EXPECT_TRUE(parse_partial_date("XXXX-02-29"));
  EXPECT_FALSE(parse_partial_date("1953-02-29"));
}

TEST(MrzComposer, LeavesAnUnusedPersonalNumberUnchecked) {
  MrzFields fields = eriksson();
  fields.document_code = "PP";
  fields.document_number = "HA672242";
  fields.birth_date = parse_date("1958-02-25").value();
  fields.sex = Sex::male;
  fields.expiry_date = parse_date("1996-01-08").value();
  fields.optional_data = "";
  EXPECT_EQ(composed(fields).substr(0, 5), "PPUTO");
  EXPECT_EQ(composed(fields).substr(44), "HA672242<6UTO5802254M9601086<<<<<<<<<<<<<<<8");
  fields.unused_digit = '0';
  EXPECT_EQ(composed(fields).substr(44), "HA672242<6UTO5802254M9601086<<<<<<<<<<<<<<08");
}

TEST(MrzComposer, PadsGermanyAndUnspecifiedSex) {
  MrzFields fields = eriksson();
  fields.issuing_state = fields.nationality = "D";
  fields.sex = Sex::unspecified;
  const Mrz mrz = compose_mrz(fields).value();
  EXPECT_EQ(mrz.lines[0].substr(0, 5), "P<D<<");
  EXPECT_EQ(mrz.lines[1].substr(10, 3), "D<<");
  EXPECT_EQ(mrz.lines[1][20], '<');
}

TEST(MrzComposer, WritesWhatIsNoLetterOfANumberAsAFiller) {
  MrzFields fields = eriksson();
  fields.document_number = "EM 12-34";
  fields.optional_data = "850201/002 00";
  EXPECT_EQ(composed(fields).substr(44, 9), "EM<12<34<");
  EXPECT_EQ(composed(fields).substr(72, 14), "850201<002<00<");
  fields = eriksson(MrzSize::td1);
  fields.document_number = "EM 1234";
  EXPECT_EQ(composed(fields).substr(5, 9), "EM<1234<<");
}

TEST(MrzComposer, NamesTheFieldThatIsWrong) {
  const auto message = [](auto change) {
    MrzFields fields = eriksson();
    change(fields);
    const auto mrz = compose_mrz(fields);
    return mrz ? "composed" : mrz.error().message;
  };
  EXPECT_EQ(message([](MrzFields&) {}), "composed");
  EXPECT_EQ(message([](MrzFields& f) { f.document_code = "V"; }).find("document code"), 0U);
  EXPECT_EQ(message([](MrzFields& f) { f.issuing_state = "BE"; }).find("issuing State"), 0U);
  EXPECT_EQ(message([](MrzFields& f) { f.nationality = "bel"; }).find("nationality"), 0U);
  EXPECT_EQ(message([](MrzFields& f) { f.document_number = ""; }).find("document number"), 0U);
  EXPECT_EQ(message([](MrzFields& f) { f.document_number = "1234567890"; }).find("document number"), 0U);
  EXPECT_EQ(message([](MrzFields& f) { f.document_number = "em123"; }).find("document number"), 0U);
  EXPECT_EQ(message([](MrzFields& f) { f.document_number = " EM123"; }).find("document number"), 0U);
  EXPECT_EQ(message([](MrzFields& f) { f.optional_data = "123456789012345"; }).find("personal number"), 0U);
  EXPECT_EQ(message([](MrzFields& f) { f.optional_data = "Zé"; }).find("personal number"), 0U);
  EXPECT_EQ(message([](MrzFields& f) {
              f.birth_date = Date{std::chrono::year(2001), std::chrono::month(2), std::chrono::day(29)};
            }).find("date of birth"),
            0U);
  EXPECT_EQ(message([](MrzFields& f) { f.expiry_date = parse_date("1974-08-12").value(); }).find("date of expiry"), 0U);
  EXPECT_EQ(message([](MrzFields& f) { f.surname = f.given_names = "-"; }).find("surname"), 0U);
  EXPECT_EQ(message([](MrzFields& f) { f.given_names = "Ιωάννης"; }).find("given names: the character 'Ι' (U+0399"),
            0U);
  EXPECT_EQ(message([](MrzFields& f) { f.optional_data_2 = "1"; }).find("second optional data"), 0U);
  EXPECT_EQ(message([](MrzFields& f) { f.sex = static_cast<Sex>('X'); }).find("sex"), 0U);
  EXPECT_EQ(message([](MrzFields& f) { f.unused_digit = '1'; }).find("check digit"), 0U);
  EXPECT_EQ(message([](MrzFields& f) { f.document_code = "PB"; }).find("document code"), 0U);
}

TEST(MrzComposer, WritesTheCodesOfTheTableOnly) {
  const auto message = [](const char* issuer, const char* nationality) {
    MrzFields fields = eriksson();
    fields.issuing_state = issuer;
    fields.nationality = nationality;
    return composed(fields).substr(0, 2) == "P<" ? "composed" : composed(fields);
  };
  for (const char* code : {"BEL", "D", "UTO", "EUE", "UNO", "UNK", "RKS", "GBD", "XOM"}) {
    EXPECT_EQ(message(code, code), "composed") << code;
  }
  for (const char* code : {"XXA", "XXB", "XXC", "XXX"}) {
    EXPECT_EQ(message("BEL", code), "composed") << code;
    EXPECT_NE(message(code, code).find("for a nationality only"), std::string::npos) << code;
  }
  EXPECT_EQ(message("YTO", "UTO").find("issuing State: expected a code"), 0U);
  EXPECT_NE(message("BEL", "DEU").find("its code in an MRZ is D"), std::string::npos);
  for (const char* code : {"ANT", "NTZ", "YUG", "WSA", "IAO"}) {
    EXPECT_NE(message("BEL", code).find("is not for new documents"), std::string::npos) << code;
  }
}

// ICU has ISO 3166-1 from the Unicode CLDR.
TEST(StateCodes, HoldIso3166) {
  int countries = 0;
  for (const char* const* country = uloc_getISOCountries(); *country != nullptr; ++country) {
    const std::string code = uloc_getISO3Country(("und_" + std::string(*country)).c_str());
    const StateCode* found = find_state_code(code);
    if (found == nullptr) {
      // What CLDR has besides: reserved and former codes.
      EXPECT_NE(std::string("AC CP CQ CS DG EA IC TA XK YU AN BU DD FX NT SU TP ZR").find(*country), std::string::npos)
          << code;
      continue;
    }
    if (found->standing == StateCodeStanding::current) {
      ++countries;
      EXPECT_EQ(found->alpha2, *country);
    }
  }
  EXPECT_EQ(countries, 248);  // 249 with Germany
  EXPECT_EQ(find_state_code("D")->alpha2, "DE");
  EXPECT_EQ(find_state_code("BEL")->name, "Belgium");
  for (const char* none : {"", "B", "BE", "bel", "BELG", "B<L", "DE"}) EXPECT_EQ(find_state_code(none), nullptr);
}

TEST(MrzComposer, KnowsTheDocumentCodes) {
  const auto accepts = [](MrzSize size, const char* code, const char* optional_data = "") {
    MrzFields fields = eriksson(size);
    fields.document_code = code;
    fields.optional_data = optional_data;
    return compose_mrz(fields).has_value();
  };
  for (const char* code : {"P", "P<", "PP", "PE", "PD", "PO", "PR", "PT", "PS", "PL", "PM", "PU"}) {
    EXPECT_TRUE(accepts(MrzSize::td3, code)) << code;
  }
  for (const char* code : {"", "I", "PB", "PPP", "P1", "p", "<P"}) EXPECT_FALSE(accepts(MrzSize::td3, code)) << code;
  for (const MrzSize size : {MrzSize::td1, MrzSize::td2}) {
    for (const char* code : {"I", "A", "C", "ID", "I<", "AR", "CC", "IC"}) EXPECT_TRUE(accepts(size, code)) << code;
    for (const char* code : {"P", "IV", "V", "AV", "AC", "IDX", "I1"}) EXPECT_FALSE(accepts(size, code)) << code;
  }
  EXPECT_FALSE(accepts(MrzSize::td1, "AI"));
  EXPECT_TRUE(accepts(MrzSize::td2, "AI"));
  EXPECT_TRUE(accepts(MrzSize::td1, "AC", "SN<"));  // a crew member certificate names its airline
  EXPECT_TRUE(accepts(MrzSize::td1, "AC", "BEL"));
  EXPECT_FALSE(accepts(MrzSize::td2, "AC", "BEL"));
}

TEST(MrzParser, ReadsTheSpecimen) {
  const ParsedMrz mrz = parse_mrz(kSpecimen).value();
  EXPECT_EQ(mrz.document_code, "P");
  EXPECT_EQ(mrz.issuing_state, "UTO");
  EXPECT_EQ(mrz.surname, "ERIKSSON");
  EXPECT_EQ(mrz.given_names, "ANNA MARIA");
  EXPECT_EQ(mrz.document_number, "L898902C3");
  EXPECT_EQ(mrz.nationality, "UTO");
  EXPECT_EQ(mrz.birth_date, "740812");
  EXPECT_EQ(mrz.expiry_date, "120415");
  EXPECT_EQ(mrz.sex, Sex::female);
  EXPECT_EQ(mrz.optional_data, "ZE184226B");
}

// The sentences were compared with a calculation by hand.
TEST(MrzParser, TellsWhyACheckDigitFails) {
  const auto parsed = [](std::size_t position, char c) {
    std::string mrz(kSpecimen);
    mrz[position] = c;
    return parse_mrz(mrz).value();
  };
  ParsedMrz mrz = parsed(53, '7');
  EXPECT_FALSE(mrz.check_digits_right());
  EXPECT_EQ(
      digit_of(mrz, "document_number").reason,
      "MRZ line 2 position 10: the check digit of the document number is '7', computed '6' (the sum over L898902C3 "
      "is 316); all fits with the computed one: the digit is misread or wrong");
  EXPECT_EQ(digit_of(mrz, "document_number").expected, '6');
  EXPECT_EQ(digit_of(mrz, "composite").reason,
            "MRZ line 2 position 44: the composite check digit is '0', computed '7'; it covers what does not fit: "
            "document_number");
  EXPECT_TRUE(digit_of(mrz, "birth_date").right);

  mrz = parsed(44 + 5, 'O');  // L8989O2C3
  EXPECT_NE(digit_of(mrz, "document_number").reason.find("all fits if line 2 position 6 is '0' instead of 'O'"),
            std::string::npos)
      << digit_of(mrz, "document_number").reason;
  mrz = parsed(63, '3');
  EXPECT_EQ(
      digit_of(mrz, "birth_date").reason.find("MRZ line 2 position 20: the check digit of the date of birth is '3'"),
      0U);
  mrz = parsed(71, '8');
  EXPECT_EQ(
      digit_of(mrz, "expiry_date").reason.find("MRZ line 2 position 28: the check digit of the date of expiry is '8'"),
      0U);
  mrz = parsed(86, '<');
  EXPECT_EQ(digit_of(mrz, "personal_number")
                .reason.find("MRZ line 2 position 43: the check digit of the personal number is '<'"),
            0U);
  mrz = parsed(87, '<');
  EXPECT_EQ(
      digit_of(mrz, "composite").reason,
      "MRZ line 2 position 44: the composite check digit is '<', computed '0'; every other digit is right, so this "
      "one is misread or wrong");
  // A card's optional data is covered by the composite digit alone: a national number with O for 0.
  const ParsedMrz card =
      parse_mrz("IDBEL59033010108502O100200<<<<8502016F0901015BEL<<<<<<<<<<<8VAN<DER<VELDEN<<GREET<HILDE<<<").value();
  EXPECT_NE(digit_of(card, "composite").reason.find("all fits if line 1 position 20 is '0' instead of 'O'"),
            std::string::npos)
      << digit_of(card, "composite").reason;
  // With the filler kept, the Belgian number would have 0.
  const ParsedMrz kept =
      parse_mrz("IDBEL600001795<0150<<<<<<<<<<<85<<<<1F3312315BEL850000000007REINARTZ<<ULRIKE<KATIA<E<<<<<<").value();
  EXPECT_EQ(digit_of(kept, "document_number").expected, '2');
}

TEST(MrzParser, RemarksOnWhatIsNoMrz) {
  const auto remarks = [](std::size_t position, std::string_view text) {
    std::string mrz(kSpecimen);
    mrz.replace(position, text.size(), text);
    std::string messages;
    const ParsedMrz parsed = parse_mrz(mrz).value();
    for (const MrzRemark& remark : parsed.remarks) {
      messages += remark.message + (remark.tolerated ? " (tolerated)" : "") + "|";
    }
    return messages;
  };
  EXPECT_EQ(remarks(0, "P"), "");
  EXPECT_EQ(remarks(10, "5"), "MRZ line 1 position 11: a digit in the name|");
  EXPECT_EQ(remarks(0, "I").find("MRZ line 1 position 1: the document code is 'I', expected P"), 0U);
  EXPECT_NE(remarks(0, "PB").find("(tolerated)"), std::string::npos);
  EXPECT_EQ(remarks(2, "<<<"), "MRZ line 1 position 3: the issuing State '' is no known code|");
  EXPECT_EQ(remarks(2, "DEU"),
            "MRZ line 1 position 3: the issuing State 'DEU' is not for new documents (Germany; its code in an MRZ is "
            "D) (tolerated)|");
  EXPECT_EQ(remarks(2, "D<<"), "");
  EXPECT_EQ(remarks(54, "YTO"), "MRZ line 2 position 11: the nationality 'YTO' is no known code (tolerated)|");
  EXPECT_EQ(remarks(54, "XXA"), "");
  EXPECT_EQ(remarks(2, "XXA"), "MRZ line 1 position 3: the issuing State 'XXA' is for a nationality only|");
  EXPECT_EQ(remarks(5, "<").find("MRZ line 1 position 6: the name starts with a filler"), 0U);
  EXPECT_EQ(remarks(19, "<<").find("MRZ line 1 position 20: a filler too many"), 0U);
  EXPECT_EQ(remarks(64, "Q"), "MRZ line 2 position 21: the sex is 'Q', expected F, M or <|");
  EXPECT_EQ(remarks(64, "X"),
            "MRZ line 2 position 21: the sex is 'X', which is printed for people; a zone has '<' (tolerated)|");
  EXPECT_EQ(remarks(57, "741312"), "MRZ line 2 position 14: the date of birth '741312' is no date of the form YYMMDD|");
  EXPECT_EQ(remarks(57, "740230"), "MRZ line 2 position 14: the date of birth '740230' is no date of the form YYMMDD|");
  EXPECT_EQ(remarks(57, "74<<<<"), "");
  EXPECT_EQ(remarks(57, "7<0812"), "MRZ line 2 position 14: the date of birth '7<0812' is no date of the form YYMMDD|");
  EXPECT_EQ(remarks(65, "<<<<<<"),
            "MRZ line 2 position 22: the date of expiry '<<<<<<' is no date of the form YYMMDD|");
  EXPECT_EQ(remarks(44, "<<<<<<<<<"), "MRZ line 2 position 1: there is no document number|");
}

TEST(MrzParser, RemarksOnNumbersWithoutTheirDigit) {
  const auto parsed = [](const std::string& number) {
    return parse_mrz("IDBEL" + number + "8502016F0901015BEL<<<<<<<<<<<8VAN<DER<VELDEN<<GREET<HILDE<<<").value();
  };
  ParsedMrz mrz = parsed("590330101<<<<<<<<<<<<<<<<");  // neither a digit nor a rest
  EXPECT_FALSE(digit_of(mrz, "document_number").right);
  EXPECT_EQ(digit_of(mrz, "document_number").found, '<');
  EXPECT_EQ(mrz.document_number, "590330101");
  mrz = parsed("590330101<0<<<<<<<<<<<<<<");  // its digit where a rest would be
  EXPECT_TRUE(digit_of(mrz, "document_number").right);
  EXPECT_FALSE(mrz.conforms());
  mrz = parsed("590330101<123456789012345");  // no end of the rest
  EXPECT_EQ(mrz.document_number, "59033010112345678901234");
  EXPECT_FALSE(mrz.conforms());
}

TEST(MrzParser, NamesThePlaceOfForeignCharacters) {
  const auto message = [](std::size_t position, std::string_view text) {
    std::string mrz(kSpecimen);
    mrz.replace(position, text.size(), text);
    return parse_mrz(mrz).error().message;
  };
  EXPECT_EQ(message(10, "k"), "MRZ line 1 position 11: expected one of A-Z, 0-9 and <");
  EXPECT_EQ(message(50, " "), "MRZ line 2 position 7: expected one of A-Z, 0-9 and <");
  EXPECT_EQ(message(0, "V"), "MRZ line 1 position 1: a visa (Doc 9303-7), expected a passport or card");
  for (const std::size_t size : {0U, 1U, 30U, 44U, 71U, 73U, 87U, 89U, 91U, 60000U}) {
    EXPECT_EQ(parse_mrz(std::string(size, 'P')).error().code, ErrorCode::malformed);
  }
  for (const std::size_t size : {72U, 88U, 90U}) EXPECT_TRUE(parse_mrz(std::string(size, 'P')));
}

TEST(MrzParser, ReadsLines) {
  const std::string first(kSpecimen.substr(0, 44));
  const std::string second(kSpecimen.substr(44));
  for (const std::string& text : {first + "\n" + second, first + "\r\n" + second + "\r\n", first + second + "\n"}) {
    EXPECT_TRUE(parse_mrz(text).value().conforms());
  }
  EXPECT_EQ(parse_mrz(first + "\n" + second.substr(1)).error().message,
            "MRZ line 2 has 43 characters, expected 44 as in the first of two or three lines");
  EXPECT_FALSE(parse_mrz(first + "\n\n" + second));
  EXPECT_FALSE(parse_mrz(first + "\n" + second + "\n" + second));
  EXPECT_FALSE(parse_mrz(std::string(9, 'P') + "\n" + std::string(9, 'P')));
}

TEST(MrzParser, ReadsBackWhatWasComposed) {
  for (const MrzSize size : {MrzSize::td1, MrzSize::td2, MrzSize::td3}) {
    MrzFields fields = eriksson(size);
    fields.surname = "'t Kint de Roodenbeke";
    fields.given_names = "Élé-Ma";
    const ParsedMrz mrz = parse_mrz(compose_mrz(fields).value().joined()).value();
    EXPECT_TRUE(mrz.conforms());
    EXPECT_EQ(mrz.size, size);
    EXPECT_EQ(mrz.surname, "T KINT DE ROODENBEKE");
    EXPECT_EQ(mrz.given_names, "ELE MA");
    EXPECT_FALSE(mrz.name_may_be_truncated);
    EXPECT_EQ(mrz.document_number, fields.document_number);
    EXPECT_EQ(mrz.optional_data, fields.optional_data);
    EXPECT_EQ(mrz.birth_date, "740812");
    EXPECT_EQ(mrz.expiry_date, "120415");
    EXPECT_EQ(mrz.sex, Sex::female);
  }
}

}  // namespace
}  // namespace enrolkit
