// SPDX-License-Identifier: Apache-2.0
#include "enrolkit/mrz.hpp"

#include <gtest/gtest.h>

#include "encoders/lds/mrz_name.hpp"

namespace enrolkit {
namespace {

MrzFields eriksson() {
  MrzFields fields;
  fields.issuing_state = "UTO";
  fields.surname = "Eriksson";
  fields.given_names = "Anna Maria";
  fields.document_number = "L898902C3";
  fields.nationality = "UTO";
  fields.birth_date = parse_date("1974-08-12").value();
  fields.sex = Sex::female;
  fields.expiry_date = parse_date("2012-04-15").value();
  fields.personal_number = "ZE184226B";
  return fields;
}

std::string letters(std::string_view name) { return transliterate_name(name).value(); }

// The name field that compose_mrz writes for a name.
std::string name_field(std::string_view surname, std::string_view given_names) {
  MrzFields fields = eriksson();
  fields.surname = surname;
  fields.given_names = given_names;
  return compose_mrz(fields).value().lines[0].substr(5);
}

std::string filled(std::string text) {
  text.resize(39, '<');
  return text;
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

// Doc 9303-4 appendix B.
TEST(MrzComposer, WritesTheSpecimen) {
  const Mrz mrz = compose_mrz(eriksson()).value();
  EXPECT_EQ(mrz.lines[0], "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<");
  EXPECT_EQ(mrz.lines[1], "L898902C36UTO7408122F1204159ZE184226B<<<<<10");
  EXPECT_FALSE(mrz.name_truncated);
}

// Doc 9303-3 appendix A, example 3, but for the nationality (YTO is no code) and the filler instead of 0 at 43, which
// leaves the composite as it is.
TEST(MrzComposer, LeavesAnUnusedPersonalNumberUnchecked) {
  MrzFields fields = eriksson();
  fields.document_code = "PP";
  fields.document_number = "HA672242";
  fields.birth_date = parse_date("1958-02-25").value();
  fields.sex = Sex::male;
  fields.expiry_date = parse_date("1996-01-08").value();
  fields.personal_number.clear();
  const Mrz mrz = compose_mrz(fields).value();
  EXPECT_EQ(mrz.lines[0].substr(0, 5), "PPUTO");
  EXPECT_EQ(mrz.lines[1], "HA672242<6UTO5802254M9601086<<<<<<<<<<<<<<<8");
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
  EXPECT_EQ(message([](MrzFields& f) { f.document_number = "EM 123"; }).find("document number"), 0U);
  EXPECT_EQ(message([](MrzFields& f) { f.personal_number = "123456789012345"; }).find("personal number"), 0U);
  EXPECT_EQ(message([](MrzFields& f) { f.personal_number = "85.02.01"; }).find("personal number"), 0U);
  EXPECT_EQ(message([](MrzFields& f) { f.birth_date = Date{}; }).find("date of birth"), 0U);
  EXPECT_EQ(message([](MrzFields& f) { f.expiry_date = f.birth_date; }).find("date of expiry"), 0U);
  EXPECT_EQ(message([](MrzFields& f) { f.surname = "-"; }).find("surname"), 0U);
  EXPECT_EQ(message([](MrzFields& f) { f.given_names = "Иван"; }).find("given names: the character 'И' (U+0418"), 0U);
}

// Doc 9303-3 section 4.6 and Doc 9303-4: what is printed in the visual zone, and its MRZ.
TEST(MrzName, MatchesTheDocumentsExamples) {
  EXPECT_EQ(name_field("ERIKSSON", "ANNA MARIA"), filled("ERIKSSON<<ANNA<MARIA"));
  EXPECT_EQ(name_field("HENG", "DEBORAH MING LO"), filled("HENG<<DEBORAH<MING<LO"));
  EXPECT_EQ(name_field("SMITH-JONES", "SUSIE MARGARET"), filled("SMITH<JONES<<SUSIE<MARGARET"));
  EXPECT_EQ(name_field("O'CONNOR", "ENYA SIOBHAN"), filled("OCONNOR<<ENYA<SIOBHAN"));
  EXPECT_EQ(name_field("VAN DER MUELLEN", "MARTIN"), filled("VAN<DER<MUELLEN<<MARTIN"));
  EXPECT_EQ(name_field("AL-BASRI", "HUDA MUHAMMAD JAWAD"), filled("AL<BASRI<<HUDA<MUHAMMAD<JAWAD"));
  EXPECT_EQ(name_field("VILARCHAO FERNANDEZ", "JOSE RAMON"), filled("VILARCHAO<FERNANDEZ<<JOSE<RAMON"));
  EXPECT_EQ(name_field("ARKFREITH", ""), filled("ARKFREITH"));
  EXPECT_EQ(name_field("SATRIYA SUDARPA", ""), filled("SATRIYA<SUDARPA"));
  EXPECT_EQ(letters("D'ARTAGNAN"), "DARTAGNAN");
  EXPECT_EQ(letters("MARIE-ELISE"), "MARIE<ELISE");
  EXPECT_EQ(letters("ANNA, MARIA"), "ANNA<MARIA");
  EXPECT_EQ(letters("J. R."), "J<R");
}

TEST(MrzName, ShortensAsTheDocumentsExamples) {
  EXPECT_EQ(name_field("NILAVADHANANANDA", "CHAYAPA DEJTHAMRONG KRASUANG"), "NILAVADHANANANDA<<CHAYAPA<DEJTHAMRONG<K");
  EXPECT_EQ(name_field("NILAVADHANANANDA", "ARNPOL PETCH CHARONGUANG"), "NILAVADHANANANDA<<ARNPOL<PETCH<CHARONGU");
  EXPECT_EQ(name_field("PAPANDROPOULOUS", "JONATHON WARREN TREVOR"), "PAPANDROPOULOUS<<JONATHON<WARREN<TREVOR");
  // The same for the smaller cards.
  EXPECT_EQ(lds::fill_name_field("VILARCHAO<FERNANDEZ", "JOSE<RAMON", 31).field, "VILARCHAO<FERNANDEZ<<JOSE<RAMON");
  EXPECT_EQ(lds::fill_name_field("VILARCHAO<FERNANDEZ", "JOSE<RAMON", 30).field, "VILARCHAO<FERNANDEZ<<JOSE<RAMO");
  EXPECT_EQ(lds::fill_name_field("PAPANDROPOULOUS", "JONATHOON<ALEC", 31).field, "PAPANDROPOULOUS<<JONATHOON<ALEC");
}

TEST(MrzName, SaysWhenItWasShortened) {
  EXPECT_FALSE(lds::fill_name_field("PAPANDROPOULOUS", "JONATHON<WARREN<TREVOR", 39).truncated);
  EXPECT_TRUE(lds::fill_name_field("PAPANDROPOULOUS", "JONATHON<WARREN<TREVORS", 39).truncated);
}

// By hand after the rules: the primary identifier may have 36 letters where 44 are wanted, so the longest components
// lose 2 + 3 + 3 letters; the first given name keeps its first letter.
TEST(MrzName, ShortensALongPrimaryIdentifier) {
  EXPECT_EQ(name_field("BENNELONG WOOLOOMOOLOO WARRANDYTE WARNAMBOOL", "DINGO POTOROO"),
            "BENNELONG<WOOLOOMO<WARRANDY<WARNAMBO<<D");
  EXPECT_EQ(name_field(std::string(60, 'A'), "Bob"), std::string(36, 'A') + "<<B");
  EXPECT_EQ(name_field(std::string(60, 'A'), ""), std::string(39, 'A'));
  // 30 initials: the last ones go; 18 of them and the separators make 35, and two letters of the given name fit.
  std::string initials;
  for (int i = 0; i < 30; ++i) initials += "A ";
  EXPECT_EQ(name_field(initials, "Bob"), "A<A<A<A<A<A<A<A<A<A<A<A<A<A<A<A<A<A<<BO");
}

TEST(MrzName, EndsWithALetterWhenShortened) {
  // 39 characters end between two given names: one letter goes from the name before.
  EXPECT_EQ(lds::fill_name_field("ABCDEFGHIJKLMNOPQRSTUVWXYZ", "ABCDEFGHIJ<KLM", 39).field,
            "ABCDEFGHIJKLMNOPQRSTUVWXYZ<<ABCDEFGHI<K");
  EXPECT_EQ(lds::fill_name_field("ABCDEFGHI<JKLM", "", 10).field, "ABCDEFGH<J");
  EXPECT_EQ(lds::fill_name_field("ABCD<E<F<G", "", 7).field, "ABC<E<F");
  for (std::size_t first = 1; first < 45; ++first) {
    for (std::size_t second = 1; second < 45; ++second) {
      const lds::MrzName name =
          lds::fill_name_field(std::string(first, 'A') + "<DE", std::string(second, 'B') + "<C", 39);
      ASSERT_EQ(name.field.size(), 39U);
      ASSERT_EQ(name.truncated, first + second + 7 > 39);
      ASSERT_NE(name.field.find("<<B"), std::string::npos);
      ASSERT_TRUE(!name.truncated || name.field.back() != '<') << name.field;
    }
  }
}

TEST(Transliteration, WritesBelgianNames) {
  EXPECT_EQ(letters("van den Broeck"), "VAN<DEN<BROECK");
  EXPECT_EQ(letters("Vandenberghe"), "VANDENBERGHE");
  EXPECT_EQ(letters("D'Hondt"), "DHONDT");
  EXPECT_EQ(letters("d’Haene"), "DHAENE");
  EXPECT_EQ(letters("'t Kint"), "T<KINT");
  EXPECT_EQ(letters("'tKint"), "TKINT");
  EXPECT_EQ(letters("de Ghellinck d'Elseghem"), "DE<GHELLINCK<DELSEGHEM");
  EXPECT_EQ(letters("Ça"), "CA");
  EXPECT_EQ(letters("François-Noël"), "FRANCOIS<NOEL");
  EXPECT_EQ(letters("Müller-Lüdenscheidt"), "MUELLER<LUEDENSCHEIDT");
  EXPECT_EQ(letters("Cœur de Ÿs"), "COEUR<DE<YS");
  EXPECT_EQ(letters("Jean-Luc"), "JEAN<LUC");
  EXPECT_EQ(name_field("VAN DER VELDEN", "GREET HILDE"), filled("VAN<DER<VELDEN<<GREET<HILDE"));
}

// Doc 9303-3 section 6, table A.
TEST(Transliteration, FollowsTableA) {
  EXPECT_EQ(letters("ÄÅÆÇÐÑÖØÜÞ"), "AEAAAECDNOEOEUETH");
  EXPECT_EQ(letters("äåæçðñöøüþ"), "AEAAAECDNOEOEUETH");
  EXPECT_EQ(letters("ß"), "SS");
  EXPECT_EQ(letters("ẞ"), "SS");
  EXPECT_EQ(letters("ıIiİ"), "IIII");
  EXPECT_EQ(letters("ĳ"), "IJ");
  EXPECT_EQ(letters("łŁđĐħŧŋœ"), "LLDDHTNOE");
  EXPECT_EQ(letters("ŽIŽKÁ"), "ZIZKA");
}

TEST(Transliteration, TakesEveryWayToTypeALetter) {
  EXPECT_EQ(letters("Mu\u0308ller"), "MUELLER");   // u and a combining diaeresis
  EXPECT_EQ(letters("i\u0307"), "I");              // i and a dot above, upper case İ
  EXPECT_EQ(letters("\u01F0"), "J");               // ǰ has no capital of its own
  EXPECT_EQ(letters("R\u0308"), "R");              // a mark that no composed letter has
  EXPECT_EQ(letters("Nguyễn Ớ Ẁ"), "NGUYEN<O<W");  // not in the table: taken apart
  EXPECT_EQ(letters("\u01DE"), "AE");              // Ǟ is Ä with a macron
  EXPECT_EQ(letters("\u0149"), "N");               // ŉ is an apostrophe and N
  EXPECT_EQ(letters("Șț"), "ST");                  // comma below, a suggestion of ours
}

TEST(Transliteration, TreatsPunctuation) {
  EXPECT_EQ(letters("A\u2019B\u02BCC`D"), "ABCD");
  EXPECT_EQ(letters("A\u2010B\u2013C\u00A0D\tE"), "A<B<C<D<E");
  EXPECT_EQ(letters("  A -- B  "), "A<B");
  EXPECT_EQ(letters("A (B) C/D\u00B7E"), "A<B<CDE");
  EXPECT_EQ(letters(""), "");
  EXPECT_EQ(letters("-"), "");
  EXPECT_EQ(letters("."), "");
}

TEST(Transliteration, NamesTheCharacterItCannotWrite) {
  const auto message = [](std::string_view name) { return transliterate_name(name).error().message; };
  EXPECT_EQ(transliterate_name("Жук").error().code, ErrorCode::unsupported);
  EXPECT_EQ(message("Жук"),
            "the character 'Ж' (U+0416 CYRILLIC CAPITAL LETTER ZHE) has no transliteration in Doc 9303-3 table A");
  EXPECT_NE(message("ж").find("U+0436"), std::string::npos);  // as it was typed
  EXPECT_NE(message("Henry 8").find("(U+0038 DIGIT EIGHT) is not allowed in a name"), std::string::npos);
  for (const char* bad : {"A<B", "A+B", "A=B", "Ω", "李", "\u0301", "A\u200B", "A\nB", "A\U0001F600"}) {
    EXPECT_EQ(transliterate_name(bad).error().code, ErrorCode::unsupported) << bad;
    EXPECT_EQ(message(bad).find('\n'), std::string::npos);
  }
  EXPECT_FALSE(transliterate_name(std::string_view("A\0B", 3)));
}

TEST(Transliteration, RefusesBrokenAndEndlessText) {
  for (const char* bad : {"\xFF", "\xC3", "A\xC3\x28", "\xE2\x82", "\xED\xA0\x80", "\xC0\xAF", "\xF4\x90\x80\x80"}) {
    EXPECT_EQ(transliterate_name(bad).error().code, ErrorCode::malformed);
  }
  EXPECT_TRUE(transliterate_name(std::string(kMaxNameBytes, 'a')));
  EXPECT_EQ(transliterate_name(std::string(kMaxNameBytes + 1, 'a')).error().code, ErrorCode::too_large);
}

constexpr std::string_view kSpecimen =
    "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<L898902C36UTO7408122F1204159ZE184226B<<<<<10";

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
  EXPECT_EQ(mrz.sex, 'F');
  EXPECT_EQ(mrz.personal_number, "ZE184226B");
}

TEST(MrzParser, ReadsUnknownBirthDatesAndBothUnusedDigits) {
  const std::string line1 = "P<D<<SATRIYA<SUDARPA<<<<<<<<<<<<<<<<<<<<<<<<";
  for (const char* line2 :
       {"AB2134<<<5XXA<<<<<<0<3312315<<<<<<<<<<<<<<<8", "AB2134<<<5XXA<<<<<<0<3312315<<<<<<<<<<<<<<08",
        "HA672242<6YTO5802254M9601086<<<<<<<<<<<<<<08"}) {
    const auto mrz = parse_mrz(line1 + line2);
    ASSERT_TRUE(mrz) << mrz.error().message;
    EXPECT_EQ(mrz->issuing_state, "D");
    EXPECT_EQ(mrz->surname, "SATRIYA SUDARPA");
    EXPECT_EQ(mrz->given_names, "");
    EXPECT_EQ(mrz->personal_number, "");
  }
}

TEST(MrzParser, NamesEveryWrongCheckDigit) {
  const auto message = [](std::size_t position, char c) {
    std::string mrz(kSpecimen);
    mrz[position] = c;
    return parse_mrz(mrz).error().message;
  };
  EXPECT_EQ(message(53, '7'),
            "MRZ line 2 position 10: the check digit of the document number is '7', computed '6'; MRZ line 2 position "
            "44: the check digit of the whole second line is '0', computed '7'");
  EXPECT_EQ(message(63, '3').find("MRZ line 2 position 20: the check digit of the date of birth is '3'"), 0U);
  EXPECT_EQ(message(71, '8').find("MRZ line 2 position 28: the check digit of the date of expiry is '8'"), 0U);
  EXPECT_EQ(message(86, '<').find("MRZ line 2 position 43: the check digit of the personal number is '<'"), 0U);
  EXPECT_EQ(message(87, '<'), "MRZ line 2 position 44: the check digit of the whole second line is '<', computed '0'");
  EXPECT_EQ(message(44, 'M').find("MRZ line 2 position 10"), 0U);
}

TEST(MrzParser, NamesThePlaceOfWhatIsNoMrz) {
  const auto message = [](std::size_t position, std::string_view text) {
    std::string mrz(kSpecimen);
    mrz.replace(position, text.size(), text);
    const auto parsed = parse_mrz(mrz);
    return parsed ? "parsed" : parsed.error().message;
  };
  EXPECT_EQ(message(10, "k").find("MRZ line 1 position 11"), 0U);
  EXPECT_EQ(message(10, "5").find("MRZ line 1 position 11: a digit in the name"), 0U);
  EXPECT_EQ(message(0, "V").find("MRZ line 1 position 1"), 0U);
  EXPECT_EQ(message(2, "<<<").find("MRZ line 1 position 3"), 0U);
  EXPECT_EQ(message(5, "<").find("MRZ line 1 position 6"), 0U);
  EXPECT_EQ(message(19, "<<").find("MRZ line 1 position 20: a filler too many"), 0U);
  EXPECT_EQ(message(64, "Q").find("MRZ line 2 position 21"), 0U);
  EXPECT_EQ(message(64, "X"), "parsed");
  for (const std::size_t size : {0U, 1U, 44U, 72U, 87U, 89U, 90U}) EXPECT_FALSE(parse_mrz(std::string(size, 'P')));
}

TEST(MrzParser, RefusesImpossibleDates) {
  std::string mrz(kSpecimen);
  mrz.replace(57, 7, "7413122");  // month 13
  mrz[63] = mrz_check_digit("741312");
  mrz[87] = mrz_check_digit(mrz.substr(44, 10) + mrz.substr(57, 7) + mrz.substr(65, 22));
  EXPECT_EQ(parse_mrz(mrz).error().message.find("MRZ line 2 position 16: the date of birth"), 0U);
}

TEST(MrzParser, ReadsBackWhatWasComposed) {
  MrzFields fields = eriksson();
  fields.surname = "'t Kint de Roodenbeke";
  fields.given_names = "Éléonore-Marie";
  const ParsedMrz mrz = parse_mrz(compose_mrz(fields).value().joined()).value();
  EXPECT_EQ(mrz.surname, "T KINT DE ROODENBEKE");
  EXPECT_EQ(mrz.given_names, "ELEONORE MARIE");
  EXPECT_EQ(mrz.document_number, fields.document_number);
  EXPECT_EQ(mrz.personal_number, fields.personal_number);
}

}  // namespace
}  // namespace enrolkit
