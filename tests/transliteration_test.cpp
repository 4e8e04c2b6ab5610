// SPDX-License-Identifier: Apache-2.0
#include "enrolkit/transliteration.hpp"

#include <gtest/gtest.h>
#include <unicode/uchar.h>
#include <unicode/unorm2.h>
#include <unicode/ustring.h>

#include <fstream>
#include <functional>
#include <sstream>

namespace enrolkit {
namespace {

std::string letters(std::string_view name, const TransliterationOptions& options = {}) {
  const auto written = transliterate_name(name, options);
  return written ? written->letters : written.error().message;
}

std::string in_language(const char* language, std::string_view name) { return letters(name, {language, false, {}}); }

std::string suggested(std::string_view name) { return letters(name, {"", true, {}}); }

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
}

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
  EXPECT_EQ(letters("Mu\u0308ller"), "MUELLER");            // u and a combining diaeresis
  EXPECT_EQ(letters("i\u0307"), "I");                       // i and a dot above, upper case İ
  EXPECT_EQ(letters("\u0438\u0306"), "I");                  // и and a breve: й
  EXPECT_EQ(letters("\u0627\u0653"), "XAA");                // alef and madda: آ
  EXPECT_EQ(letters("\u0149"), "N");                        // ŉ is an apostrophe and N
  EXPECT_EQ(letters("\uFB01"), "FI");                       // a ligature of a font
  EXPECT_EQ(letters("\uFEE3\uFEA4\uFEE4\uFEAA"), "MXHMD");  // Arabic letters in their shapes
}

TEST(Transliteration, AsksBeforeItSuggests) {
  for (const char* silent : {"R\u0308", "Nguyễn", "Ớ", "Ẁ", "\u01DE", "\u01F0", "Ș", "Ə", "Ь", "Ѓ"}) {
    EXPECT_EQ(transliterate_name(silent).error().code, ErrorCode::unsupported) << silent;
  }
  EXPECT_EQ(suggested("\u01F0"), "J");               // ǰ has no capital of its own
  EXPECT_EQ(suggested("R\u0308"), "R");              // a mark that no composed letter has
  EXPECT_EQ(suggested("Nguyễn Ớ Ẁ"), "NGUYEN<O<W");  // not in the table: taken apart
  EXPECT_EQ(suggested("\u01DE"), "AE");              // Ǟ is Ä with a macron
  EXPECT_EQ(suggested("Șț"), "ST");                  // comma below
  EXPECT_EQ(suggested("Соловьёв"), "SOLOVEV");
  EXPECT_EQ(letters("Гьонев", {"bg", true, {}}), "GYONEV");
  const TransliteratedName name = transliterate_name("Șteful Șuț", {"", true, {}}).value();
  EXPECT_EQ(name.suggested, (std::vector<char32_t>{0x218, 0x21A}));
  EXPECT_TRUE(transliterate_name("Müller", {"", true, {}}).value().suggested.empty());
  for (const char* never : {"Ω", "李", "א", "8", "+", "\u0301A"}) {
    EXPECT_FALSE(transliterate_name(never, {"", true, {}})) << never;
  }
}

// Doc 9303-3 section 6, table B. The names are those of well known people.
TEST(Transliteration, FollowsTableB) {
  EXPECT_EQ(letters("Горбачёв"), "GORBACHEV");
  EXPECT_EQ(letters("Хрущёв Никита"), "KHRUSHCHEV<NIKITA");
  EXPECT_EQ(letters("ЮРИЙ"), "IURII");
  EXPECT_EQ(letters("Подъячев"), "PODIEIACHEV");
  EXPECT_EQ(letters("Цыганов Эдуард"), "TSYGANOV<EDUARD");
  EXPECT_EQ(in_language("be", "Рыгор Ёлкін"), "RYHOR<IOLKIN");
  EXPECT_EQ(in_language("uk", "Зеленський"),
            "the character 'ь' (U+044C CYRILLIC SMALL LETTER SOFT SIGN) has no transliteration in Doc 9303-3 tables A, "
            "B and C; the suggestion is to leave it out");
  EXPECT_EQ(letters("Зеленський", {"uk", true, {}}), "ZELENSKYI");
  EXPECT_EQ(in_language("uk", "Юрій Єгор Яна-Юлія"), "YURII<YEHOR<YANA<YULIIA");
  EXPECT_EQ(in_language("uk", "Дем'янюк"), "DEMIANIUK");
  EXPECT_EQ(in_language("uk", "Їжак Йосип"), "YIZHAK<YOSYP");
  EXPECT_EQ(in_language("mk", "Ќосе Хаџи Цане"), "KJOSE<HADJI<CANE");
  EXPECT_EQ(
      in_language("sr", "Жарко Чедомир Цвијић Шћ"),
      "the character 'ћ' (U+045B CYRILLIC SMALL LETTER TSHE) has no transliteration in Doc 9303-3 tables A, B and C; "
      "the suggestion is C");
  EXPECT_EQ(letters("Жарко Чедомир Цвијић", {"sr", true, {}}), "ZARKO<CEDOMIR<CVIJIC");
  EXPECT_EQ(in_language("sr", "Ђоковић").find("the character 'ћ'"), 0U);
  EXPECT_EQ(in_language("bg", "Щерев"), "SHTEREV");
  EXPECT_EQ(in_language("ru", "Щерев"), "SHCHEREV");   // no rows of its own: those for all
  EXPECT_EQ(in_language("sr", "Гордана"), "HORDANA");  // so says the document
  EXPECT_EQ(letters("Гордана", {"sr", false, {"Г=G"}}), "GORDANA");
  for (const char* bad : {"UK", "u", "ukrainian", "uk-UA", "\xFF\xFF"}) {
    EXPECT_EQ(transliterate_name("A", {bad, false, {}}).error().code, ErrorCode::invalid_argument);
  }
}

// Doc 9303-3 section 6, table C and annex B.5; where the document's own lines do not compute, those that its table
// gives.
TEST(Transliteration, FollowsTableC) {
  EXPECT_EQ(letters("محمد"), "MXHMD");
  EXPECT_EQ(letters("ابو بكر محمد بن زكريا الرازي"), "ABW<BKR<MXHMD<BN<ZKRYA<ALRAZY");
  EXPECT_EQ(letters("هاري الشماع"), "HARY<ALXSHMAE");
  EXPECT_EQ(letters("سمير بادمكدوذيل"), "SMYR<BADMKDWXDHYL");
  EXPECT_EQ(letters("جمال عبد الناصر"), "JMAL<EBD<ALNAXSSR");
  EXPECT_EQ(letters("العباس عبد الله بن محمد السفاح"), "ALEBAS<EBD<ALLH<BN<MXHMD<ALSFAXH");
  EXPECT_EQ(letters("عبد العزيز بن متعب"), "EBD<ALEZYZ<BN<MTEB");
  EXPECT_EQ(letters("عزّ الدين"), "EZZ<ALDYN");
  EXPECT_EQ(letters("إسماعيل"), "ISMAEYL");
  EXPECT_EQ(letters("نعيمة جميلة"), "NEYMXAH<JMYLXAH");
}

TEST(Transliteration, KnowsTheContextOfArabicLetters) {
  EXPECT_EQ(letters("عبّاس"), "EBBAS");              // shadda repeats
  EXPECT_EQ(letters("فضّة"), "FXDZXDZXAH");          // the whole code
  EXPECT_EQ(letters("عب\u064E\u0651اس"), "EBBAS");  // with a vowel sign, in either order
  EXPECT_EQ(letters("عب\u0651\u064Eاس"), "EBBAS");
  EXPECT_EQ(letters("فاطمة"), "FAXTTMXAH");  // teh marbuta at the end of a component
  EXPECT_EQ(letters("فاطمة الزهراء"), "FAXTTMXAH<ALZHRAXE");
  EXPECT_EQ(letters("ةا"), "XTAA");
  EXPECT_EQ(letters("فاطمة\u200F"), "FAXTTMXAH");
  EXPECT_EQ(letters("مـحـمـد"), "MXHMD");  // tatweel
  EXPECT_EQ(letters("مُحَمَّد"), "MXHMMD");
  EXPECT_FALSE(transliterate_name("\u0651محمد"));  // a shadda on nothing
  EXPECT_FALSE(transliterate_name("A\u0651"));
  EXPECT_EQ(letters("علی"), "ELXYA");
  EXPECT_EQ(letters("علی", {"", false, {"ی=Y"}}), "ELY");
}

TEST(Transliteration, WritesSeveralScripts) {
  const auto written = [](std::string_view name) { return transliterate_name(name).value(); };
  EXPECT_EQ(written("Müller Жуков محمد").letters, "MUELLER<ZHUKOV<MXHMD");
  EXPECT_FALSE(written("Müller Жуков محمد").mixed_scripts);
  EXPECT_TRUE(written("\u041Fetrov").mixed_scripts);  // a Cyrillic П
  EXPECT_TRUE(written("Жук\u006Fв").mixed_scripts);   // a Latin o
}

TEST(Transliteration, LetsTheIssuerChooseAlternatives) {
  const auto chosen = [](std::string_view name, std::vector<std::string> alternatives) {
    return letters(name, {"", false, std::move(alternatives)});
  };
  EXPECT_EQ(chosen("Müller", {"Ü=U"}), "MULLER");
  EXPECT_EQ(chosen("Müller", {"ü=UXX"}), "MUXXLLER");
  EXPECT_EQ(chosen("Müller", {"u\u0308=UE"}), "MUELLER");
  EXPECT_EQ(chosen("Cañon Térèsa", {"Ñ=NXX"}), "CANXXON<TERESA");  // the document's example
  EXPECT_EQ(chosen("ÄÖÅ", {"Ä=A", "Ö=O", "Å=A"}), "AOA");
  for (const char* bad : {"", "=", "Ü", "Ü=", "Ü=X", "Ü=UEX", "Ü=U|UXX", "É=EE", "UU=U", "A=A", "Ω=O"}) {
    EXPECT_EQ(transliterate_name("A", {"", false, {bad}}).error().code, ErrorCode::invalid_argument) << bad;
  }
  EXPECT_EQ(chosen("A", {"Ü=X"}), "the alternative 'Ü=X': Doc 9303-3 section 6 does not permit this value");
}

TEST(Transliteration, TreatsPunctuation) {
  EXPECT_EQ(letters("A\u2019B\u02BCC`D"), "ABCD");
  EXPECT_EQ(letters("A\u2010B\u2013C\u00A0D\tE"), "A<B<C<D<E");
  EXPECT_EQ(letters("  A -- B  "), "A<B");
  EXPECT_EQ(letters("A (B) C/D\u00B7E"), "A<B<CDE");
  EXPECT_EQ(letters(""), "");
  EXPECT_EQ(letters("-"), "");
  EXPECT_EQ(letters("."), "");
  EXPECT_EQ(letters("D'ARTAGNAN"), "DARTAGNAN");
  EXPECT_EQ(letters("MARIE-ELISE"), "MARIE<ELISE");
  EXPECT_EQ(letters("ANNA, MARIA"), "ANNA<MARIA");
  EXPECT_EQ(letters("J. R."), "J<R");
}

TEST(Transliteration, NamesTheCharacterItCannotWrite) {
  const auto message = [](std::string_view name) { return transliterate_name(name).error().message; };
  EXPECT_EQ(
      message("Ιωάννης"),
      "the character 'Ι' (U+0399 GREEK CAPITAL LETTER IOTA) has no transliteration in Doc 9303-3 tables A, B and C");
  EXPECT_NE(message("Aλ").find("'λ' (U+03BB GREEK SMALL LETTER LAMDA)"), std::string::npos);  // as it was typed
  EXPECT_NE(message("נתן").find("HEBREW"), std::string::npos);
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

struct Row {
  char32_t code = 0;
  std::string character, name, value, conditions, language;
};

std::vector<Row> rows_of(const std::string& table) {
  std::ifstream file(ENROLKIT_SOURCE "/encoders/mrz/transliteration/" + table + ".csv");
  std::vector<Row> rows;
  for (std::string line; std::getline(file, line);) {
    if (!line.starts_with("U+")) continue;
    std::istringstream fields(line);
    std::string code;
    Row row;
    for (std::string* field : {&code, &row.character, &row.name, &row.value, &row.conditions, &row.language}) {
      std::getline(fields, *field, ',');
    }
    row.code = static_cast<char32_t>(std::stoul(code.substr(2), nullptr, 16));
    rows.push_back(row);
  }
  return rows;
}

// What ICU makes of a text.
std::string converted(const std::string& text, const std::function<int32_t(const UChar*, UChar*, UErrorCode*)>& by) {
  std::u16string from(64, u'\0');
  std::u16string to(64, u'\0');
  std::string utf8(256, '\0');
  UErrorCode error = U_ZERO_ERROR;
  int32_t size = 0;
  u_strFromUTF8(from.data(), 64, nullptr, text.c_str(), -1, &error);
  by(from.data(), to.data(), &error);
  u_strToUTF8(utf8.data(), 256, &size, to.data(), -1, &error);
  EXPECT_TRUE(U_SUCCESS(error));
  utf8.resize(static_cast<std::size_t>(size));
  return utf8;
}

std::string lower_case(const std::string& text) {
  return converted(
      text, [](const UChar* from, UChar* to, UErrorCode* error) { return u_strToLower(to, 64, from, -1, "", error); });
}

std::string decomposed(const std::string& text) {
  return converted(text, [](const UChar* from, UChar* to, UErrorCode* error) {
    return unorm2_normalize(unorm2_getNFDInstance(error), from, -1, to, 64, error);
  });
}

TEST(TransliterationTables, NameTheirCharactersAsUnicodeDoes) {
  std::size_t rows = 0;
  for (const char* table : {"latin", "cyrillic", "arabic", "suggested"}) {
    for (const Row& row : rows_of(table)) {
      char name[128];
      UErrorCode error = U_ZERO_ERROR;
      u_charName(static_cast<UChar32>(row.code), U_UNICODE_CHAR_NAME, name, sizeof name, &error);
      EXPECT_EQ(row.name, name);
      EXPECT_EQ(row.value.find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZ"), std::string::npos) << row.name;
      EXPECT_TRUE(!row.value.empty() || row.conditions == "omit" || row.conditions == "double_previous") << row.name;
      ++rows;
    }
  }
  EXPECT_EQ(rows, 95U + 69U + 82U + 29U);  // as many as the document has, and the suggestions
}

// Composed, taken apart and in lower case a letter is the same.
TEST(TransliterationTables, EveryRowIsWritten) {
  for (const char* table : {"latin", "cyrillic", "arabic", "suggested"}) {
    const std::vector<Row> rows = rows_of(table);
    for (const Row& row : rows) {
      TransliterationOptions options;
      if (row.language != "*") options.language = row.language;
      options.suggestions = std::string_view(table) == "suggested";
      const bool mark = row.conditions == "double_previous";
      const std::size_t end = row.conditions.find("component_end:");
      const std::string value = mark ? "" : end == 0 ? row.conditions.substr(14) : row.value;
      const std::string before = mark ? "ب" : row.conditions == "initial" ? "А-" : "";
      const std::string expected = mark ? "BB" : row.conditions == "initial" ? "A<" + value : value;
      EXPECT_EQ(letters(before + row.character, options), expected) << row.name;
      if (row.code == 0x138 || row.code == 0x149 || row.code == 0x1E9E) continue;  // no pairs of capital and small
      EXPECT_EQ(letters(before + lower_case(row.character), options), expected) << row.name;
      EXPECT_EQ(letters(before + decomposed(row.character), options), expected) << row.name;
    }
  }
}

// Where the document names no other value, a Latin letter is its base letter.
TEST(TransliterationTables, LatinLettersStartWithTheirBase) {
  for (const Row& row : rows_of("latin")) {
    const std::string base = decomposed(row.character);
    if (static_cast<unsigned char>(base[0]) < 0x80) {
      EXPECT_EQ(row.value[0], base[0]) << row.name;
    }
  }
}

}  // namespace
}  // namespace enrolkit
