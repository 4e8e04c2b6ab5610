// SPDX-License-Identifier: Apache-2.0
#include "encoders/mrz/transliteration_table.hpp"

#include <algorithm>
#include <charconv>
#include <cstdint>
#include <utility>

#include "encoders/mrz/csv_rows.hpp"

namespace enrolkit {

std::span<const std::pair<std::string_view, std::string_view>> transliteration_tables();  // embedded by the build

namespace mrz {
namespace {

void read_condition(std::string_view condition, TransliterationRow& row) {
  constexpr std::string_view kAlternatives = "alt:";
  constexpr std::string_view kComponentEnd = "component_end:";
  if (condition.starts_with(kAlternatives)) row.alternatives = condition.substr(kAlternatives.size());
  if (condition.starts_with(kComponentEnd)) row.component_end = condition.substr(kComponentEnd.size());
  if (condition == "initial") row.initial = true;
  if (condition == "double_previous") row.doubles_previous = true;
}

bool before(const TransliterationRow& a, const TransliterationRow& b) { return a.character < b.character; }

}  // namespace

bool TransliterationRow::permits(std::string_view written) const {
  if (written == value) return true;
  for (std::string_view rest = alternatives; !rest.empty();) {
    const std::string_view one = rest.substr(0, rest.find('|'));
    if (one == written) return true;
    rest.remove_prefix(std::min(one.size() + 1, rest.size()));
  }
  return false;
}

TransliterationTable::TransliterationTable(std::initializer_list<std::string_view> files) {
  for (const std::string_view file : files) {
    for (const auto& [name, text] : transliteration_tables()) {
      if (name == file) add(text);
    }
  }
  std::stable_sort(rows_.begin(), rows_.end(), before);
}

void TransliterationTable::add(std::string_view csv) {
  for_each_row<6>(csv, [this](const std::array<std::string_view, 6>& fields) {
    TransliterationRow row;
    std::uint32_t code = 0;
    std::from_chars(fields[0].data() + 2, fields[0].data() + fields[0].size(), code, 16);  // "U+00C4"
    row.character = code;
    row.value = fields[3];
    row.language = fields[5];
    for (std::string_view rest = fields[4]; !rest.empty();) {
      const std::string_view condition = rest.substr(0, rest.find(';'));
      read_condition(condition, row);
      rest.remove_prefix(std::min(condition.size() + 1, rest.size()));
    }
    rows_.push_back(row);
  });
}

std::span<const TransliterationRow> TransliterationTable::rows_of(char32_t character) const {
  TransliterationRow wanted;
  wanted.character = character;
  const auto [first, last] = std::equal_range(rows_.begin(), rows_.end(), wanted, before);
  return {first, last};
}

const TransliterationRow* TransliterationTable::find(char32_t character, std::string_view language,
                                                     bool initial) const {
  const TransliterationRow* found = nullptr;
  for (const TransliterationRow& row : rows_of(character)) {
    if (row.initial && !initial) continue;
    if (row.language == language) return &row;
    if (row.language == "*") found = &row;
  }
  return found;
}

const TransliterationTable& TransliterationTable::document() {
  static const TransliterationTable table{"latin", "cyrillic", "arabic"};
  return table;
}

const TransliterationTable& TransliterationTable::suggestions() {
  static const TransliterationTable table{"suggested"};
  return table;
}

}  // namespace mrz
}  // namespace enrolkit
