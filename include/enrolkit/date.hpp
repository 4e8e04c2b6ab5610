// SPDX-License-Identifier: Apache-2.0
// Calendar dates. The law counts in dates, never in instants: no time of day, no time zone.
#pragma once

#include <chrono>
#include <string>
#include <string_view>

#include "enrolkit/result.hpp"

#pragma GCC visibility push(default)
namespace enrolkit {

using Date = std::chrono::year_month_day;

// Reads "2026-11-22" (ISO 8601 extended calendar date, years 1800 to 2199) and nothing else.
// Errors: malformed (other shape), invalid_argument (no such day, such as 2025-02-29).
[[nodiscard]] Result<Date> parse_date(std::string_view text);

// "2026-11-22".
[[nodiscard]] std::string format_date(Date date);

// Completed years on `on` of somebody born on `birth`; negative when `on` lies before the birth.
// Who was born on 29 February completes a year on 1 March of a common year (Belgian civil practice, recalled).
[[nodiscard]] int age_on(Date birth, Date on);

// The day on which `years` are completed, by the same rule as age_on.
[[nodiscard]] Date anniversary(Date birth, int years);

// `date` plus whole years or months; a day that the target month lacks becomes its last day (31 May + 1 month = 30
// June).
[[nodiscard]] Date add_years(Date date, int years);
[[nodiscard]] Date add_months(Date date, int months);

}  // namespace enrolkit
#pragma GCC visibility pop
