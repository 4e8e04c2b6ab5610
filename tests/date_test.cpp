// SPDX-License-Identifier: Apache-2.0
#include "enrolkit/date.hpp"

#include <gtest/gtest.h>

namespace enrolkit {
namespace {

Date day_of(std::string_view text) { return parse_date(text).value(); }

TEST(Date, ReadsOnlyIsoCalendarDates) {
  EXPECT_EQ(format_date(day_of("2026-11-22")), "2026-11-22");
  for (const char* bad :
       {"", "2026-1-2", "22-11-2026", "2026/11/22", "2026-11-22T00:00", " 2026-11-22", "2026-11-2x", "-026-11-22"}) {
    const auto date = parse_date(bad);
    ASSERT_FALSE(date) << bad;
    EXPECT_EQ(date.error().code, ErrorCode::malformed) << bad;
  }
  for (const char* none : {"2025-02-29", "2026-13-01", "2026-00-10", "2026-04-31", "1799-12-31", "2200-01-01"}) {
    const auto date = parse_date(none);
    ASSERT_FALSE(date) << none;
    EXPECT_EQ(date.error().code, ErrorCode::invalid_argument) << none;
  }
}

TEST(Date, AgeIsCompletedYears) {
  const Date birth = day_of("2014-11-22");
  EXPECT_EQ(age_on(birth, day_of("2026-11-21")), 11);
  EXPECT_EQ(age_on(birth, day_of("2026-11-22")), 12);
  EXPECT_EQ(age_on(birth, day_of("2026-11-23")), 12);
  EXPECT_EQ(age_on(birth, birth), 0);
  EXPECT_LT(age_on(birth, day_of("2014-11-21")), 0);
}

TEST(Date, LeapDayBirthdayIsFirstOfMarchInCommonYears) {
  const Date birth = day_of("2012-02-29");
  EXPECT_EQ(age_on(birth, day_of("2018-02-28")), 5);
  EXPECT_EQ(age_on(birth, day_of("2018-03-01")), 6);
  EXPECT_EQ(age_on(birth, day_of("2024-02-28")), 11);
  EXPECT_EQ(age_on(birth, day_of("2024-02-29")), 12);
  EXPECT_EQ(format_date(anniversary(birth, 6)), "2018-03-01");
  EXPECT_EQ(format_date(anniversary(birth, 12)), "2024-02-29");
}

TEST(Date, AddingMonthsEndsInTheTargetMonth) {
  EXPECT_EQ(format_date(add_months(day_of("2026-11-30"), 3)), "2027-02-28");
  EXPECT_EQ(format_date(add_months(day_of("2023-11-30"), 3)), "2024-02-29");
  EXPECT_EQ(format_date(add_months(day_of("2026-11-22"), 3)), "2027-02-22");
  EXPECT_EQ(format_date(add_years(day_of("2024-02-29"), 7)), "2031-02-28");
}

}  // namespace
}  // namespace enrolkit
