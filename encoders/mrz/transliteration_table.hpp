// SPDX-License-Identifier: Apache-2.0
// The transliteration tables of Doc 9303-3 section 6, and the suggestions beside them, read from their CSV files.
#pragma once

#include <array>
#include <span>
#include <string_view>
#include <vector>

namespace enrolkit::mrz {

struct TransliterationRow {
  char32_t character = 0;          // upper case, where it has one
  std::string_view value;          // empty: nothing is written
  std::string_view alternatives;   // other permitted values, separated by '|'
  std::string_view component_end;  // the value at the end of a name component; empty: the same
  std::string_view language;       // "*": for all that have no row of their own
  bool initial = false;            // only for the first letter of a name component
  bool doubles_previous = false;   // writes the letter before it once more

  [[nodiscard]] bool permits(std::string_view written) const;
};

class TransliterationTable {
 public:
  // The named CSV files of encoders/mrz/transliteration.
  explicit TransliterationTable(std::initializer_list<std::string_view> files);

  // The row of the language and place, else the row for all; nullptr without any.
  [[nodiscard]] const TransliterationRow* find(char32_t character, std::string_view language, bool initial) const;
  [[nodiscard]] std::span<const TransliterationRow> rows_of(char32_t character) const;

  static const TransliterationTable& document();     // tables A, B and C
  static const TransliterationTable& suggestions();  // of no standard

 private:
  void add(std::string_view csv);
  std::vector<TransliterationRow> rows_;  // in the order of their characters
};

}  // namespace enrolkit::mrz
