// SPDX-License-Identifier: Apache-2.0
#include "enrolkit/date.hpp"

#include <charconv>
#include <cstdio>

namespace enrolkit {
namespace {

using std::chrono::day;
using std::chrono::month;
using std::chrono::months;
using std::chrono::year;
using std::chrono::years;

// Nobody alive was born before, no document is valid after; keeps the arithmetic far from any overflow.
constexpr int kFirstYear = 1800;
constexpr int kLastYear = 2199;

bool read_number(std::string_view digits, int& number) {
  for (const char c : digits) {
    if (c < '0' || c > '9') return false;
  }
  return std::from_chars(digits.data(), digits.data() + digits.size(), number).ec == std::errc{};
}

Date clamp_day(Date date) { return date.ok() ? date : Date{date.year() / date.month() / std::chrono::last}; }

}  // namespace

Result<Date> parse_date(std::string_view text) {
  int y = 0;
  int m = 0;
  int d = 0;
  if (text.size() != 10 || text[4] != '-' || text[7] != '-' || !read_number(text.substr(0, 4), y) ||
      !read_number(text.substr(5, 2), m) || !read_number(text.substr(8, 2), d)) {
    return Error{ErrorCode::malformed,
                 "'" + std::string(text.substr(0, 40)) + "' is not a date of the form 2026-11-22"};
  }
  const Date date{year(y), month(static_cast<unsigned>(m)), day(static_cast<unsigned>(d))};
  if (!date.ok() || y < kFirstYear || y > kLastYear) {
    return Error{ErrorCode::invalid_argument, "there is no day " + std::string(text) + " (years 1800 to 2199)"};
  }
  return date;
}

std::string format_date(Date date) {
  char text[32];
  std::snprintf(text, sizeof text, "%04d-%02u-%02u", static_cast<int>(date.year()), static_cast<unsigned>(date.month()),
                static_cast<unsigned>(date.day()));
  return text;
}

Date anniversary(Date birth, int completed) {
  const Date date = birth + years(completed);
  return date.ok() ? date : Date{date.year() / month(3) / day(1)};  // only 29 February can be missing
}

int age_on(Date birth, Date on) {
  const int age = static_cast<int>(on.year()) - static_cast<int>(birth.year());
  return on < anniversary(birth, age) ? age - 1 : age;
}

Date add_years(Date date, int count) { return clamp_day(date + years(count)); }
Date add_months(Date date, int count) { return clamp_day(date + months(count)); }

}  // namespace enrolkit
