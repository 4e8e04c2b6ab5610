// SPDX-License-Identifier: Apache-2.0
// What people decide in an enrolment and what is noted of it: overrides, exceptions, confirmations, events.
#pragma once

#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>

#include "enrolkit/finding.hpp"
#include "enrolkit/finger.hpp"
#include "enrolkit/override.hpp"
#include "enrolkit/result.hpp"
#include "enrolkit/rules.hpp"

#pragma GCC visibility push(default)
namespace enrolkit {

using Timestamp = std::chrono::sys_seconds;  // of the station's clock, UTC

[[nodiscard]] std::string format_timestamp(Timestamp time);  // "2026-11-22T13:05:00Z"
// Exactly that form, years 1800 to 2199. Errors: malformed, invalid_argument (no such day or hour).
[[nodiscard]] Result<Timestamp> parse_timestamp(std::string_view text);

// Who takes a step, and when.
struct By {
  std::string officer;  // a name or number that the post knows; 1 to kMaxOfficerBytes of UTF-8 without control codes
  Timestamp at{};
};
inline constexpr std::size_t kMaxOfficerBytes = 100;
inline constexpr std::size_t kMaxReasonBytes = 1000;  // of an answer or a reason that an officer writes: half a page

// Why the applicant gives no signature.
enum class SignatureFault : std::uint8_t {
  cannot_write,  // never learnt it, or not yet
  cannot_hold,   // an injury or a disability
};
[[nodiscard]] std::string_view signature_fault_name(SignatureFault fault) noexcept;  // "cannot_write", ...

struct SignatureException {
  SignatureFault fault = SignatureFault::cannot_write;
  bool permanent = false;
};

// The names of one finding: "photo/background_light", "right-index/finger_present", "signature/signature_present".
struct FindingName {
  Sample sample = Sample::photo;
  FingerPosition finger = FingerPosition::unknown;  // of fingerprints
  std::string requirement;

  friend bool operator==(const FindingName&, const FindingName&) = default;
};
[[nodiscard]] std::string finding_name_text(const FindingName& name);
// "fingerprints", "photo" or "signature" alone names the decision of the rules on the sample (empty requirement).
// Errors: invalid_argument.
[[nodiscard]] Result<FindingName> parse_finding_name(std::string_view text);

// An override that was accepted.
struct Override {
  FindingName finding;
  OverrideRequest request;  // `officer` is By::officer
  Timestamp at{};
  Severity severity = Severity::rule;  // advice or rule, never law
  Verdict verdict = Verdict::fail;     // of the finding: fail, unsure or not_assessed
};

// A condition of the rules ("the form carries the signatures of both parents") that an officer has seen to be met.
struct ConfirmedCondition {
  std::string rule;       // its id in the policy: "both-parents"
  std::string condition;  // as the rule says it
  By by;
};

// One line of the history. Names what was done, never what a sample looks like: no measured value, no image, no name of
// the applicant.
struct EnrolmentEvent {
  By by;
  std::string what;    // "photo_offered", "finger_excepted", "finding_overridden", "released", ...
  std::string detail;  // one line, such as "attempt 2: again, kept"
  std::string policy;  // name and version under which it was done
  std::string policy_version;
};

}  // namespace enrolkit
#pragma GCC visibility pop
