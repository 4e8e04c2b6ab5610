// SPDX-License-Identifier: Apache-2.0
#include "enrolkit/rules.hpp"

#include <gtest/gtest.h>

#include <string>

namespace enrolkit {
namespace {

Date day_of(std::string_view text) { return parse_date(text).value(); }

RulesAnswer answer_of(std::string_view birth, std::string_view on, std::string_view kind = "ordinary") {
  return apply_rules(builtin_policy("be-passport-2026").value(), kind, day_of(birth), day_of(on)).value();
}

SampleDecision decision_on(const RulesAnswer& answer, Sample sample) {
  for (const SampleDecision& decision : answer.samples) {
    if (decision.sample == sample) return decision;
  }
  ADD_FAILURE() << "no decision on " << sample_name(sample);
  return {};
}

struct Edge {
  const char* birth;
  int age;
  Decision signature;
  Decision fingerprints;
  int valid_years;
};

// All on 2026-11-22; the ages are counted by hand.
constexpr Edge kEdges[] = {
    {"2026-11-22", 0, Decision::not_taken, Decision::not_taken, 5},  // born today
    {"2021-11-22", 5, Decision::not_taken, Decision::not_taken, 5},  // 5 today
    {"2020-11-23", 5, Decision::not_taken, Decision::not_taken, 5},  // 6 tomorrow
    {"2020-11-22", 6, Decision::required, Decision::not_taken, 5},   // 6 today
    {"2020-11-21", 6, Decision::required, Decision::not_taken, 5},   // 6 yesterday
    {"2015-11-22", 11, Decision::required, Decision::not_taken, 5},  // 11 today
    {"2014-11-23", 11, Decision::required, Decision::not_taken, 5},  // 12 tomorrow
    {"2014-11-22", 12, Decision::required, Decision::required, 5},   // 12 today
    {"2014-11-21", 12, Decision::required, Decision::required, 5},   // 12 yesterday
    {"2009-11-22", 17, Decision::required, Decision::required, 5},   // 17 today
    {"2008-11-23", 17, Decision::required, Decision::required, 5},   // 18 tomorrow
    {"2008-11-22", 18, Decision::required, Decision::required, 7},   // 18 today
    {"1906-11-22", 120, Decision::required, Decision::required, 7},  // 120 today
};

TEST(Rules, AgesDecideTheSamplesOfAnOrdinaryApplication) {
  for (const Edge& edge : kEdges) {
    const RulesAnswer answer = answer_of(edge.birth, "2026-11-22");
    EXPECT_EQ(answer.age, edge.age) << edge.birth;
    EXPECT_EQ(decision_on(answer, Sample::photo).decision, Decision::required) << edge.birth;
    EXPECT_EQ(decision_on(answer, Sample::signature).decision, edge.signature) << edge.birth;
    EXPECT_EQ(decision_on(answer, Sample::fingerprints).decision, edge.fingerprints) << edge.birth;
    EXPECT_EQ(format_date(answer.expiry.value()), edge.valid_years == 5 ? "2031-11-22" : "2033-11-22") << edge.birth;
    for (const SampleDecision& decision : answer.samples) {
      EXPECT_FALSE(decision.reason.empty());
      EXPECT_FALSE(decision.source.empty());
    }
  }
}

TEST(Rules, TellWhenTheDecisionChanges) {
  const RulesAnswer five = answer_of("2021-03-10", "2026-11-22");
  EXPECT_FALSE(decision_on(five, Sample::photo).changes_on);
  EXPECT_EQ(format_date(*decision_on(five, Sample::signature).changes_on), "2027-03-10");
  EXPECT_EQ(format_date(*decision_on(five, Sample::fingerprints).changes_on), "2033-03-10");
  EXPECT_FALSE(decision_on(answer_of("2000-01-01", "2026-11-22"), Sample::fingerprints).changes_on);
}

TEST(Rules, LeapDayChildrenReachTheAgeOnTheFirstOfMarch) {
  EXPECT_EQ(decision_on(answer_of("2012-02-29", "2018-02-28"), Sample::signature).decision, Decision::not_taken);
  EXPECT_EQ(format_date(*decision_on(answer_of("2012-02-29", "2018-02-28"), Sample::signature).changes_on),
            "2018-03-01");
  EXPECT_EQ(decision_on(answer_of("2012-02-29", "2018-03-01"), Sample::signature).decision, Decision::required);
  EXPECT_EQ(decision_on(answer_of("2012-02-29", "2024-02-28"), Sample::fingerprints).decision, Decision::not_taken);
  EXPECT_EQ(decision_on(answer_of("2012-02-29", "2024-02-29"), Sample::fingerprints).decision, Decision::required);
}

TEST(Rules, PreRegistrationBeginsOneYearEarlier) {
  const RulesAnswer five = answer_of("2021-11-22", "2026-11-22", "pre-registration");
  EXPECT_EQ(decision_on(five, Sample::photo).decision, Decision::required);
  EXPECT_EQ(decision_on(five, Sample::fingerprints).decision, Decision::not_taken);
  EXPECT_EQ(decision_on(answer_of("2015-11-22", "2026-11-22", "pre-registration"), Sample::fingerprints).decision,
            Decision::required);
  EXPECT_EQ(decision_on(answer_of("2021-11-23", "2026-11-22", "pre-registration"), Sample::photo).decision,
            Decision::not_taken);
}

TEST(Rules, RetentionAndConditions) {
  const RulesAnswer minor = answer_of("2010-05-04", "2026-11-30");
  EXPECT_EQ(format_date(minor.retain_until), "2027-02-28");
  ASSERT_FALSE(minor.conditions.empty());
  EXPECT_NE(minor.conditions.front().find("both parents"), std::string::npos);
  for (const std::string& condition : answer_of("1990-05-04", "2026-11-30").conditions) {
    EXPECT_EQ(condition.find("both parents"), std::string::npos);
  }
}

TEST(Rules, ImpossibleDatesAndKindsAreErrors) {
  const Policy policy = builtin_policy("be-passport-2026").value();
  const Date on = day_of("2026-11-22");
  for (const char* birth : {"2026-11-23", "2100-01-01", "1900-11-22"}) {
    const auto answer = apply_rules(policy, "ordinary", day_of(birth), on);
    ASSERT_FALSE(answer) << birth;
    EXPECT_EQ(answer.error().code, ErrorCode::invalid_argument);
    EXPECT_NE(answer.error().message.find(birth), std::string::npos) << answer.error().message;
  }
  const auto kind = apply_rules(policy, "diplomatic", day_of("2000-01-01"), on);
  ASSERT_FALSE(kind);
  EXPECT_NE(kind.error().message.find("ordinary"), std::string::npos);
  EXPECT_EQ(builtin_policy("none").error().code, ErrorCode::not_found);
}

TEST(Policy, MistakesAreToldWithTheirPlace) {
  const auto message = [](std::string_view json) {
    const auto policy = parse_policy(json, "p.json");
    return policy ? std::string("accepted") : policy.error().message;
  };
  EXPECT_EQ(message("{\n \"name\": \"x\",\n oops"), "p.json: not valid JSON at line 3, column 2");
  EXPECT_EQ(message("[]"), "p.json: a JSON object is expected");
  EXPECT_EQ(message(R"({"name": 3})"), "p.json: 'name': a text is expected");
  EXPECT_EQ(message(R"({"name": "x", "name": "y"})"), "p.json: the key 'name' stands there twice");
  EXPECT_EQ(message(R"({"name": "x"})"), "p.json: 'version': is missing");
}

}  // namespace
}  // namespace enrolkit
