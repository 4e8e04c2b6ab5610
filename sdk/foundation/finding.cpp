// SPDX-License-Identifier: Apache-2.0
#include "enrolkit/finding.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

namespace enrolkit {

std::string_view verdict_name(Verdict verdict) noexcept {
  switch (verdict) {
    case Verdict::pass:
      return "pass";
    case Verdict::fail:
      return "fail";
    case Verdict::unsure:
      return "unsure";
    case Verdict::not_assessed:
      return "not_assessed";
  }
  return "not_assessed";
}

std::string_view severity_name(Severity severity) noexcept {
  switch (severity) {
    case Severity::advice:
      return "advice";
    case Severity::rule:
      return "rule";
    case Severity::law:
      return "law";
  }
  return "rule";
}

std::string_view overall_name(Overall overall) noexcept {
  switch (overall) {
    case Overall::compliant:
      return "compliant";
    case Overall::not_compliant:
      return "not_compliant";
    case Overall::review:
      return "review";
  }
  return "not_compliant";
}

namespace {

Finding finding_of(const Limit& limit) {
  Finding finding;
  finding.requirement = limit.requirement;
  finding.clause = limit.clause;
  finding.unit = limit.unit;
  finding.min = limit.min;
  finding.max = limit.max;
  finding.unsure = limit.unsure;
  finding.severity = limit.severity;
  return finding;
}

}  // namespace

Finding judge(const Limit& limit, double value) {
  if (!std::isfinite(value)) return not_assessed(limit, "The measurement gave no number.");
  Finding finding = finding_of(limit);
  finding.value = value;

  double inside = std::numeric_limits<double>::infinity();  // distance to the nearest limit, negative outside
  double nearest = 0;
  for (const auto& [bound, distance] : {std::pair(limit.min, limit.min ? value - *limit.min : 0.0),
                                        std::pair(limit.max, limit.max ? *limit.max - value : 0.0)}) {
    if (bound && distance < inside) {
      inside = distance;
      nearest = *bound;
    }
  }
  if (std::isinf(inside)) {
    finding.verdict = Verdict::pass;
    finding.score = 100;
    return finding;
  }
  const double scale = limit.unsure > 0 ? 2 * limit.unsure : std::max(std::abs(nearest) * 0.1, 1e-9);
  finding.score = static_cast<int>(std::lround(std::clamp(50 + 50 * inside / scale, 0.0, 100.0)));
  if (std::abs(inside) < limit.unsure) {
    finding.verdict = Verdict::unsure;
  } else {
    finding.verdict = inside >= 0 ? Verdict::pass : Verdict::fail;
  }
  return finding;
}

Finding not_assessed(const Limit& limit, std::string why) {
  Finding finding = finding_of(limit);
  finding.message = std::move(why);
  return finding;
}

Overall overall_of(std::span<const Finding> findings) noexcept {
  Overall overall = Overall::compliant;
  for (const Finding& finding : findings) {
    if (finding.severity == Severity::advice) continue;
    if (finding.verdict == Verdict::fail) return Overall::not_compliant;
    if (finding.verdict != Verdict::pass) overall = Overall::review;
  }
  return overall;
}

}  // namespace enrolkit
