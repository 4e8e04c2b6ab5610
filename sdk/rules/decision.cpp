// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <utility>

#include "enrolkit/rules.hpp"

namespace enrolkit {

std::string_view sample_name(Sample sample) noexcept {
  switch (sample) {
    case Sample::photo:
      return "photo";
    case Sample::signature:
      return "signature";
    case Sample::fingerprints:
      return "fingerprints";
  }
  return "photo";
}

std::string_view decision_name(Decision decision) noexcept {
  switch (decision) {
    case Decision::required:
      return "required";
    case Decision::not_taken:
      return "not_taken";
    case Decision::exempt:
      return "exempt";
    case Decision::reuse:
      return "reuse";
  }
  return "not_taken";
}

namespace {

// Steps begin at age 0 and ascend.
template <class Step>
const Step* step_at(const std::vector<Step>& steps, int age) {
  const Step* found = nullptr;
  for (const Step& step : steps) {
    if (step.from_age <= age) found = &step;
  }
  return found;
}

SampleDecision decide(Sample sample, const std::vector<AgeStep>& steps, Date birth, int age) {
  const AgeStep& now = *step_at(steps, age);
  SampleDecision answer{sample, now.decision, now.reason, now.source, std::nullopt};
  const auto next = std::find_if(steps.begin(), steps.end(), [&](const AgeStep& step) {
    return step.from_age > age && step.decision != now.decision;
  });
  if (next != steps.end()) answer.changes_on = anniversary(birth, next->from_age);
  return answer;
}

std::string kinds_of(const Policy& policy) {
  std::string kinds;
  for (const auto& [kind, rules] : policy.applications) kinds += (kinds.empty() ? "" : ", ") + kind;
  return kinds;
}

}  // namespace

Result<RulesAnswer> apply_rules(const Policy& policy, std::string_view application, Date birth, Date on) {
  const auto entry = policy.applications.find(std::string(application));
  if (entry == policy.applications.end()) {
    return Error{ErrorCode::invalid_argument, "'" + std::string(application) +
                                                  "' is no kind of application of policy " + policy.name +
                                                  ": use one of " + kinds_of(policy)};
  }
  if (birth > on) {
    return Error{ErrorCode::invalid_argument,
                 "the birth date " + format_date(birth) + " lies after the application date " + format_date(on)};
  }
  const int age = age_on(birth, on);
  if (age > kMaxAge) {
    return Error{ErrorCode::invalid_argument, "the birth date " + format_date(birth) + " makes the applicant " +
                                                  std::to_string(age) + " years old; at most " +
                                                  std::to_string(kMaxAge) + " is taken for true"};
  }
  const ApplicationRules& rules = entry->second;
  RulesAnswer answer;
  answer.policy = policy.name;
  answer.policy_version = policy.version;
  answer.application = entry->first;
  answer.on = on;
  answer.age = age;
  answer.makes_document = rules.makes_document;
  for (const auto& [sample, steps] : rules.samples) answer.samples.push_back(decide(sample, steps, birth, age));
  if (const ValidityStep* validity = step_at(rules.validity, age)) {
    answer.expiry = add_years(on, validity->years);
    answer.validity_reason = validity->reason;
    answer.validity_source = validity->source;
  }
  answer.retain_until = add_months(on, rules.retention_months);
  answer.retention_reason = rules.retention_reason;
  answer.retention_source = rules.retention_source;
  for (const Condition& condition : rules.conditions) {
    if (age >= condition.from_age && age < condition.below_age) answer.conditions.push_back(condition.what);
  }
  return answer;
}

}  // namespace enrolkit
