// SPDX-License-Identifier: Apache-2.0
// Where the fields of a machine readable zone lie: Doc 9303-4 section 4.2 (TD3), 9303-5 (TD1), 9303-6 (TD2). Positions
// count from 0 in the joined lines.
#pragma once

#include <array>
#include <cstddef>
#include <string>
#include <string_view>

#include "enrolkit/mrz.hpp"

namespace enrolkit::mrz {

struct Field {
  std::size_t start = 0;
  std::size_t size = 0;

  [[nodiscard]] constexpr std::size_t end() const { return start + size; }  // where its check digit stands, if any
  [[nodiscard]] std::string_view of(std::string_view joined) const { return joined.substr(start, size); }
};

struct Layout {
  MrzSize size;
  std::size_t lines;
  std::size_t line_length;
  Field document_code;
  Field issuing_state;
  Field name;
  Field document_number;
  Field nationality;
  Field birth_date;
  Field sex;
  Field expiry_date;
  Field optional_data;    // TD3: the personal number, with a check digit
  Field optional_data_2;  // TD1 only
  std::size_t composite_digit;
  std::array<Field, 4> composite;  // what its digit runs over, one after the other

  [[nodiscard]] constexpr std::size_t characters() const { return lines * line_length; }
  [[nodiscard]] constexpr std::size_t line_of(std::size_t position) const { return position / line_length + 1; }
  [[nodiscard]] constexpr std::size_t column_of(std::size_t position) const { return position % line_length + 1; }
  [[nodiscard]] constexpr bool has_personal_number() const { return size == MrzSize::td3; }
  [[nodiscard]] constexpr bool has_long_numbers() const { return size != MrzSize::td3; }
  // What follows the first 9 of a long number also holds its digit and a filler.
  [[nodiscard]] constexpr std::size_t longest_number() const {
    return document_number.size + (has_long_numbers() ? optional_data.size - 2 : 0);
  }
  [[nodiscard]] std::string place(std::size_t position) const {
    return "MRZ line " + std::to_string(line_of(position)) + " position " + std::to_string(column_of(position));
  }
};

inline constexpr std::array<Layout, 3> kLayouts = {{
    {MrzSize::td1,
     3,
     30,
     {0, 2},
     {2, 3},
     {60, 30},
     {5, 9},
     {45, 3},
     {30, 6},
     {37, 1},
     {38, 6},
     {15, 15},
     {48, 11},
     59,
     {{{5, 25}, {30, 7}, {38, 7}, {48, 11}}}},
    {MrzSize::td2,
     2,
     36,
     {0, 2},
     {2, 3},
     {5, 31},
     {36, 9},
     {46, 3},
     {49, 6},
     {56, 1},
     {57, 6},
     {64, 7},
     {71, 0},
     71,
     {{{36, 10}, {49, 7}, {57, 14}, {71, 0}}}},
    {MrzSize::td3,
     2,
     44,
     {0, 2},
     {2, 3},
     {5, 39},
     {44, 9},
     {54, 3},
     {57, 6},
     {64, 1},
     {65, 6},
     {72, 14},
     {87, 0},
     87,
     {{{44, 10}, {57, 7}, {65, 22}, {87, 0}}}},
}};

[[nodiscard]] constexpr const Layout& layout_of(MrzSize size) { return kLayouts[static_cast<std::size_t>(size)]; }

[[nodiscard]] constexpr bool is_letter(char c) { return c >= 'A' && c <= 'Z'; }
[[nodiscard]] constexpr bool is_digit(char c) { return c >= '0' && c <= '9'; }

[[nodiscard]] inline std::string_view without_filler(std::string_view value) {
  return value.substr(0, value.find_last_not_of('<') + 1);
}

// The composite check digit that the joined lines should have.
[[nodiscard]] char composite_digit(const Layout& layout, std::string_view joined) noexcept;

}  // namespace enrolkit::mrz
