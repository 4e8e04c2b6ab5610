// SPDX-License-Identifier: Apache-2.0
// Names and zones that nobody should send: whatever comes in, a field that comes out is a legal one.
#include <gtest/gtest.h>

#include <algorithm>
#include <random>
#include <sstream>

#include "enrolkit/mrz.hpp"
#include "enrolkit/state_code.hpp"

namespace enrolkit {
namespace {

constexpr int kRandomNames = 100'000;
constexpr MrzSize kSizes[] = {MrzSize::td1, MrzSize::td2, MrzSize::td3};
constexpr NameShortening kWays[] = {NameShortening::cut, NameShortening::initials, NameShortening::fixed};

std::string utf8(char32_t c) {
  std::string text;
  if (c < 0x80) {
    text += static_cast<char>(c);
  } else if (c < 0x800) {
    text += {static_cast<char>(0xC0 | (c >> 6)), static_cast<char>(0x80 | (c & 0x3F))};
  } else if (c < 0x10000) {
    text += {static_cast<char>(0xE0 | (c >> 12)), static_cast<char>(0x80 | ((c >> 6) & 0x3F)),
             static_cast<char>(0x80 | (c & 0x3F))};
  } else {
    text += {static_cast<char>(0xF0 | (c >> 18)), static_cast<char>(0x80 | ((c >> 12) & 0x3F)),
             static_cast<char>(0x80 | ((c >> 6) & 0x3F)), static_cast<char>(0x80 | (c & 0x3F))};
  }
  return text;
}

class Random {
 public:
  std::size_t below(std::size_t limit) { return engine_() % limit; }
  bool once_in(std::size_t times) { return below(times) == 0; }
  char one_of(std::string_view characters) { return characters[below(characters.size())]; }

  std::string text(std::string_view characters, std::size_t size) {
    std::string made(size, '<');
    for (char& c : made) c = one_of(characters);
    return made;
  }

  // Mostly what people have for a name: a script, components of many lengths, punctuation; now and then anything.
  std::string name() {
    std::string made;
    const std::size_t script = below(4);
    for (std::size_t component = 0, count = below(6); component <= count; ++component) {
      if (!made.empty()) made += kBetween[below(std::size(kBetween))];
      for (std::size_t i = 0, letters = once_in(8) ? 1 : below(once_in(5) ? 40 : 12); i < letters; ++i) {
        made += utf8(letter(script));
      }
    }
    if (once_in(40)) made.insert(below(made.size() + 1), utf8(static_cast<char32_t>(below(0x110000))));
    if (once_in(100)) made.insert(below(made.size() + 1), 1, static_cast<char>(below(256)));
    return made;
  }

 private:
  static constexpr const char* kBetween[] = {" ", "-", "'", "’ ", ". ", ", ", "  ", "\u00A0", " (", "\u200F", "/"};

  char32_t letter(std::size_t script) {
    switch (script) {
      case 0:
        return static_cast<char32_t>(once_in(2) ? 'a' + below(26) : 'A' + below(26));
      case 1:
        return static_cast<char32_t>(0xC0 + below(0xC0));
      case 2:
        return static_cast<char32_t>(0x401 + below(0x4F));
      default:
        return static_cast<char32_t>(0x621 + below(0x32));
    }
  }

  std::mt19937 engine_{20261122};  // NOLINT(cert-msc32-c,cert-msc51-cpp): the same names in each run
};

std::vector<std::string> words_of(const std::string& part, char between) {
  std::vector<std::string> words;
  std::istringstream stream(part);
  for (std::string word; std::getline(stream, word, between);) words.push_back(word);
  return words;
}

// The words that are shown are the beginnings of the first words, or of all.
bool shortens(const std::string& shown, const std::string& whole) {
  const auto shown_words = words_of(shown, ' ');
  const auto words = words_of(whole, '<');
  return shown_words.size() <= words.size() &&
         std::equal(shown_words.begin(), shown_words.end(), words.begin(),
                    [](const std::string& a, const std::string& b) { return !a.empty() && b.starts_with(a); });
}

bool only_initials(const ParsedMrz& mrz) {
  const auto words = words_of(mrz.surname + " " + mrz.given_names, ' ');
  return std::all_of(words.begin(), words.end(), [](const std::string& word) { return word.size() == 1; });
}

std::string spaced(std::string letters) {
  std::replace(letters.begin(), letters.end(), '<', ' ');
  return letters;
}

MrzFields random_fields(Random& random) {
  constexpr std::string_view kCharacters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";
  constexpr const char* kStates[] = {"BEL", "D", "UTO", "FRA", "UNO", "GBD", "RKS"};
  MrzFields fields;
  fields.size = kSizes[random.below(3)];
  const bool passport = fields.size == MrzSize::td3;
  fields.document_code = passport ? "PP" : "ID";
  fields.issuing_state = kStates[random.below(std::size(kStates))];
  fields.nationality = random.once_in(9) ? "XXA" : kStates[random.below(std::size(kStates))];
  const std::size_t longest = passport ? 9 : fields.size == MrzSize::td1 ? 22 : 14;
  fields.document_number = random.text(kCharacters, 1 + random.below(longest));
  const std::size_t taken = fields.document_number.size() > 9 ? fields.document_number.size() - 9 + 2 : 0;
  const std::size_t room = (passport ? 14 : fields.size == MrzSize::td1 ? 15 : 7) - taken;
  fields.optional_data = random.text(kCharacters, random.below(room + 1));
  if (fields.size == MrzSize::td1) fields.optional_data_2 = random.text(kCharacters, random.below(12));
  fields.birth_date.year = 1900 + static_cast<int>(random.below(100));
  if (!random.once_in(9)) fields.birth_date.month = 1 + static_cast<unsigned>(random.below(12));
  if (!random.once_in(9)) fields.birth_date.day = 1 + static_cast<unsigned>(random.below(28));
  fields.expiry_date = add_months(parse_date("2026-11-22").value(), static_cast<int>(random.below(120)));
  fields.sex = random.once_in(3) ? Sex::female : random.once_in(2) ? Sex::male : Sex::unspecified;
  fields.shortening = kWays[random.below(3)];
  fields.transliteration.suggestions = random.once_in(2);
  if (random.once_in(2)) fields.transliteration.language = random.once_in(2) ? "uk" : "sr";
  return fields;
}

void check_zone(const MrzFields& fields, const Mrz& mrz) {
  const auto parsed = parse_mrz(mrz.joined());
  ASSERT_TRUE(parsed) << parsed.error().message;
  ASSERT_TRUE(parsed->conforms()) << mrz.joined() << (parsed->remarks.empty() ? "" : parsed->remarks[0].message);
  ASSERT_EQ(parsed->document_code, fields.document_code);
  ASSERT_EQ(parsed->issuing_state, fields.issuing_state);
  ASSERT_EQ(parsed->nationality, fields.nationality);
  ASSERT_EQ(parsed->document_number, fields.document_number);
  ASSERT_EQ(parsed->optional_data, fields.optional_data);
  ASSERT_EQ(parsed->optional_data_2, fields.optional_data_2);
  ASSERT_EQ(parsed->sex, fields.sex);
  std::string surname = transliterate_name(fields.surname, fields.transliteration).value().letters;
  std::string given_names = transliterate_name(fields.given_names, fields.transliteration).value().letters;
  if (surname.empty()) surname.swap(given_names);
  if (!mrz.name_truncated) {
    ASSERT_EQ(parsed->surname, spaced(surname));
    ASSERT_EQ(parsed->given_names, spaced(given_names));
    return;
  }
  ASSERT_TRUE(parsed->name_may_be_truncated || only_initials(*parsed)) << mrz.joined();
  ASSERT_TRUE(shortens(parsed->surname, surname)) << mrz.joined() << " of " << surname;
  ASSERT_TRUE(shortens(parsed->given_names, given_names)) << mrz.joined() << " of " << given_names;
  ASSERT_EQ(parsed->given_names.empty(), given_names.empty());
}

TEST(MrzHostile, RandomNamesGiveLegalZonesThatReadBack) {
  Random random;
  int composed = 0;
  int truncated = 0;
  for (int i = 0; i < kRandomNames; ++i) {
    MrzFields fields = random_fields(random);
    fields.surname = random.name();
    if (!random.once_in(10)) fields.given_names = random.name();
    const auto mrz = compose_mrz(fields);
    if (!mrz) {
      ASSERT_FALSE(mrz.error().message.empty());
      ASSERT_EQ(mrz.error().message.find('\n'), std::string::npos);
      continue;
    }
    ++composed;
    truncated += mrz->name_truncated ? 1 : 0;
    check_zone(fields, *mrz);
    if (HasFatalFailure()) FAIL() << fields.surname << ", " << fields.given_names;
  }
  EXPECT_GT(composed, kRandomNames / 4);
  EXPECT_GT(truncated, kRandomNames / 20);
}

TEST(MrzHostile, RandomBytesAreNoName) {
  Random random;
  for (int i = 0; i < 20'000; ++i) {
    std::string bytes(random.below(24), ' ');
    for (char& c : bytes) c = static_cast<char>(random.below(256));
    const auto name = transliterate_name(bytes, {"uk", true, {}});
    if (!name) continue;
    for (const char c : name->letters) ASSERT_TRUE(c == '<' || (c >= 'A' && c <= 'Z'));
  }
}

TEST(MrzHostile, EveryCharacterIsWrittenOrNamed) {
  const std::string_view letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ<";
  for (char32_t c = 0; c <= 0x10FFFF; c += c < 0x20000 ? 1 : 0x101) {
    if (c >= 0xD800 && c <= 0xDFFF) continue;
    for (const bool suggestions : {false, true}) {
      const auto name = transliterate_name("A" + utf8(c), {"", suggestions, {}});
      if (name) {
        ASSERT_EQ(name->letters.find_first_not_of(letters), std::string::npos) << static_cast<unsigned>(c);
      } else {
        ASSERT_EQ(name.error().code, ErrorCode::unsupported);
        ASSERT_NE(name.error().message.find("(U+"), std::string::npos);
        ASSERT_EQ(name.error().message.find_first_of("\r\n"), std::string::npos);
      }
    }
  }
}

TEST(MrzHostile, NamesWithTricksAreRefused) {
  for (const char* bad : {"\xED\xA0\x80", "\xED\xB0\x80", "\xED\xA0\xBD\xED\xB8\x80", "\xC0\x80", "\xFE", "A\x80"}) {
    EXPECT_EQ(transliterate_name(bad).error().code, ErrorCode::malformed);
  }
  for (const char* bad : {"A\u0001", "A\u007F", "A\u0085", "A\u2028", "A\uFEFF", "A\u00AD", "A\U0001F600", "A\uFFFD",
                          "A\u200B", "A\U000E0041", "A\uE000", "A\uFFFE"}) {
    EXPECT_EQ(transliterate_name(bad, {"", true, {}}).error().code, ErrorCode::unsupported) << bad;
  }
  EXPECT_EQ(transliterate_name("A\u202E\u2066B\u2069\u202C").value().letters, "AB");
  EXPECT_EQ(transliterate_name(std::string(64 << 10, 'A')).error().code, ErrorCode::too_large);
  std::string marks = "A";  // a letter under five hundred marks
  for (int i = 0; i < 500; ++i) marks += "\u0301";
  EXPECT_EQ(transliterate_name(marks, {"", true, {}}).value().letters, "A");
  std::string ligatures;  // U+FDFA stands for eighteen characters
  for (std::size_t i = 0; i < kMaxNameBytes / 3; ++i) ligatures += "\uFDFA";
  EXPECT_TRUE(transliterate_name(ligatures));
}

TEST(MrzHostile, BrokenZonesAreReadOrRefused) {
  const std::string zones[] = {
      "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<L898902C36UTO7408122F1204159ZE184226B<<<<<10",
      "I<UTOD23145890<7349<<<<<<<<<<<3407127M9507122UTO<<<<<<<<<<<2STEVENSON<<PETER<JOHN<<<<<<<<<",
      "I<UTOSTEVENSON<<PETER<JOHN<<<<<<<<<<D23145890<UTO3407127M95071227349<<<8"};
  for (const std::string& zone : zones) {
    for (std::size_t size = 0; size < zone.size(); ++size)
      EXPECT_FALSE(parse_mrz(zone.substr(0, size)).has_value() && size != 72 && size != 88);
    for (std::size_t at = 0; at < zone.size(); ++at) {
      for (int c = 0; c < 256; ++c) {
        std::string changed = zone;
        changed[at] = static_cast<char>(c);
        const auto parsed = parse_mrz(changed);
        if (!parsed) continue;
        for (const MrzCheckDigit& digit : parsed->check_digits) ASSERT_EQ(digit.right, digit.reason.empty());
      }
    }
  }
  Random random;
  for (int i = 0; i < 30'000; ++i) {
    constexpr std::size_t kLengths[] = {90, 72, 88};
    const auto parsed = parse_mrz(random.text(random.once_in(2) ? "ABIOVX019<" : "<", 1) +
                                  random.text("ABCDIOPX0123456789<<<<<<", kLengths[random.below(3)] - 1));
    if (parsed) {
      ASSERT_GE(parsed->check_digits.size(), 4U);
    }
  }
}

}  // namespace
}  // namespace enrolkit
