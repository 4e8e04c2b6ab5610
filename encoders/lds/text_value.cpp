// SPDX-License-Identifier: Apache-2.0
#include "encoders/lds/text_value.hpp"

#include <unicode/ustring.h>

#include <algorithm>
#include <chrono>

namespace enrolkit::lds {
namespace {

int number_at(std::string_view digits, std::size_t at) { return (digits[at] - '0') * 10 + digits[at + 1] - '0'; }

// Two decimal digits in each byte; empty when it is not that.
std::string unpack_bcd(BytesView value) {
  std::string digits;
  for (const std::uint8_t byte : value) {
    if (byte >> 4 > 9 || (byte & 15) > 9) return {};
    digits += static_cast<char>('0' + (byte >> 4));
    digits += static_cast<char>('0' + (byte & 15));
  }
  return digits;
}

}  // namespace

bool is_utf8(BytesView text) {
  UErrorCode error = U_ZERO_ERROR;
  int32_t size = 0;
  u_strFromUTF8(nullptr, 0, &size, reinterpret_cast<const char*>(text.data()), static_cast<int32_t>(text.size()),
                &error);
  return U_SUCCESS(error) || error == U_BUFFER_OVERFLOW_ERROR;
}

bool is_date(std::string_view digits, std::size_t size) {
  constexpr int kDays[] = {31, 31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  if (digits.size() != size || !std::all_of(digits.begin(), digits.end(), [](char c) { return c >= '0' && c <= '9'; }))
    return false;
  const int year = number_at(digits, 0) * 100 + number_at(digits, 2);
  const int month = number_at(digits, 4);
  const int day = number_at(digits, 6);
  if (month > 12 || day > kDays[month]) return false;
  if (month == 2 && day == 29 && !std::chrono::year(year).is_leap()) return false;
  return size == kDateDigits || (number_at(digits, 8) < 24 && number_at(digits, 10) < 60 && number_at(digits, 12) < 60);
}

std::string read_date(const Element& element, std::size_t size, std::string_view what, std::string_view rule,
                      FileReview& review) {
  std::string text = text_of(element.value);
  if (element.value.size() * 2 == size) {
    if (std::string digits = unpack_bcd(element.value); !digits.empty()) {
      review.note(element.offset, rule, std::string(what) + " is in BCD, expected ASCII digits");
      text = std::move(digits);
    }
  }
  if (!is_date(text, size))
    review.note(element.offset, rule, std::string(what) + " is no date of " + std::to_string(size) + " digits");
  return text;
}

std::string read_text(const Element& element, std::size_t max, std::string_view what, std::string_view rule,
                      FileReview& review) {
  if (element.value.size() > max) {
    review.note(element.offset, rule,
                std::string(what) + " has " + std::to_string(element.value.size()) + " bytes, expected at most " +
                    std::to_string(max));
  }
  if (!is_utf8(element.value)) review.note(element.offset, rule, std::string(what) + " is not valid UTF-8");
  return text_of(element.value);
}

}  // namespace enrolkit::lds
