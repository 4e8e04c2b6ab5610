// SPDX-License-Identifier: Apache-2.0
// A name in MRZ letters. The tables are data files; letters in neither are taken apart (Ẁ is W with a grave) and looked
// up again, so that what table A says of Ä also holds for Ǟ.
#include <unicode/uchar.h>
#include <unicode/unorm2.h>
#include <unicode/ustring.h>
#include <unicode/utf16.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdio>
#include <map>
#include <optional>
#include <span>
#include <utility>

#include "enrolkit/mrz.hpp"

namespace enrolkit {

std::span<const std::pair<std::string_view, std::string_view>> transliteration_tables();  // embedded by the build

namespace {

using Table = std::map<UChar32, std::string_view>;

void add_rows(std::string_view text, Table& table) {
  while (!text.empty()) {
    const std::string_view line = text.substr(0, text.find('\n'));
    text.remove_prefix(std::min(line.size() + 1, text.size()));
    if (!line.starts_with("U+")) continue;  // comment or heading
    std::uint32_t code = 0;
    std::from_chars(line.data() + 2, line.data() + line.size(), code, 16);
    std::string_view rest = line.substr(line.find(',') + 1);                    // codepoint
    rest.remove_prefix(rest.find(',') + 1);                                     // character
    table.emplace(static_cast<UChar32>(code), rest.substr(0, rest.find(',')));  // the first table wins
  }
}

const Table& latin_table() {
  static const Table table = [] {
    Table made;
    for (const std::string_view name : {"latin", "latin_extra"}) {
      for (const auto& [file, text] : transliteration_tables()) {
        if (file == name) add_rows(text, made);
      }
    }
    return made;
  }();
  return table;
}

bool contains(std::span<const UChar32> set, UChar32 c) { return std::find(set.begin(), set.end(), c) != set.end(); }

bool is_apostrophe(UChar32 c) {
  static constexpr std::array<UChar32, 8> kApostrophes = {0x27, 0x2019, 0x2018, 0x2BC, 0x2B9, 0x2BB, 0x60, 0xB4};
  return contains(kApostrophes, c);
}

bool is_separator(UChar32 c) {  // written as one filler
  return c == '\t' || c == ',' || u_charType(c) == U_SPACE_SEPARATOR || u_charType(c) == U_DASH_PUNCTUATION;
}

bool is_mark(UChar32 c) { return u_charType(c) == U_NON_SPACING_MARK; }

std::optional<std::string> upper_case_letter(UChar32 c) {
  if (c >= 'A' && c <= 'Z') return std::string(1, static_cast<char>(c));
  if (is_apostrophe(c)) return std::string();  // ŉ in upper case is ʼN
  if (const auto row = latin_table().find(c); row != latin_table().end()) return std::string(row->second);
  UErrorCode error = U_ZERO_ERROR;
  const UNormalizer2* nfc = unorm2_getNFCInstance(&error);
  if (U_FAILURE(error)) return std::nullopt;
  std::array<UChar, 8> parts{};
  const int32_t size = unorm2_getRawDecomposition(nfc, c, parts.data(), static_cast<int32_t>(parts.size()), &error);
  if (U_FAILURE(error) || size <= 0) return std::nullopt;
  int32_t at = 0;
  UChar32 base = 0;
  U16_NEXT(parts.data(), at, size, base);
  while (at < size) {
    UChar32 mark = 0;
    U16_NEXT(parts.data(), at, size, mark);
    if (!is_mark(mark)) return std::nullopt;
  }
  return upper_case_letter(base);
}

std::optional<std::string> letter(UChar32 c) {
  std::array<UChar, 2> source{};
  int32_t size = 0;
  U16_APPEND_UNSAFE(source.data(), size, c);
  std::array<UChar, 8> upper{};  // full case mapping makes at most three characters of one
  UErrorCode error = U_ZERO_ERROR;
  const int32_t upper_size =
      u_strToUpper(upper.data(), static_cast<int32_t>(upper.size()), source.data(), size, "", &error);
  if (U_FAILURE(error)) return std::nullopt;
  std::string letters;
  for (int32_t at = 0; at < upper_size;) {
    UChar32 part = 0;
    U16_NEXT(upper.data(), at, upper_size, part);
    if (is_mark(part) && !letters.empty()) continue;  // ǰ in upper case is J with a combining caron
    const std::optional<std::string> mapped = upper_case_letter(part);
    if (!mapped) return std::nullopt;
    letters += *mapped;
  }
  return letters;
}

Error no_transliteration(UChar32 c) {
  char code[16];
  std::snprintf(code, sizeof code, "U+%04X", static_cast<unsigned>(c));
  char name[128] = "";
  UErrorCode error = U_ZERO_ERROR;
  u_charName(c, U_EXTENDED_CHAR_NAME, name, sizeof name, &error);
  std::string shown;
  if (u_isgraph(c) && !is_mark(c)) {
    std::array<char, 4> utf8{};
    int32_t size = 0;
    U8_APPEND_UNSAFE(utf8.data(), size, c);
    shown = "'" + std::string(utf8.data(), static_cast<std::size_t>(size)) + "' ";
  }
  return Error{ErrorCode::unsupported,
               "the character " + shown + "(" + code + " " + name + ") " +
                   (u_isdigit(c) ? "is not allowed in a name: a legal ordinal is written in Roman numerals"
                                 : "has no transliteration in Doc 9303-3 table A")};
}

// UTF-16 in normalisation form C.
Result<std::u16string> normalised(std::string_view name) {
  if (name.size() > kMaxNameBytes) {
    return Error{ErrorCode::too_large, "the name has " + std::to_string(name.size()) + " bytes, at most " +
                                           std::to_string(kMaxNameBytes) + " are read"};
  }
  std::u16string text(name.size(), u'\0');
  int32_t size = 0;
  UErrorCode error = U_ZERO_ERROR;
  u_strFromUTF8(text.data(), static_cast<int32_t>(text.size()), &size, name.data(), static_cast<int32_t>(name.size()),
                &error);
  if (U_FAILURE(error)) return Error{ErrorCode::malformed, "the name is not valid UTF-8"};
  text.resize(static_cast<std::size_t>(size));
  const UNormalizer2* nfc = unorm2_getNFCInstance(&error);
  std::u16string normal(text.size() * 3, u'\0');  // NFC expands UTF-16 at most threefold (UAX 15)
  const int32_t normal_size =
      unorm2_normalize(nfc, text.data(), size, normal.data(), static_cast<int32_t>(normal.size()), &error);
  if (U_FAILURE(error))
    return Error{ErrorCode::internal, "the name cannot be normalised: " + std::string(u_errorName(error))};
  normal.resize(static_cast<std::size_t>(normal_size));
  return normal;
}

}  // namespace

Result<std::string> transliterate_name(std::string_view name) {
  const Result<std::u16string> text = normalised(name);
  if (!text) return text.error();
  std::string result;
  bool after_letter = false;  // where a mark that fits no composed letter may be left out
  const auto size = static_cast<int32_t>(text->size());
  for (int32_t at = 0; at < size;) {
    UChar32 c = 0;
    U16_NEXT(text->data(), at, size, c);
    if (is_separator(c)) {
      if (!result.empty() && result.back() != '<') result += '<';
      after_letter = false;
    } else if (is_apostrophe(c) || (U_GET_GC_MASK(c) & U_GC_P_MASK) != 0) {
      after_letter = false;
    } else if (!is_mark(c) || !after_letter) {
      const std::optional<std::string> letters = u_isalpha(c) ? letter(c) : std::nullopt;
      if (!letters) return no_transliteration(c);
      result += *letters;
      after_letter = true;
    }
  }
  if (!result.empty() && result.back() == '<') result.pop_back();
  return result;
}

}  // namespace enrolkit
