// SPDX-License-Identifier: Apache-2.0
// The rules: which samples an applicant gives, why, and when that changes. Rules are data: a named, versioned policy.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "enrolkit/date.hpp"
#include "enrolkit/finger.hpp"
#include "enrolkit/records.hpp"
#include "enrolkit/result.hpp"

#pragma GCC visibility push(default)
namespace enrolkit {

enum class Sample : std::uint8_t { photo, signature, fingerprints };
enum class Decision : std::uint8_t {
  required,
  not_taken,  // must not be taken, and not be stored when offered
  exempt,     // would be required, but cannot be given
  reuse,      // the retained sample is used, nothing is captured
};
[[nodiscard]] std::string_view sample_name(Sample sample) noexcept;        // "photo", "signature", "fingerprints"
[[nodiscard]] std::string_view decision_name(Decision decision) noexcept;  // "required", ...

// Ages above this are taken for a typing mistake: nobody on record lived longer than 122 years.
inline constexpr int kMaxAge = 125;

// From this age on (completed years on the day of the application) the decision holds, until the next step.
struct AgeStep {
  int from_age = 0;
  Decision decision = Decision::not_taken;
  std::string reason;
  std::string source;
};

struct ValidityStep {
  int from_age = 0;
  int years = 0;
  std::string reason;
  std::string source;
};

struct Condition {
  int from_age = 0;
  int below_age = 0;  // exclusive
  std::string what;
  std::string source;
};

struct ApplicationRules {
  bool makes_document = true;                      // false: nothing is encoded for a chip yet
  std::map<Sample, std::vector<AgeStep>> samples;  // each from age 0 up, ascending
  std::vector<ValidityStep> validity;
  std::vector<Condition> conditions;
  int retention_months = 0;
  std::string retention_reason;
  std::string retention_source;
};

// What an image on the chip may measure. A larger picture is scaled down to fit, never stretched.
struct ChipImageLimit {
  std::size_t max_bytes = 0;
  int max_width = 0;
  int max_height = 0;
};

struct Policy {
  std::string name;  // "be-passport-2026"
  std::string version;
  std::string issuing_state;                             // of documents whose applicant's file does not say
  std::map<std::string, ApplicationRules> applications;  // by kind: "ordinary", ...
  std::string photo_profile;                             // names of the profiles that judge the samples
  std::string finger_profile;
  int finger_count = 2;
  int finger_attempts = 3;  // with one finger, before the next of the hand is asked for
  std::vector<std::string>
      finger_order;  // "index", "middle", ...: which finger of a hand may be taken, the first the best
  ChipImageLimit portrait;
  ChipImageLimit finger;
  FingerImageFormat finger_format = FingerImageFormat::jpeg2000;
  ChipImageLimit signature;
};

[[nodiscard]] Result<Policy> builtin_policy(std::string_view name);  // errors: not_found (lists the names)
[[nodiscard]] Result<Policy> parse_policy(std::string_view json,
                                          std::string_view name);  // errors: malformed, names the key

struct SampleDecision {
  Sample sample = Sample::photo;
  Decision decision = Decision::not_taken;
  std::string reason;
  std::string source;
  std::optional<Date> changes_on;  // the first day on which the decision would be another one
};

struct RulesAnswer {
  std::string policy;
  std::string policy_version;
  std::string application;
  Date on{};
  int age = 0;
  std::vector<SampleDecision> samples;  // photo, signature, fingerprints
  bool makes_document = true;
  std::optional<Date>
      expiry;  // of a document applied for on that day; empty when the application makes none of its own
  std::string validity_reason;
  std::string validity_source;
  Date retain_until{};
  std::string retention_reason;
  std::string retention_source;
  std::vector<std::string> conditions;
};

// Errors: invalid_argument: a birth date after `on`, an age above kMaxAge, an unknown kind of application.
[[nodiscard]] Result<RulesAnswer> apply_rules(const Policy& policy, std::string_view application, Date birth, Date on);

}  // namespace enrolkit
#pragma GCC visibility pop
