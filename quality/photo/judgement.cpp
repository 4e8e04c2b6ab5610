// SPDX-License-Identifier: Apache-2.0
#include "quality/photo/judgement.hpp"

#include <algorithm>
#include <initializer_list>
#include <optional>
#include <span>

#include "quality/photo/wording.hpp"

namespace enrolkit::photo {
namespace {

using enum Requirement;

struct Premise {
  Requirement check;
  Requirement needs;
};

// A check whose premise fails would measure the fault of the other: a dark face has no contrast, a turned one no wide
// eyes. Measured chains of false alarms, nearest premise first.
constexpr Premise kPremises[] = {
    {contrast, exposure},           {sharpness, exposure},     {sharpness, contrast}, {eyes_open, exposure},
    {eyes_open, contrast},          {eyes_open, sharpness},    {eyes_open, yaw},      {mouth_closed, exposure},
    {mouth_closed, contrast},       {mouth_closed, sharpness}, {mouth_closed, yaw},   {pitch, eyes_open},
    {background_uniform, exposure},
};

std::optional<Requirement> requirement_named(std::string_view name) {
  for (std::size_t i = 0; i < kRequirements; ++i) {
    if (kRequirementInfo[i].name == name) return static_cast<Requirement>(i);
  }
  return std::nullopt;
}

Finding judged(const Limit& limit, Requirement requirement, const Measurement& measurement) {
  if (!measurement.value) return not_assessed(limit, std::string(measurement.why_not));
  Finding finding = judge(limit, *measurement.value);
  // A count is exact: one face is not "at the limit".
  if (requirement == single_face) finding.score = finding.verdict == Verdict::pass ? 100 : 0;
  finding.region = measurement.region;
  if (finding.verdict != Verdict::not_assessed) finding.message = sentence_for(requirement, finding);
  return finding;
}

}  // namespace

std::vector<Finding> judge_all(const PhotoProfile& profile, const Measurements& measurements) {
  std::vector<Finding> findings;
  findings.reserve(profile.limits.size());
  std::array<bool, kRequirements> failed{};
  for (const Limit& limit : profile.limits) {
    const auto requirement = requirement_named(limit.requirement);
    if (!requirement) {
      findings.push_back(not_assessed(limit, "This version has no check of it."));
      continue;
    }
    findings.push_back(judged(limit, *requirement, measurements[*requirement]));
    failed[static_cast<std::size_t>(*requirement)] = findings.back().verdict == Verdict::fail;
  }
  // In a second pass, so that the order of the profile does not matter; what is withheld here failed by its premise and
  // still counts as failed for what builds on it.
  for (std::size_t i = 0; i < findings.size(); ++i) {
    const auto requirement = requirement_named(findings[i].requirement);
    if (!requirement || findings[i].verdict == Verdict::not_assessed) continue;
    for (const Premise& premise : kPremises) {
      if (premise.check != *requirement || !failed[static_cast<std::size_t>(premise.needs)]) continue;
      findings[i] = not_assessed(profile.limits[i], std::string(sentence_without(premise.needs)));
      break;
    }
  }
  return findings;
}

Overall overall_of_still(const std::vector<Finding>& findings) {
  const Overall overall = overall_of(findings);
  const bool untold = std::any_of(findings.begin(), findings.end(), [](const Finding& finding) {
    return finding.verdict == Verdict::not_assessed && finding.severity != Severity::advice;
  });
  return overall == Overall::compliant && untold ? Overall::review : overall;
}

}  // namespace enrolkit::photo
