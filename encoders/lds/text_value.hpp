// SPDX-License-Identifier: Apache-2.0
// The text and dates of the data groups, as they must be and as they are found.
#pragma once

#include <string>
#include <string_view>

#include "encoders/lds/tlv.hpp"

namespace enrolkit::lds {

inline constexpr std::size_t kDateDigits = 8, kTimeDigits = 14;

[[nodiscard]] bool is_utf8(BytesView text);

// yyyymmdd or yyyymmddhhmmss of that many digits; month and day may be 00 (unknown).
[[nodiscard]] bool is_date(std::string_view digits, std::size_t size);

// The date or time of an element. BCD is noted and read as digits; what is neither is noted and given as it stands.
std::string read_date(const Element& element, std::size_t size, std::string_view what, std::string_view rule,
                      FileReview& review);

// The text of an element; what is longer than `max` or no UTF-8 is noted.
std::string read_text(const Element& element, std::size_t max, std::string_view what, std::string_view rule,
                      FileReview& review);

}  // namespace enrolkit::lds
