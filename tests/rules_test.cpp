// SPDX-License-Identifier: Apache-2.0
// Ages and what they decide. All expected days are counted by hand on a calendar.
#include "tests/rules_questions.hpp"

namespace enrolkit {
namespace {

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
    {"1901-11-22", 125, Decision::required, Decision::required, 7},  // 125 today, the oldest that is believed
    {"1900-11-23", 125, Decision::required, Decision::required, 7},  // 126 tomorrow
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

TEST(Rules, AMinorNeedsBothParentsOrAGuardian) {
  const RulesAnswer minor = answer_of("2010-05-04", "2026-11-30");
  ASSERT_FALSE(minor.conditions.empty());
  EXPECT_NE(minor.conditions.front().find("both parents"), std::string::npos);
  EXPECT_EQ(standing_of(minor, "both-parents"), "open");
  EXPECT_EQ(demand_on(minor, "both-parents").inputs, std::vector<std::string>{"consent"});
  EXPECT_EQ(day_text(demand_on(minor, "both-parents").changes_on), "2028-05-04");
  for (const std::string& condition : answer_of("1990-05-04", "2026-11-30").conditions) {
    EXPECT_EQ(condition.find("both parents"), std::string::npos);
  }
  const RulesQuestion sixteen = asked("2010-05-04", "2026-11-30");
  EXPECT_EQ(standing_of(answer_of(with(sixteen, "consent", "both-parents")), "both-parents"), "met");
  EXPECT_EQ(standing_of(answer_of(with(sixteen, "consent", "guardianship")), "both-parents"), "met");
  const RulesAnswer one = answer_of(with(sixteen, "consent", "one-parent"));
  EXPECT_EQ(standing_of(one, "both-parents"), "refused");
  EXPECT_FALSE(one.admissible);
  EXPECT_EQ(day_text(one.admissible_changes_on), "2028-05-04");
  // On the day of 18 nobody signs for the applicant.
  EXPECT_EQ(standing_of(answer_of("2010-05-04", "2028-05-04"), "both-parents"), "none");
}

TEST(Rules, ImpossibleDatesAndKindsAreErrors) {
  const Policy& policy = belgian();
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

}  // namespace
}  // namespace enrolkit
