// SPDX-License-Identifier: Apache-2.0
// The name field: Doc 9303-3 section 4.6, and the examples of parts 4, 5 and 6.
#include <gtest/gtest.h>

#include "encoders/mrz/name_field.hpp"
#include "enrolkit/mrz.hpp"

namespace enrolkit {
namespace {

// The name field of each size for what a passport shows: "SURNAME, GIVEN NAMES".
std::string name_field(std::string_view shown, MrzSize size = MrzSize::td3, NameShortening way = NameShortening::cut) {
  const std::size_t comma = std::min(shown.find(", "), shown.size());
  MrzFields fields;
  fields.size = size;
  fields.document_code = size == MrzSize::td3 ? "P" : "I";
  fields.issuing_state = fields.nationality = "UTO";
  fields.surname = shown.substr(0, comma);
  fields.given_names = shown.substr(std::min(comma + 2, shown.size()));
  fields.document_number = "L898902C3";
  fields.birth_date = parse_date("1974-08-12").value();
  fields.expiry_date = parse_date("2012-04-15").value();
  fields.shortening = way;
  const Mrz mrz = compose_mrz(fields).value();
  return size == MrzSize::td1 ? mrz.lines[2] : mrz.lines[0].substr(5);
}

std::string filled(std::string text, std::size_t size) {
  text.resize(size, '<');
  return text;
}

struct Complete {
  const char* shown;
  const char* field;
};

// All that fit in the name field of every size, but the last.
constexpr Complete kComplete[] = {
    {"ERIKSSON, ANNA MARIA", "ERIKSSON<<ANNA<MARIA"},
    {"HENG, DEBORAH MING LO", "HENG<<DEBORAH<MING<LO"},
    {"SMITH-JONES, SUSIE MARGARET", "SMITH<JONES<<SUSIE<MARGARET"},
    {"O'CONNOR, ENYA SIOBHAN", "OCONNOR<<ENYA<SIOBHAN"},
    {"VAN DER MUELLEN, MARTIN", "VAN<DER<MUELLEN<<MARTIN"},
    {"AL-BASRI, HUDA MUHAMMAD JAWAD", "AL<BASRI<<HUDA<MUHAMMAD<JAWAD"},
    {"ARKFREITH", "ARKFREITH"},
    {"SATRIYA SUDARPA", "SATRIYA<SUDARPA"},
};

TEST(MrzName, MatchesTheDocumentsExamples) {
  for (const Complete& example : kComplete) {
    EXPECT_EQ(name_field(example.shown), filled(example.field, 39));
    EXPECT_EQ(name_field(example.shown, MrzSize::td2), filled(example.field, 31));
    EXPECT_EQ(name_field(example.shown, MrzSize::td1), filled(example.field, 30));
  }
}

TEST(MrzName, MatchesTheExamplesThatJustFitOrDoNot) {
  EXPECT_EQ(name_field("VILARCHAO FERNANDEZ, JOSE RAMON"), filled("VILARCHAO<FERNANDEZ<<JOSE<RAMON", 39));
  EXPECT_EQ(name_field("VILARCHAO FERNANDEZ, JOSE RAMON", MrzSize::td2), "VILARCHAO<FERNANDEZ<<JOSE<RAMON");
  EXPECT_EQ(name_field("VILARCHAO FERNANDEZ, JOSE RAMON", MrzSize::td1), "VILARCHAO<FERNANDEZ<<JOSE<RAMO");
  EXPECT_EQ(name_field("PAPANDROPOULOUS, JONATHON WARREN TREVOR"), "PAPANDROPOULOUS<<JONATHON<WARREN<TREVOR");
  EXPECT_EQ(name_field("PAPANDROPOULOUS, JONATHOON ALEC", MrzSize::td2), "PAPANDROPOULOUS<<JONATHOON<ALEC");
  EXPECT_EQ(name_field("PAPANDROPOULOUS, JONATHON ALEC", MrzSize::td1), "PAPANDROPOULOUS<<JONATHON<ALEC");
}

constexpr const char* kNilavadhanananda = "NILAVADHANANANDA, CHAYAPA DEJTHAMRONG KRASUANG";
constexpr const char* kArnpol = "NILAVADHANANANDA, ARNPOL PETCH CHARONGUANG";
constexpr const char* kBennelong = "BENNELONG WOOLOOMOOLOO WARRANDYTE WARNAMBOOL, DINGO POTOROO";

TEST(MrzName, ShortensToInitialsAsTheExamples) {
  const auto initials = [](const char* shown, MrzSize size) {
    return name_field(shown, size, NameShortening::initials);
  };
  EXPECT_EQ(initials(kNilavadhanananda, MrzSize::td3), "NILAVADHANANANDA<<CHAYAPA<DEJTHAMRONG<K");
  EXPECT_EQ(initials(kNilavadhanananda, MrzSize::td2), "NILAVADHANANANDA<<CHAYAPA<DEJ<K");
  EXPECT_EQ(initials(kNilavadhanananda, MrzSize::td1), "NILAVADHANANANDA<<CHAYAPA<DE<K");
  EXPECT_EQ(initials(kBennelong, MrzSize::td3), "BENNELONG<WOOLOOMOOLOO<WARRANDYTE<W<<DI");
  EXPECT_EQ(initials(kBennelong, MrzSize::td2), "BENNELONG<WOOLOOMOOLOO<W<W<<D<P");
  EXPECT_EQ(initials(kBennelong, MrzSize::td1), "BENNELONG<WOOLOOMOOLOO<W<W<<DI");
}

TEST(MrzName, ShortensToEqualLengthsAsTheExamples) {
  const auto fixed = [](const char* shown, MrzSize size) { return name_field(shown, size, NameShortening::fixed); };
  EXPECT_EQ(fixed(kBennelong, MrzSize::td3), "BENNEL<WOOLOO<WARRAN<WARNAM<<DINGO<POTO");
  EXPECT_EQ(fixed(kBennelong, MrzSize::td1), "BENNE<WOOLO<WARRA<WARNA<<DIN<P");
}

TEST(MrzName, CutsAsTheExamples) {
  EXPECT_EQ(name_field(kNilavadhanananda), "NILAVADHANANANDA<<CHAYAPA<DEJTHAMRONG<K");
  EXPECT_EQ(name_field(kArnpol), "NILAVADHANANANDA<<ARNPOL<PETCH<CHARONGU");
}

// The ways in which the document's other examples are shortened are the issuer's free choice; each is read.
TEST(MrzName, ReadsEveryShortenedExample) {
  const auto parsed = [](const std::string& field) {
    std::string text;
    if (field.size() == 39) text = "PPUTO" + field + "L898902C36UTO7408122F1204159ZE184226B<<<<<10";
    if (field.size() == 31) text = "I<UTO" + field + "D231458907UTO7408122F1204159<<<<<<<6";
    if (field.size() == 30) text = "I<UTOD231458907<<<<<<<<<<<<<<<7408122F1204159UTO<<<<<<<<<<<6" + field;
    return parse_mrz(text).value();
  };
  for (const char* field :
       {"NILAVADHANANANDA<<ARNPOL<PETCH<CHARONGU", "NILAVADHANANANDA<<ARN<PET<CHARO", "NILAVADHANANANDA<<ARNPOL<PE<CH",
        "BENNELONG<WOOLOOM<WARRAND<WARNAM<<DINGO", "BENNELONG<WOOLOOM<WAR<WARN<<D<P", "BENNELONG<WOOLOOM<WA<WARN<<D<P",
        "BENNEL<WOOLO<WARRA<WARNA<<DIN<P", "VILARCHAO<FERNANDEZ<<JOSE<RAMON"}) {
    const ParsedMrz mrz = parsed(field);
    EXPECT_TRUE(mrz.conforms()) << field;
    EXPECT_TRUE(mrz.name_may_be_truncated) << field;
    std::string again = mrz.surname + "<<" + mrz.given_names;
    std::replace(again.begin(), again.end(), ' ', '<');
    EXPECT_EQ(again, field);
  }
}

TEST(MrzName, PutsOnlyNamesIntoThePrimaryIdentifier) {
  for (const char* shown : {"SUKARNO", "SUKARNO, -", "-, SUKARNO", "., SUKARNO", ", SUKARNO"}) {
    EXPECT_EQ(name_field(shown), filled("SUKARNO", 39)) << shown;
  }
}

TEST(MrzName, SaysWhenItWasShortened) {
  EXPECT_FALSE(mrz::fill_name_field("PAPANDROPOULOUS", "JONATHON<WARREN<TREVOR", 39).truncated);
  EXPECT_TRUE(mrz::fill_name_field("PAPANDROPOULOUS", "JONATHON<WARREN<TREVORS", 39).truncated);
}

TEST(MrzName, ShortensALongPrimaryIdentifier) {
  EXPECT_EQ(name_field(kBennelong), "BENNELONG<WOOLOOMO<WARRANDY<WARNAMBO<<D");
  EXPECT_EQ(name_field(std::string(60, 'A') + ", Bob"), std::string(36, 'A') + "<<B");
  EXPECT_EQ(name_field(std::string(60, 'A')), std::string(39, 'A'));
  // 30 initials: the last ones go; 18 of them and the separators make 35, and two letters of the given name fit.
  std::string initials;
  for (int i = 0; i < 30; ++i) initials += i == 0 ? "A" : " A";
  EXPECT_EQ(name_field(initials + ", Bob"), "A<A<A<A<A<A<A<A<A<A<A<A<A<A<A<A<A<A<<BO");
}

TEST(MrzName, EndsWithALetterWhenShortened) {
  // 39 characters end between two given names: one letter goes from the name before.
  EXPECT_EQ(mrz::fill_name_field("ABCDEFGHIJKLMNOPQRSTUVWXYZ", "ABCDEFGHIJ<KLM", 39).text,
            "ABCDEFGHIJKLMNOPQRSTUVWXYZ<<ABCDEFGHI<K");
  EXPECT_EQ(mrz::fill_name_field("ABCDEFGHI<JKLM", "", 10).text, "ABCDEFGH<J");
  EXPECT_EQ(mrz::fill_name_field("ABCD<E<F<G", "", 7).text, "ABC<E<F");
  for (const NameShortening way : {NameShortening::cut, NameShortening::initials, NameShortening::fixed}) {
    for (std::size_t first = 1; first < 45; ++first) {
      for (std::size_t second = 1; second < 45; ++second) {
        const mrz::NameField name =
            mrz::fill_name_field(std::string(first, 'A') + "<DE", std::string(second, 'B') + "<C", 39, way);
        ASSERT_EQ(name.text.size(), 39U);
        ASSERT_EQ(name.truncated, first + second + 7 > 39);
        ASSERT_NE(name.text.find("<<B"), std::string::npos);
        ASSERT_TRUE(!name.truncated || name.text.back() != '<') << name.text;
      }
    }
  }
}

}  // namespace
}  // namespace enrolkit
