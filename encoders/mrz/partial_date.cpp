// SPDX-License-Identifier: Apache-2.0
// Dates of birth of which parts are unknown: "1952-07-XX".
#include "enrolkit/mrz.hpp"

namespace enrolkit {

Result<PartialDate> parse_partial_date(std::string_view text) {
  if (text.find('X') == std::string_view::npos) {
    const auto date = parse_date(text);
    if (!date) return date.error();
    return PartialDate(*date);
  }
  // What is unknown is checked as if it were something that every year and month has.
  std::string filled(text);
  PartialDate date;
  const auto unknown = [&](std::size_t at, std::string_view crosses, std::string_view any) {
    if (text.size() != 10 || text.substr(at, crosses.size()) != crosses) return false;
    filled.replace(at, any.size(), any);
    return true;
  };
  const bool no_year = unknown(0, "XXXX", "2000");
  const bool no_month = unknown(5, "XX", "01");
  const bool no_day = unknown(8, "XX", "01");
  const auto checked = parse_date(filled);
  if (!checked) {
    if (checked.error().code == ErrorCode::invalid_argument) {
      return Error{ErrorCode::invalid_argument, "'" + std::string(text) + "' is no date of the calendar"};
    }
    return Error{ErrorCode::malformed,
                 "'" + std::string(text.substr(0, 32)) + "' is no date such as 1952-07-27, 1952-07-XX or XXXX-XX-XX"};
  }
  date = PartialDate(*checked);
  if (no_year) date.year.reset();
  if (no_month) date.month.reset();
  if (no_day) date.day.reset();
  return date;
}

}  // namespace enrolkit
