// SPDX-License-Identifier: Apache-2.0
// A name as ICU normalises it, and the kinds of its characters.
#pragma once

#include <string>
#include <string_view>

#include "enrolkit/result.hpp"

namespace enrolkit::mrz {

// UTF-16 in upper case and normalisation form C; the presentation forms of Arabic letters are the letters.
// Errors: malformed (no UTF-8), too_large (over kMaxNameBytes), internal.
[[nodiscard]] Result<std::u16string> normalised_name(std::string_view utf8);

// The first character of `utf8` that becomes `character` when normalised: as somebody typed it.
[[nodiscard]] char32_t as_typed(std::string_view utf8, char32_t character);

[[nodiscard]] bool is_separator(char32_t c);  // written as one filler: space, hyphen, comma
[[nodiscard]] bool is_silent(char32_t c);     // apostrophes, punctuation and marks of direction: nothing is written
[[nodiscard]] bool is_combining_mark(char32_t c);
[[nodiscard]] bool is_number(char32_t c);

// The character without its diacritics, as far as Unicode takes one of them off; 0 when it has none.
[[nodiscard]] char32_t without_diacritic(char32_t c);

// The script as ICU numbers it; 0 for what belongs to no script or to several.
inline constexpr int kArabicScript = 2;
inline constexpr int kLatinScript = 25;
[[nodiscard]] int script_of(char32_t c);

}  // namespace enrolkit::mrz
