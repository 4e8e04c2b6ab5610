// SPDX-License-Identifier: Apache-2.0
// One day on which an application might be made, and what conditions hold on it.
#pragma once

#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "enrolkit/rules.hpp"

namespace enrolkit {

// While conditions are looked at, `turns` gathers the later days on which one of them may turn.
struct Moment {
  const Policy& policy;
  const RulesQuestion& question;
  Date on;
  int age = 0;
  bool reuse = false;  // the record's samples are used
  std::set<Date>& turns;
};

enum class Truth : std::uint8_t { no, unknown, yes };

// `missing` gathers the inputs whose value is not known.
Truth holds(const When& when, const Moment& moment, std::vector<std::string>* missing = nullptr);

// The first entry whose condition holds; what is not known does not. A checked policy has one at each age.
template <class Entry>
const Entry* first_of(const std::vector<Entry>& entries, const Moment& moment) {
  const Entry* found = nullptr;
  for (const Entry& entry : entries) {  // all of them are asked, for the days on which they turn
    if (holds(entry.when, moment) == Truth::yes && found == nullptr) found = &entry;
  }
  return found;
}

// An explanation, or what has one, that says what the rule says.
template <class Answer>
Answer explained(const Rule& rule) {
  Answer answer;
  answer.rule = rule.id;
  answer.reason = rule.says;
  answer.source = rule.source;
  answer.verified = rule.verified;
  return answer;
}

Date next_day(Date date);

// The parts of an answer, each on the day of the moment.
ReuseAnswer reuse_at(const RetainedRecord& record, const Moment& moment);
std::vector<SampleDecision> samples_at(const Moment& moment, const ReuseAnswer* reuse);
std::optional<ValidityAnswer> validity_at(const Moment& moment);
std::vector<DemandAnswer> demands_at(const Moment& moment, const std::vector<SampleDecision>& samples,
                                     const ReuseAnswer* reuse);
std::optional<FeeAnswer> fee_at(const Moment& moment);
std::optional<TermAnswer> term_at(const Moment& moment);
Retention retention_in(const ApplicationRules& rules, Date applied_on, bool keep_on_request,
                       std::optional<Date> used_on);

// The samples that an earlier application took, by the rules and the age of then.
std::vector<Sample> held_samples(const RetainedRecord& record, const Moment& moment);

// All that is wrong with a question itself. Errors: see apply_rules.
Status check_question(const Policy& policy, const RulesQuestion& question);
Status check_record(const Policy& policy, const RetainedRecord& record, const RulesQuestion& question);

inline const ApplicationRules& rules_of(const Moment& moment) {
  return moment.policy.applications.at(moment.question.application);
}

}  // namespace enrolkit
