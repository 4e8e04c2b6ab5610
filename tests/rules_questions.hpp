// SPDX-License-Identifier: Apache-2.0
// Questions to the rules, in the words of the tests.
#pragma once

#include <gtest/gtest.h>

#include <string>

#include "enrolkit/rules.hpp"

namespace enrolkit {

inline Date day_of(std::string_view text) { return parse_date(text).value(); }

inline const Policy& belgian() {
  static const Policy policy = builtin_policy("be-passport-2026").value();
  return policy;
}

inline RulesQuestion asked(std::string_view birth, std::string_view on, std::string_view kind = "ordinary") {
  RulesQuestion question;
  question.application = kind;
  question.birth = day_of(birth);
  question.on = day_of(on);
  return question;
}

inline RulesQuestion with(RulesQuestion question, const std::string& input, const std::string& value) {
  question.inputs[input] = value;
  return question;
}

inline RetainedRecord record_of(std::string_view kind, std::string_view applied_on, bool keep = false) {
  RetainedRecord record;
  record.kind = kind;
  record.applied_on = day_of(applied_on);
  record.keep_on_request = keep;
  return record;
}

inline RulesQuestion with(RulesQuestion question, RetainedRecord record) {
  question.record = std::move(record);
  return question;
}

inline RulesAnswer answer_of(const RulesQuestion& question) { return apply_rules(belgian(), question).value(); }

inline RulesAnswer answer_of(std::string_view birth, std::string_view on, std::string_view kind = "ordinary") {
  return answer_of(asked(birth, on, kind));
}

inline std::string refusal_of(const RulesQuestion& question) {
  const auto answer = apply_rules(belgian(), question);
  return answer ? "answered" : answer.error().message;
}

inline SampleDecision decision_on(const RulesAnswer& answer, Sample sample) {
  for (const SampleDecision& decision : answer.samples) {
    if (decision.sample == sample) return decision;
  }
  ADD_FAILURE() << "no decision on " << sample_name(sample);
  return {};
}

// "reuse reuse not_taken": photo, signature, fingerprints.
inline std::string decisions(const RulesAnswer& answer) {
  std::string text;
  for (const SampleDecision& decision : answer.samples) {
    text += (text.empty() ? "" : " ") + std::string(decision_name(decision.decision));
  }
  return text;
}

// The demand that follows from this rule; its standing, or "none".
inline DemandAnswer demand_on(const RulesAnswer& answer, std::string_view rule) {
  for (const DemandAnswer& demand : answer.demands) {
    if (demand.rule == rule) return demand;
  }
  return {};
}
inline std::string standing_of(const RulesAnswer& answer, std::string_view rule) {
  for (const DemandAnswer& demand : answer.demands) {
    if (demand.rule == rule) return std::string(standing_name(demand.standing));
  }
  return "none";
}

inline std::string day_text(const std::optional<Date>& day) { return day ? format_date(*day) : "never"; }

}  // namespace enrolkit
