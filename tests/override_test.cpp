// SPDX-License-Identifier: Apache-2.0
#include "enrolkit/override.hpp"

#include "tests/rules_questions.hpp"

namespace enrolkit {
namespace {

Finding finding_of(std::string requirement, Severity severity, Verdict verdict = Verdict::fail) {
  Finding finding;
  finding.requirement = std::move(requirement);
  finding.severity = severity;
  finding.verdict = verdict;
  return finding;
}

const OverrideRequest kRequest = {"J. Peeters", "medical", "Facial palsy, seen by the officer.", ""};

std::string refusal(const Finding& finding, const OverrideRequest& request) {
  const Status status = check_override(belgian(), finding, request);
  return status ? "accepted" : status.error().message;
}

TEST(Override, LawIsNeverOverridden) {
  for (const Verdict verdict : {Verdict::fail, Verdict::unsure, Verdict::not_assessed}) {
    const Finding law = finding_of("fingerprints", Severity::law, verdict);
    const OverrideAnswer answer = may_override(belgian(), law);
    EXPECT_FALSE(answer.allowed);
    EXPECT_TRUE(answer.reasons.empty());
    EXPECT_NE(answer.reason.find("law"), std::string::npos);
    OverrideRequest two = kRequest;
    two.second_officer = "A. Claes";
    EXPECT_EQ(check_override(belgian(), law, two).error().code, ErrorCode::refused_by_rules);
  }
}

TEST(Override, RuleAndAdviceNeedAnOfficerACodeAndAText) {
  for (const Severity severity : {Severity::rule, Severity::advice}) {
    const Finding finding = finding_of("expression", severity);
    EXPECT_TRUE(may_override(belgian(), finding).allowed);
    EXPECT_FALSE(may_override(belgian(), finding).second_officer);
    EXPECT_EQ(refusal(finding, kRequest), "accepted");
    EXPECT_EQ(refusal(finding_of("expression", severity, Verdict::unsure), kRequest), "accepted");
  }
  const Finding finding = finding_of("expression", Severity::rule);
  OverrideRequest request = kRequest;
  request.officer = "  ";
  EXPECT_NE(refusal(finding, request).find("officer's name"), std::string::npos);
  request = kRequest;
  request.reason_code = "tired";
  EXPECT_NE(refusal(finding, request).find("medical"), std::string::npos);
  request = kRequest;
  request.text = "a b c d e f g h i";  // nine letters
  EXPECT_NE(refusal(finding, request).find("at least 10 letters"), std::string::npos);
  request.text = "\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9";  // five letters in ten bytes
  EXPECT_NE(refusal(finding, request).find("at least 10 letters"), std::string::npos);
  request.text = std::string(kMaxOverrideText + 1, 'x');
  EXPECT_NE(refusal(finding, request).find("more than"), std::string::npos);
}

TEST(Override, AReasonFitsOnlyItsRequirements) {
  OverrideRequest request = kRequest;
  request.reason_code = "worn-fingers";
  EXPECT_EQ(refusal(finding_of("ridge_contrast", Severity::rule), request), "accepted");
  EXPECT_NE(refusal(finding_of("expression", Severity::rule), request).find("worn-fingers"), std::string::npos);
  request.reason_code = "religious";
  EXPECT_EQ(refusal(finding_of("head_uncovered", Severity::rule), request), "accepted");
  EXPECT_NE(refusal(finding_of("mouth_closed", Severity::rule), request), "accepted");
}

TEST(Override, IdentityNeedsASecondOfficerWhoIsAnother) {
  const Finding face = finding_of("face_visible", Severity::rule);
  EXPECT_TRUE(may_override(belgian(), face).second_officer);
  EXPECT_NE(refusal(face, kRequest).find("second officer"), std::string::npos);
  OverrideRequest request = kRequest;
  for (const char* same : {"J. Peeters", "j. peeters", " J.Peeters "}) {
    request.second_officer = same;
    EXPECT_NE(refusal(face, request).find("another person"), std::string::npos) << same;
  }
  request.second_officer = "A. Claes";
  EXPECT_EQ(refusal(face, request), "accepted");
}

TEST(Override, WhatPassesOrIsNotThereHasNothingToOverride) {
  EXPECT_NE(refusal(finding_of("expression", Severity::rule, Verdict::pass), kRequest).find("passes"),
            std::string::npos);
  const OverrideAnswer empty = may_override(belgian(), finding_of("empty_image", Severity::rule));
  EXPECT_FALSE(empty.allowed);
  EXPECT_EQ(empty.rule, "override-nothing");
  // A policy that says nothing of overriding lets nobody do it.
  const Policy silent = builtin_policy("eu-passport-2252").value();
  EXPECT_FALSE(may_override(silent, finding_of("expression", Severity::advice)).allowed);
}

}  // namespace
}  // namespace enrolkit
