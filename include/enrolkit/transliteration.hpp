// SPDX-License-Identifier: Apache-2.0
// Names in the letters of a machine readable zone: ICAO Doc 9303-3 sections 4.6 and 6 (tables A Latin, B Cyrillic and
// C Arabic). All functions may be called from any thread.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "enrolkit/result.hpp"

#pragma GCC visibility push(default)
namespace enrolkit {

inline constexpr std::size_t kMaxNameBytes = 1024;  // far above any legal name; bounds the work

// The document recommends; each issuing State chooses once and keeps to it.
struct TransliterationOptions {
  // ISO 639 code of the language, which decides on Cyrillic letters: be, uk, sr, mk and bg have rows of their own in
  // table B. Empty and every other language: the rows for all.
  std::string language;

  // Characters that no table of the document has are written as encoders/mrz/transliteration/suggested.csv has them,
  // and without their diacritics. Otherwise they are refused. The result names each of them.
  bool suggestions = false;

  // "Ä=A", "Ñ=NXX": another value that the tables permit instead of their first.
  std::vector<std::string> alternatives;
};

struct TransliteratedName {
  std::string letters;              // A-Z, components separated by one '<'; empty without any letter ("-")
  std::vector<char32_t> suggested;  // upper-case characters written by suggestion, each once
  bool mixed_scripts = false;       // one component has letters of two scripts: perhaps typed on two keyboards
};

// "Müller-Lüdenscheidt" -> "MUELLER<LUEDENSCHEIDT", "D'Hondt" -> "DHONDT", "محمد" -> "MXHMD". `name` is UTF-8 in upper
// or lower case, composed or not. Spaces, hyphens and commas become one '<'; other punctuation is dropped; so are the
// marks that steer the direction of text. Titles are the caller's to leave out. Errors: malformed (no UTF-8), too_large
// (over kMaxNameBytes), unsupported (names the character that has no transliteration: code point and Unicode name),
// invalid_argument (a language or alternative that is none).
[[nodiscard]] Result<TransliteratedName> transliterate_name(std::string_view name,
                                                            const TransliterationOptions& options = {});

// "'Ș' (U+0218 LATIN CAPITAL LETTER S WITH COMMA BELOW)": for people.
[[nodiscard]] std::string describe_character(char32_t character);

}  // namespace enrolkit
#pragma GCC visibility pop
