// SPDX-License-Identifier: Apache-2.0
#include "quality/limit_set.hpp"

#include <gtest/gtest.h>

#include <array>
#include <string>

namespace enrolkit {
namespace {

constexpr std::array<std::string_view, 2> kRequirements = {"roll", "size"};

std::string profile_with(const std::string& roll) {
  return R"({"name": "demo", "version": "3", "limits": {
    "size": {"clause": "5.1", "unit": "px", "min": 600, "severity": "law", "source": "Doc", "verified": true},
    "roll": )" +
         roll + "}}";
}

const char* const kGoodRoll =
    R"({"clause": "5.2", "unit": "deg", "min": -5, "max": 5, "unsure": 1.5, "severity": "rule", "source": "ISO", "verified": false})";

TEST(LimitSet, ReadsEachFieldInTheOrderOfTheFile) {
  const auto set = parse_limits(profile_with(kGoodRoll), kRequirements, "demo.json");
  ASSERT_TRUE(set) << set.error().message;
  EXPECT_EQ(set->name, "demo");
  EXPECT_EQ(set->version, "3");
  ASSERT_EQ(set->limits.size(), 2U);
  EXPECT_EQ(set->limits[0].requirement, "size");
  EXPECT_EQ(set->limits[0].min, 600.0);
  EXPECT_FALSE(set->limits[0].max);
  EXPECT_EQ(set->limits[0].unsure, 0.0);
  EXPECT_EQ(set->limits[0].severity, Severity::law);
  EXPECT_TRUE(set->limits[0].verified);
  const Limit* roll = find_limit(set->limits, "roll");
  ASSERT_NE(roll, nullptr);
  EXPECT_EQ(roll->clause, "5.2");
  EXPECT_EQ(roll->unit, "deg");
  EXPECT_EQ(roll->max, 5.0);
  EXPECT_EQ(roll->unsure, 1.5);
  EXPECT_EQ(roll->source, "ISO");
  EXPECT_FALSE(roll->verified);
  EXPECT_EQ(find_limit(set->limits, "yaw"), nullptr);
}

struct Bad {
  const char* roll;
  const char* said;  // part of the message
};

TEST(LimitSet, NamesTheKeyThatIsWrong) {
  const Bad cases[] = {
      {R"({"clause": "a", "unit": "", "min": 6, "max": 5, "severity": "rule", "source": "s", "verified": true})",
       "'limits.roll.min' is above max"},
      {R"({"clause": "a", "unit": "", "min": 4, "max": 5, "unsure": 1, "severity": "rule", "source": "s", "verified": true})",
       "'limits.roll.unsure' is so wide"},
      {R"({"clause": "a", "unit": "", "min": 4, "unsure": -1, "severity": "rule", "source": "s", "verified": true})",
       "'limits.roll.unsure' must not be negative"},
      {R"({"clause": "a", "unit": "", "min": 4, "severity": "rule", "verified": true})",
       "'limits.roll.source' is missing"},
      {R"({"clause": "a", "unit": "", "min": 4, "severity": "rule", "source": "", "verified": true})",
       "'limits.roll.source' must not be empty"},
      {R"({"clause": "a", "unit": "", "min": 4, "severity": "rule", "source": "s"})",
       "'limits.roll.verified' is missing"},
      {R"({"clause": "a", "unit": "", "min": 4, "severity": "hard", "source": "s", "verified": true})",
       "'limits.roll.severity' must be"},
      {R"({"clause": "a", "unit": "", "min": "4", "severity": "rule", "source": "s", "verified": true})",
       "'limits.roll.min' must be a number"},
      {R"({"clause": "a", "unit": "", "severity": "rule", "source": "s", "verified": true})",
       "'limits.roll' needs min or max"},
      {R"({"clause": "a", "unit": "", "min": 4, "maks": 5, "severity": "rule", "source": "s", "verified": true})",
       "'limits.roll.maks' is unknown"},
      {R"({"clause": "a", "clause": "b", "unit": "", "min": 4, "severity": "rule", "source": "s", "verified": true})",
       "'clause' is given twice"},
      {R"([1, 2])", "'limits.roll' must be an object"},
      {R"({"clause": "a", "unit": "", "min": 1e999, "severity": "rule", "source": "s", "verified": true})",
       "profile 'demo.json': "},
  };
  for (const Bad& bad : cases) {
    const auto set = parse_limits(profile_with(bad.roll), kRequirements, "demo.json");
    ASSERT_FALSE(set) << bad.roll;
    EXPECT_EQ(set.error().code, ErrorCode::malformed);
    EXPECT_NE(set.error().message.find(bad.said), std::string::npos) << set.error().message;
  }
}

TEST(LimitSet, WantsEveryRequirementAndNoOther) {
  const std::string good = profile_with(kGoodRoll);
  const std::array<std::string_view, 3> more = {"roll", "size", "yaw"};
  const std::array<std::string_view, 1> fewer = {"roll"};
  EXPECT_NE(parse_limits(good, more, "p").error().message.find("'limits.yaw' is missing"), std::string::npos);
  EXPECT_NE(parse_limits(good, fewer, "p").error().message.find("'limits.size' is unknown"), std::string::npos);
}

TEST(LimitSet, RefusesWhatIsNoProfile) {
  for (const char* text : {"", "{", "[]", "null", "{\"name\": 1, \"version\": \"1\", \"limits\": {}}", "\xff\xfe",
                           "{\"name\": \"a\", \"version\": \"1\", \"limits\": []}"}) {
    const auto set = parse_limits(text, kRequirements, "p");
    ASSERT_FALSE(set) << text;
    EXPECT_EQ(set.error().code, ErrorCode::malformed) << text;
  }
  EXPECT_NE(parse_limits("{\n\"name\": \"a\",\n oops", kRequirements, "p").error().message.find("line 3"),
            std::string::npos);
  EXPECT_EQ(parse_limits(std::string(kMaxProfileBytes + 1, ' '), kRequirements, "p").error().code,
            ErrorCode::too_large);
}

TEST(LimitSet, FindsEmbeddedProfilesByName) {
  const std::array<std::pair<std::string_view, std::string_view>, 2> files = {{{"a-2018", "x"}, {"b-2026", "y"}}};
  EXPECT_EQ(embedded_profile(files, "photo", "b-2026").value(), "y");
  const auto none = embedded_profile(files, "photo", "c");
  ASSERT_FALSE(none);
  EXPECT_EQ(none.error().code, ErrorCode::not_found);
  EXPECT_EQ(none.error().message, "no photo profile is named 'c': there are a-2018, b-2026");
}

}  // namespace
}  // namespace enrolkit
