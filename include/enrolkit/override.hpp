// SPDX-License-Identifier: Apache-2.0
// The officer's judgement: which findings may be overridden, with which reasons, and who must agree. The policy says
// so; that a finding of severity law is never overridden does not depend on any policy.
//
// All functions are pure and safe on any thread.
#pragma once

#include <string>
#include <vector>

#include "enrolkit/finding.hpp"
#include "enrolkit/policy.hpp"
#include "enrolkit/result.hpp"
#include "enrolkit/rules.hpp"

#pragma GCC visibility push(default)
namespace enrolkit {

// Whether a finding may be overridden, before anybody asks: for the button and the list of reasons of a front end.
struct OverrideAnswer : Explanation {  // `reason` says why or why not
  bool allowed = false;
  bool second_officer = false;          // must agree
  std::vector<OverrideReason> reasons;  // that fit this finding; empty when it is not allowed
};

// What an officer says.
struct OverrideRequest {
  std::string officer;         // who signs for it
  std::string reason_code;     // of the policy
  std::string text;            // in the officer's words
  std::string second_officer;  // empty: nobody else was asked
};

// Of a finding that fails, is unsure or could not be assessed. A finding that passes has nothing to override; one of
// severity law is never overridden, nor is one that the policy excepts or whose severity it does not name.
[[nodiscard]] OverrideAnswer may_override(const Policy& policy, const Finding& finding);

// Whether `request` overrides `finding`. Errors: refused_by_rules (may_override says no; a second officer is needed and
// missing, or is the officer), invalid_argument (no officer, a reason code that the policy does not know or that does
// not fit the requirement, a text shorter than the policy asks or longer than kMaxOverrideText). Each message says what
// is missing.
inline constexpr std::size_t kMaxOverrideText = 2000;  // bytes; a page, not a file
inline constexpr std::size_t kMaxOfficerName = 200;    // bytes
[[nodiscard]] Status check_override(const Policy& policy, const Finding& finding, const OverrideRequest& request);

}  // namespace enrolkit
#pragma GCC visibility pop
