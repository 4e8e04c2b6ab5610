// SPDX-License-Identifier: Apache-2.0
// Where the fields of a TD3 machine readable zone lie (Doc 9303-4 section 4.2): positions from 0 in the joined lines.
#pragma once

#include <array>
#include <cstddef>
#include <string>
#include <string_view>

namespace enrolkit::lds {

struct MrzField {
  std::string_view name;
  std::size_t start;
  std::size_t size;

  [[nodiscard]] constexpr std::size_t end() const { return start + size; }
  [[nodiscard]] std::string_view of(std::string_view joined) const { return joined.substr(start, size); }
};

inline constexpr std::size_t kMrzLine = 44;
inline constexpr std::size_t kMrzSize = 2 * kMrzLine;

inline constexpr MrzField kDocumentCode{"document code", 0, 2};
inline constexpr MrzField kIssuingState{"issuing State", 2, 3};
inline constexpr MrzField kName{"name", 5, 39};
inline constexpr MrzField kDocumentNumber{"document number", 44, 9};
inline constexpr MrzField kNationality{"nationality", 54, 3};
inline constexpr MrzField kBirthDate{"date of birth", 57, 6};
inline constexpr MrzField kSex{"sex", 64, 1};
inline constexpr MrzField kExpiryDate{"date of expiry", 65, 6};
inline constexpr MrzField kPersonalNumber{"personal number", 72, 14};
inline constexpr std::size_t kCompositeDigit = 87;

// Each of these is followed by its check digit.
inline constexpr std::array<MrzField, 4> kCheckedFields = {kDocumentNumber, kBirthDate, kExpiryDate, kPersonalNumber};

// What the composite check digit runs over: the checked fields with their digits, one after the other.
[[nodiscard]] inline std::string composite_data(std::string_view joined) {
  std::string data;
  for (const MrzField& field : kCheckedFields) data += joined.substr(field.start, field.size + 1);
  return data;
}

[[nodiscard]] constexpr bool is_mrz_letter(char c) { return c >= 'A' && c <= 'Z'; }
[[nodiscard]] constexpr bool is_mrz_digit(char c) { return c >= '0' && c <= '9'; }

}  // namespace enrolkit::lds
