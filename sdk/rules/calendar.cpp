// SPDX-License-Identifier: Apache-2.0
// Ages and periods as the law counts them: in calendar days.
#include "sdk/rules/moment.hpp"

namespace enrolkit {
namespace {

std::string counted(int count, std::string_view unit) {
  return std::to_string(count) + " " + std::string(unit) + (count == 1 ? "" : "s");
}

}  // namespace

Date birthday(const Policy& policy, Date birth, int years) {
  return policy.leap_day.first_of_march ? anniversary(birth, years) : add_years(birth, years);
}

int age_on(const Policy& policy, Date birth, Date on) {
  const int age = static_cast<int>(on.year()) - static_cast<int>(birth.year());
  return on < birthday(policy, birth, age) ? age - 1 : age;
}

Date last_day(Date from, const Period& period) {
  const Date date = add_months(from, period.years * 12 + period.months);
  return Date{std::chrono::sys_days{date} + std::chrono::days{period.days}};
}

std::string period_text(const Period& period) {
  std::string text;
  const auto add = [&](int count, std::string_view unit) {
    if (count != 0) text += (text.empty() ? "" : " and ") + counted(count, unit);
  };
  add(period.years, "year");
  add(period.months, "month");
  add(period.days, "day");
  return text;
}

}  // namespace enrolkit
