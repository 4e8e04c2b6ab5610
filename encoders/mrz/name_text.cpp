// SPDX-License-Identifier: Apache-2.0
#include "encoders/mrz/name_text.hpp"

#include <unicode/uchar.h>
#include <unicode/unorm2.h>
#include <unicode/uscript.h>
#include <unicode/ustring.h>
#include <unicode/utf16.h>

#include <algorithm>
#include <array>
#include <cstdio>

#include "enrolkit/transliteration.hpp"

namespace enrolkit {
namespace mrz {
namespace {

static_assert(kArabicScript == USCRIPT_ARABIC && kLatinScript == USCRIPT_LATIN);

// Upper-casing and normalisation form C each make at most three units of one (Unicode SpecialCasing, UAX 15).
constexpr std::size_t kMostGrowth = 3;

int32_t length(std::u16string_view text) { return static_cast<int32_t>(text.size()); }

Error failed(UErrorCode error) {
  return Error{ErrorCode::internal, "the name cannot be normalised: " + std::string(u_errorName(error))};
}

Result<std::u16string> utf16_of(std::string_view utf8) {
  if (utf8.size() > kMaxNameBytes) {
    return Error{ErrorCode::too_large, "the name has " + std::to_string(utf8.size()) + " bytes, at most " +
                                           std::to_string(kMaxNameBytes) + " are read"};
  }
  std::u16string text(utf8.size(), u'\0');
  int32_t size = 0;
  UErrorCode error = U_ZERO_ERROR;
  u_strFromUTF8(text.data(), length(text), &size, utf8.data(), static_cast<int32_t>(utf8.size()), &error);
  if (U_FAILURE(error)) return Error{ErrorCode::malformed, "the name is not valid UTF-8"};
  text.resize(static_cast<std::size_t>(size));
  return text;
}

bool is_arabic_presentation_form(char16_t c) { return (c >= 0xFB50 && c <= 0xFDFF) || (c >= 0xFE70 && c <= 0xFEFF); }

// Fonts of old wrote each shape of a letter as a character of its own; only these are replaced by what they stand for.
Status replace_presentation_forms(std::u16string& text) {
  if (std::none_of(text.begin(), text.end(), is_arabic_presentation_form)) return {};
  UErrorCode error = U_ZERO_ERROR;
  const UNormalizer2* nfkc = unorm2_getNFKCInstance(&error);
  if (U_FAILURE(error)) return failed(error);
  std::u16string letters;
  for (const char16_t c : text) {
    std::array<char16_t, 20> parts{};  // the longest, U+FDFA, stands for 18
    const int32_t size =
        is_arabic_presentation_form(c)
            ? unorm2_getDecomposition(nfkc, c, parts.data(), static_cast<int32_t>(parts.size()), &error)
            : -1;
    if (U_FAILURE(error)) return failed(error);
    if (size < 0) {
      letters += c;
    } else {
      letters.append(parts.data(), static_cast<std::size_t>(size));
    }
  }
  text = std::move(letters);
  return {};
}

Result<std::u16string> upper_composed(std::u16string_view text) {
  std::u16string upper(text.size() * kMostGrowth, u'\0');
  UErrorCode error = U_ZERO_ERROR;
  const int32_t upper_size = u_strToUpper(upper.data(), length(upper), text.data(), length(text), "", &error);
  if (U_FAILURE(error)) return failed(error);
  upper.resize(static_cast<std::size_t>(upper_size));
  const UNormalizer2* nfc = unorm2_getNFCInstance(&error);
  if (U_SUCCESS(error) && unorm2_quickCheck(nfc, upper.data(), upper_size, &error) == UNORM_YES) return upper;
  std::u16string composed(upper.size() * kMostGrowth, u'\0');
  const int32_t size = unorm2_normalize(nfc, upper.data(), upper_size, composed.data(), length(composed), &error);
  if (U_FAILURE(error)) return failed(error);
  composed.resize(static_cast<std::size_t>(size));
  return composed;
}

bool is_apostrophe(char32_t c) {
  static constexpr std::array<char32_t, 8> kApostrophes = {0x27, 0x2019, 0x2018, 0x2BC, 0x2B9, 0x2BB, 0x60, 0xB4};
  return std::find(kApostrophes.begin(), kApostrophes.end(), c) != kApostrophes.end();
}

bool is_direction_mark(char32_t c) {
  return (c >= 0x200C && c <= 0x200F) || (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069) || c == 0x61C;
}

}  // namespace

Result<std::u16string> normalised_name(std::string_view utf8) {
  Result<std::u16string> text = utf16_of(utf8);
  if (!text) return text;
  if (const Status replaced = replace_presentation_forms(*text); !replaced) return replaced.error();
  return upper_composed(*text);
}

char32_t as_typed(std::string_view utf8, char32_t character) {
  const Result<std::u16string> text = utf16_of(utf8);
  for (int32_t at = 0; text && at < length(*text);) {
    UChar32 typed = 0;
    const int32_t start = at;
    U16_NEXT(text->data(), at, length(*text), typed);
    const auto upper =
        upper_composed(text->substr(static_cast<std::size_t>(start), static_cast<std::size_t>(at - start)));
    if (!upper) continue;
    UChar32 first = 0;
    U16_GET(upper->data(), 0, 0, length(*upper), first);
    if (static_cast<char32_t>(first) == character) return static_cast<char32_t>(typed);
  }
  return character;
}

bool is_separator(char32_t c) {
  constexpr char32_t kArabicComma = 0x60C;
  const auto type = u_charType(static_cast<UChar32>(c));
  return c == '\t' || c == ',' || c == kArabicComma || type == U_SPACE_SEPARATOR || type == U_DASH_PUNCTUATION;
}

bool is_silent(char32_t c) {
  return is_apostrophe(c) || is_direction_mark(c) || (U_GET_GC_MASK(static_cast<UChar32>(c)) & U_GC_P_MASK) != 0;
}

bool is_combining_mark(char32_t c) { return (U_GET_GC_MASK(static_cast<UChar32>(c)) & U_GC_M_MASK) != 0; }

bool is_number(char32_t c) { return u_isdigit(static_cast<UChar32>(c)) != 0; }

char32_t without_diacritic(char32_t c) {
  UErrorCode error = U_ZERO_ERROR;
  const UNormalizer2* nfc = unorm2_getNFCInstance(&error);
  std::array<char16_t, 8> parts{};
  const int32_t size = U_FAILURE(error) ? -1
                                        : unorm2_getRawDecomposition(nfc, static_cast<UChar32>(c), parts.data(),
                                                                     static_cast<int32_t>(parts.size()), &error);
  if (U_FAILURE(error) || size <= 0) return 0;
  int32_t at = 0;
  UChar32 base = 0;
  U16_NEXT(parts.data(), at, size, base);
  while (at < size) {
    UChar32 mark = 0;
    U16_NEXT(parts.data(), at, size, mark);
    if (!is_combining_mark(static_cast<char32_t>(mark))) return 0;
  }
  return static_cast<char32_t>(base);
}

int script_of(char32_t c) {
  UErrorCode error = U_ZERO_ERROR;
  const UScriptCode script = uscript_getScript(static_cast<UChar32>(c), &error);
  return U_FAILURE(error) || script <= USCRIPT_INHERITED ? 0 : static_cast<int>(script);
}

}  // namespace mrz

std::string describe_character(char32_t character) {
  const auto c = static_cast<UChar32>(character);
  char code[16];
  std::snprintf(code, sizeof code, "U+%04X", static_cast<unsigned>(character));
  char name[128] = "";
  UErrorCode error = U_ZERO_ERROR;
  u_charName(c, U_EXTENDED_CHAR_NAME, name, sizeof name, &error);
  std::string shown;
  if (u_isgraph(c) && !mrz::is_combining_mark(character) && !U_IS_SURROGATE(c)) {
    std::array<char, 4> utf8{};
    int32_t size = 0;
    U8_APPEND_UNSAFE(utf8.data(), size, c);
    shown = "'" + std::string(utf8.data(), static_cast<std::size_t>(size)) + "' ";
  }
  return shown + "(" + code + " " + name + ")";
}

}  // namespace enrolkit
