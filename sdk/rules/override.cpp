// SPDX-License-Identifier: Apache-2.0
#include "enrolkit/override.hpp"

#include <algorithm>

#include "sdk/rules/moment.hpp"

namespace enrolkit {
namespace {

bool contains(const std::vector<std::string>& list, const std::string& name) {
  return std::ranges::find(list, name) != list.end();
}

bool is_blank(std::string_view text) { return text.find_first_not_of(" \t\r\n") == std::string_view::npos; }

// Letters and digits, not bytes: of a UTF-8 text the bytes that begin a character, without spaces.
int letters_of(std::string_view text) {
  return static_cast<int>(std::ranges::count_if(text, [](char c) {
    return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U && c != ' ' && c != '\t' && c != '\r' && c != '\n';
  }));
}

std::string same_name(std::string_view name) {
  std::string letters;
  for (const char c : name) {
    if (c != ' ' && c != '\t') letters += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  }
  return letters;
}

OverrideAnswer refused(OverrideAnswer answer, const std::string& why) {
  answer.allowed = false;
  answer.second_officer = false;
  answer.reason = why;
  return answer;
}

Error missing(const Finding& finding, const std::string& what) {
  return {ErrorCode::invalid_argument, "the override of " + finding.requirement + " " + what};
}

Status check_reason(const Finding& finding, const OverrideAnswer& answer, const std::string& code) {
  std::string known;
  for (const OverrideReason& reason : answer.reasons) {
    if (reason.code == code) return {};
    known += (known.empty() ? "" : ", ") + reason.code;
  }
  return missing(finding, "needs a reason code of the policy that fits, not '" + code.substr(0, 40) + "': " + known);
}

}  // namespace

OverrideAnswer may_override(const Policy& policy, const Finding& finding) {
  OverrideAnswer answer;
  if (finding.verdict == Verdict::pass) return refused(answer, finding.requirement + " passes: nothing is overridden.");
  if (finding.severity == Severity::law) {
    return refused(answer, finding.requirement + " is a matter of law: no officer overrides it.");
  }
  const OverrideRules& rules = policy.overrides;
  const auto severity = std::ranges::find(rules.severities, finding.severity, &OverrideSeverity::severity);
  if (severity == rules.severities.end()) {
    return refused(answer, "Policy " + policy.name + " lets nobody override a finding of severity " +
                               std::string(severity_name(finding.severity)) + ".");
  }
  answer = explained<OverrideAnswer>(severity->rule);
  answer.allowed = true;
  answer.second_officer = severity->second_officer;
  for (const OverrideException& exception : rules.exceptions) {
    if (!contains(exception.requirements, finding.requirement)) continue;
    static_cast<Explanation&>(answer) = explained<Explanation>(exception.rule);
    if (exception.never) return refused(answer, exception.rule.says);
    answer.second_officer = true;
  }
  for (const OverrideReason& reason : rules.reasons) {
    if (reason.requirements.empty() || contains(reason.requirements, finding.requirement)) {
      answer.reasons.push_back(reason);
    }
  }
  if (answer.reasons.empty()) return refused(answer, "No reason of policy " + policy.name + " fits this requirement.");
  return answer;
}

Status check_override(const Policy& policy, const Finding& finding, const OverrideRequest& request) {
  const OverrideAnswer answer = may_override(policy, finding);
  if (!answer.allowed) return Error{ErrorCode::refused_by_rules, answer.reason};
  if (is_blank(request.officer)) return missing(finding, "needs the officer's name");
  if (request.officer.size() > kMaxOfficerName || request.second_officer.size() > kMaxOfficerName) {
    return missing(finding, "names an officer in more than " + std::to_string(kMaxOfficerName) + " bytes");
  }
  if (const Status reason = check_reason(finding, answer, request.reason_code); !reason) return reason;
  if (letters_of(request.text) < policy.overrides.least_text) {
    return missing(finding, "needs a text of at least " + std::to_string(policy.overrides.least_text) + " letters");
  }
  if (request.text.size() > kMaxOverrideText) {
    return missing(finding, "has a text of more than " + std::to_string(kMaxOverrideText) + " bytes");
  }
  if (!answer.second_officer) return {};
  if (is_blank(request.second_officer)) {
    return Error{ErrorCode::refused_by_rules,
                 "the override of " + finding.requirement + " needs a second officer: " + answer.reason};
  }
  if (same_name(request.second_officer) == same_name(request.officer)) {
    return Error{ErrorCode::refused_by_rules,
                 "the second officer for " + finding.requirement + " must be another person than " + request.officer};
  }
  return {};
}

}  // namespace enrolkit
