// SPDX-License-Identifier: Apache-2.0
#include <chrono>
#include <string>

#include "enrolkit/officer.hpp"

namespace enrolkit {
namespace {

constexpr std::string_view kShape = "0000-00-00T00:00:00Z";

std::string two_digits(std::int64_t value) { return (value < 10 ? "0" : "") + std::to_string(value); }

}  // namespace

std::string format_timestamp(Timestamp time) {
  const auto day = std::chrono::floor<std::chrono::days>(time);
  const std::chrono::hh_mm_ss clock(time - day);
  return format_date(Date(day)) + "T" + two_digits(clock.hours().count()) + ":" + two_digits(clock.minutes().count()) +
         ":" + two_digits(clock.seconds().count()) + "Z";
}

Result<Timestamp> parse_timestamp(std::string_view text) {
  const Error malformed{ErrorCode::malformed, "'" + std::string(text) + "' is no time such as 2026-11-22T13:05:00Z"};
  if (text.size() != kShape.size()) return malformed;
  for (std::size_t i = 0; i < kShape.size(); ++i) {
    const bool digit = text[i] >= '0' && text[i] <= '9';
    if (kShape[i] == '0' ? !digit : text[i] != kShape[i]) return malformed;
  }
  const auto date = parse_date(text.substr(0, 10));
  if (!date) return date.error();
  const auto number = [&](std::size_t at) { return (text[at] - '0') * 10 + (text[at + 1] - '0'); };
  if (number(11) > 23 || number(14) > 59 || number(17) > 59) {
    return Error{ErrorCode::invalid_argument, "'" + std::string(text) + "' has no such hour, minute or second"};
  }
  return std::chrono::sys_days(*date) + std::chrono::hours(number(11)) + std::chrono::minutes(number(14)) +
         std::chrono::seconds(number(17));
}

}  // namespace enrolkit
