// SPDX-License-Identifier: Apache-2.0
// Finding: what one check measured against one limit, and what it says of it. A verdict is never an error.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "enrolkit/image.hpp"

#pragma GCC visibility push(default)
namespace enrolkit {

enum class Verdict : std::uint8_t {
  pass,
  fail,
  unsure,        // inside the band around the limit in which the measurement cannot decide: for the officer
  not_assessed,  // not measurable on this input; never a silent pass
};

enum class Severity : std::uint8_t {
  advice,  // better avoided, no rule broken
  rule,    // the standard or the policy demands it; an officer may override with a reason
  law,     // no override
};

// The judgement over a whole sample or enrolment.
enum class Overall : std::uint8_t {
  compliant,      // every finding of severity rule or law passes
  not_compliant,  // at least one of them fails
  review,         // none fails, at least one is unsure or could not be assessed
};

[[nodiscard]] std::string_view verdict_name(Verdict verdict) noexcept;     // "pass", "fail", "unsure", "not_assessed"
[[nodiscard]] std::string_view severity_name(Severity severity) noexcept;  // "advice", "rule", "law"
[[nodiscard]] std::string_view overall_name(Overall overall) noexcept;     // "compliant", "not_compliant", "review"

struct Finding {
  std::string requirement;      // lasting short name: "inter_eye_distance"
  std::string clause;           // where the requirement stands: "ISO/IEC 39794-5 D.1"
  std::optional<double> value;  // as measured; empty when not assessed
  std::string unit;             // "px", "deg", "% of height", "" for a plain ratio
  std::optional<double> min;    // the limits of the profile; empty = open on that side
  std::optional<double> max;
  double unsure = 0;  // half width of the band of doubt around each limit, in the same unit
  std::optional<int>
      score;  // 0 (certainly fails) .. 50 (at the limit) .. 100 (certainly passes); empty when not assessed
  Verdict verdict = Verdict::not_assessed;
  Severity severity = Severity::rule;
  std::optional<Region> region;  // where in the checked image, in its pixels
  std::string message;           // one English sentence for the officer
};

// One requirement of a profile: a value is judged against [min, max]; within `unsure` of a limit the verdict is unsure.
struct Limit {
  std::string requirement;
  std::string clause;
  std::string unit;
  std::optional<double> min;
  std::optional<double> max;
  double unsure = 0;  // half width of the band around each limit, in the unit of the value
  Severity severity = Severity::rule;
  std::string source;     // where the number comes from
  bool verified = false;  // true: read in that source; false: recalled or measured by us
};

// Judges `value`: pass, unsure or fail by the limit; score 50 at a limit, 100 from two bands (or, without a band, 10 %
// of the limit) inside it on, 0 as far outside. The message is left empty.
[[nodiscard]] Finding judge(const Limit& limit, double value);

// The finding of a requirement that could not be measured, and why.
[[nodiscard]] Finding not_assessed(const Limit& limit, std::string why);

[[nodiscard]] Overall overall_of(std::span<const Finding> findings) noexcept;

}  // namespace enrolkit
#pragma GCC visibility pop
