// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <charconv>

#include "sdk/rules/moment.hpp"
#include "sdk/rules/policy_parts.hpp"

namespace enrolkit {
namespace {

Truth truth_of(bool value) { return value ? Truth::yes : Truth::no; }

void turn_at(const Moment& moment, Date day) {
  if (day > moment.on) moment.turns.insert(day);
}

std::optional<std::string> value_of(const Moment& moment, const std::string& name) {
  const RulesQuestion& question = moment.question;
  if (name == kReuseFact) return moment.reuse ? "yes" : "no";
  if (name == kKeepFact) return question.keep_on_request ? "yes" : "no";
  if (name == kRecordExpiryFact) {
    if (!question.record || !question.record->expiry) return std::nullopt;
    return format_date(*question.record->expiry);
  }
  const auto input = question.inputs.find(name);
  if (input == question.inputs.end()) return std::nullopt;
  return input->second;
}

Truth day_holds(const InputTest& test, const std::string& value, const Moment& moment) {
  const auto day = parse_date(value);
  if (!day) return Truth::unknown;
  if (test.not_passed) {
    turn_at(moment, next_day(*day));
    return truth_of(moment.on <= *day);
  }
  const Date end = last_day(*day, *test.within);
  turn_at(moment, *day);
  turn_at(moment, next_day(end));
  return truth_of(*day <= moment.on && moment.on <= end);
}

Truth test_holds(const InputTest& test, const Moment& moment) {
  const auto value = value_of(moment, test.input);
  if (!value || value->empty()) return Truth::unknown;
  if (test.not_passed || test.within) return day_holds(test, *value, moment);
  if (test.at_least) {
    int number = 0;
    std::from_chars(value->data(), value->data() + value->size(), number);
    return truth_of(number >= *test.at_least);
  }
  return truth_of(
      std::ranges::any_of(test.values, [&](const std::string& one) { return one == *value || one == "*"; }));
}

}  // namespace

Date next_day(Date date) { return Date{std::chrono::sys_days{date} + std::chrono::days{1}}; }

Truth holds(const When& when, const Moment& moment, std::vector<std::string>* missing) {
  const Date birth = moment.question.birth;
  if (when.age_from > 0) turn_at(moment, birthday(moment.policy, birth, when.age_from));
  if (when.age_below < kNoAgeLimit) turn_at(moment, birthday(moment.policy, birth, when.age_below));
  Truth all = truth_of(when.age_from <= moment.age && moment.age < when.age_below);
  for (const InputTest& test : when.inputs) {
    const Truth one = test_holds(test, moment);
    if (one == Truth::unknown && missing != nullptr) missing->push_back(test.input);
    all = std::min(all, one);
  }
  return all;
}

}  // namespace enrolkit
