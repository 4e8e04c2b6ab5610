// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <set>

#include "sdk/rules/policy_parts.hpp"

namespace enrolkit {
namespace {

using Need = JsonReader::Need;

constexpr int kMostLetters = 500;  // that a policy may ask of an officer's text

Severity severity_of(JsonReader& reader) {
  const std::string name = reader.text("severity");
  if (name == severity_name(Severity::law)) {
    reader.fail("severity", "a finding of severity law is never overridden");
  } else if (!reader.error() && name != severity_name(Severity::advice) && name != severity_name(Severity::rule)) {
    reader.fail("severity", "must be one of advice, rule");
  }
  return name == severity_name(Severity::rule) ? Severity::rule : Severity::advice;
}

void read_reasons(JsonReader& parent, OverrideRules& rules) {
  std::set<std::string> codes;
  parent.objects("reasons", [&](JsonReader& reader) {
    OverrideReason reason;
    reason.code = reader.text("code");
    reason.text = reader.text("text");
    if (reader.has("requirements")) {
      reason.requirements = reader.texts("requirements");
      if (reason.requirements.empty()) reader.fail("requirements", "at least one is expected; without the key: any");
    }
    if (reason.code.empty()) reader.fail("code", "must not be empty");
    if (reason.text.empty()) reader.fail("text", "must not be empty");
    if (!codes.insert(reason.code).second) reader.fail("code", "'" + reason.code + "' stands there twice");
    rules.reasons.push_back(std::move(reason));
  });
}

}  // namespace

OverrideRules read_overrides(JsonReader& parent, PolicyNames& names) {
  OverrideRules rules;
  if (!parent.has("overrides")) return rules;
  parent.object("overrides", [&](JsonReader& overrides) {
    overrides.objects("severities", [&](JsonReader& reader) {
      OverrideSeverity severity;
      severity.severity = severity_of(reader);
      severity.second_officer = reader.boolean("second_officer");
      severity.rule = read_rule(reader, names);
      if (std::ranges::any_of(rules.severities, [&](const auto& one) { return one.severity == severity.severity; })) {
        reader.fail("severity", "stands there twice");
      }
      rules.severities.push_back(std::move(severity));
    });
    if (overrides.has("exceptions")) {
      overrides.objects("exceptions", [&](JsonReader& reader) {
        OverrideException exception;
        exception.requirements = reader.texts("requirements");
        exception.never = reader.choice("who", {"nobody", "second-officer"}) == "nobody";
        exception.rule = read_rule(reader, names);
        rules.exceptions.push_back(std::move(exception));
      });
    }
    read_reasons(overrides, rules);
    rules.least_text = overrides.integer("least_text", 0, kMostLetters, Need::optional);
    if (!rules.severities.empty() && rules.reasons.empty()) overrides.fail("reasons", "at least one is expected");
  });
  return rules;
}

}  // namespace enrolkit
