// SPDX-License-Identifier: Apache-2.0
// Which findings stand and which are withheld where the premise of their measure failed.
#include <gtest/gtest.h>

#include <algorithm>
#include <utility>

#include "quality/photo/judgement.hpp"

namespace enrolkit::photo {
namespace {

using Value = std::pair<Requirement, double>;

// Of the first, with both measured so.
Verdict verdict_with(Value check, Value premise) {
  const auto profile = builtin_photo_profile("icao-2018");
  EXPECT_TRUE(profile);
  Measurements measurements;
  measurements.set(check.first, check.second);
  measurements.set(premise.first, premise.second);
  const auto findings = judge_all(*profile, measurements);
  const auto verdict_of = [&findings](Requirement requirement) {
    return std::find_if(
               findings.begin(), findings.end(),
               [requirement](const Finding& finding) { return requirement_named(finding.requirement) == requirement; })
        ->verdict;
  };
  EXPECT_EQ(verdict_of(premise.first), Verdict::fail);
  return verdict_of(check.first);
}

TEST(PhotoJudgement, AFaultStandsWhereOnlyApprovalNeedsThePremise) {
  const struct {
    Requirement check;
    double good;
    double bad;
    Value premise;
  } cases[] = {
      {Requirement::contrast, 0.75, 0.4, {Requirement::exposure, -2}},
      {Requirement::contrast, 0.75, 0.95, {Requirement::exposure, 1.5}},
      {Requirement::skin_reflection, 0.3, 0.9, {Requirement::exposure, 1}},
      {Requirement::background_shadow, 0.5, 20, {Requirement::background_light, 60}},
      {Requirement::background_uniform, 1, 20, {Requirement::exposure, -2}},
  };
  for (const auto& c : cases) {
    EXPECT_EQ(verdict_with({c.check, c.bad}, c.premise), Verdict::fail) << static_cast<int>(c.check);
    EXPECT_EQ(verdict_with({c.check, c.good}, c.premise), Verdict::not_assessed) << static_cast<int>(c.check);
  }
}

TEST(PhotoJudgement, OthersAreWithheldWhateverTheySay) {
  for (const double distance : {0.0, 30.0}) {
    EXPECT_EQ(verdict_with({Requirement::natural_colour, distance}, {Requirement::exposure, 1}), Verdict::not_assessed);
  }
  for (const double openness : {-1.0, 1.0}) {
    EXPECT_EQ(verdict_with({Requirement::eyes_open, openness}, {Requirement::glasses_glare, 40}),
              Verdict::not_assessed);
  }
}

}  // namespace
}  // namespace enrolkit::photo
