// SPDX-License-Identifier: Apache-2.0
// Questions that cannot be asked: dates in the wrong order, values that the policy does not know.
#include <algorithm>
#include <charconv>

#include "sdk/rules/moment.hpp"

namespace enrolkit {
namespace {

Error wrong(std::string message) { return {ErrorCode::invalid_argument, std::move(message)}; }

template <class Map>
std::string names_in(const Map& map) {
  std::string names;
  for (const auto& [name, value] : map) names += (names.empty() ? "" : ", ") + name;
  return names;
}

Status check_input(const Policy& policy, const std::string& name, const std::string& value) {
  const auto entry = policy.inputs.find(name);
  if (entry == policy.inputs.end()) {
    return wrong("policy " + policy.name + " does not ask '" + name + "'" +
                 (policy.inputs.empty() ? "" : ": it asks " + names_in(policy.inputs)));
  }
  const Input& input = entry->second;
  if (input.type == InputType::choice && std::ranges::find(input.values, value) == input.values.end()) {
    std::string known;
    for (const std::string& one : input.values) known += (known.empty() ? "" : ", ") + one;
    return wrong(name + ": '" + value.substr(0, 40) + "' is none of " + known);
  }
  if (input.type == InputType::date) {
    if (const auto date = parse_date(value); !date) return Error{date.error().code, name + ": " + date.error().message};
  }
  if (input.type == InputType::number) {
    int number = -1;
    const auto end = std::from_chars(value.data(), value.data() + value.size(), number);
    if (end.ec != std::errc{} || end.ptr != value.data() + value.size() || number < 0) {
      return wrong(name + ": '" + value.substr(0, 40) + "' is no number");
    }
  }
  return {};
}

}  // namespace

Status check_record(const Policy& policy, const RetainedRecord& record, const RulesQuestion& question) {
  if (!record.applied_on.ok()) return wrong("the day of the earlier application is missing");
  const std::string made = "the earlier application of " + format_date(record.applied_on);
  if (!policy.applications.contains(record.kind)) {
    return wrong("'" + record.kind + "' is no kind of application of policy " + policy.name + ": use one of " +
                 names_in(policy.applications));
  }
  if (record.applied_on > question.on) {
    return wrong(made + " lies after the application of " + format_date(question.on));
  }
  if (record.applied_on < question.birth) {
    return wrong(made + " lies before the birth on " + format_date(question.birth));
  }
  for (const auto& [what, date] : {std::pair{"expire", record.expiry}, std::pair{"be used", record.used_on},
                                   std::pair{"be destroyed", record.destroyed_on}}) {
    if (date && *date < record.applied_on) {
      return wrong(made + " cannot " + std::string(what) + " before it, on " + format_date(*date));
    }
  }
  return {};
}

Status check_question(const Policy& policy, const RulesQuestion& question) {
  if (!policy.applications.contains(question.application)) {
    return wrong("'" + question.application + "' is no kind of application of policy " + policy.name + ": use one of " +
                 names_in(policy.applications));
  }
  if (!question.birth.ok() || !question.on.ok())
    return wrong("the birth date and the day of the application are needed");
  if (question.birth > question.on) {
    return wrong("the birth date " + format_date(question.birth) + " lies after the application date " +
                 format_date(question.on));
  }
  const int age = age_on(policy, question.birth, question.on);
  if (age > kMaxAge) {
    return wrong("the birth date " + format_date(question.birth) + " makes the applicant " + std::to_string(age) +
                 " years old; at most " + std::to_string(kMaxAge) + " is taken for true");
  }
  for (const auto& [name, value] : question.inputs) {
    if (const Status input = check_input(policy, name, value); !input) return input;
  }
  return question.record ? check_record(policy, *question.record, question) : Status{};
}

}  // namespace enrolkit
