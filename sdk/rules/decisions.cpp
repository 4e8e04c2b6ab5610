// SPDX-License-Identifier: Apache-2.0
// What the rules decide on one day: samples, validity, fee and term.
#include <algorithm>

#include "sdk/rules/moment.hpp"

namespace enrolkit {
namespace {

SampleDecision decide(Sample sample, const SampleRule& rule, const Moment& moment, const ReuseAnswer* reuse) {
  auto answer = explained<SampleDecision>(rule.rule);
  answer.sample = sample;
  answer.decision = rule.decision;
  answer.equipment = rule.equipment;
  const bool reusable = reuse != nullptr && reuse->allowed;
  const bool held = reusable && std::ranges::find(reuse->samples, sample) != reuse->samples.end();
  if (rule.decision == Decision::required && held) {
    static_cast<Explanation&>(answer) = *reuse;
    answer.decision = Decision::reuse;
    answer.equipment.clear();
  } else if (rule.decision == Decision::reuse && reuse != nullptr && !reusable) {
    static_cast<Explanation&>(answer) = *reuse;
    answer.decision = Decision::not_taken;
  } else if (rule.decision == Decision::reuse && reusable && !held) {
    answer.decision = Decision::not_taken;
    answer.reason = "The retained data of " + format_date(moment.question.record->applied_on) + " holds no " +
                    std::string(sample_name(sample)) + ". " + rule.rule.says;
  }
  return answer;
}

// Of a document that was applied for on the day of the moment, by a kind with a period of its own.
std::optional<ValidityAnswer> validity_in(const Moment& moment, const ApplicationRules& rules) {
  const ValidityRule* rule = first_of(rules.validity, moment);
  if (rule == nullptr) return std::nullopt;
  auto answer = explained<ValidityAnswer>(rule->rule);
  answer.at_most = rule->at_most;
  answer.length = rule->of_record ? "as the original" : period_text(rule->period);
  if (!rule->of_record) answer.expiry = last_day(moment.on, rule->period);
  return answer;
}

// The expiry of the original: as told, or as its rules had it.
void take_expiry_of_record(const Moment& moment, ValidityAnswer& answer) {
  const auto& record = moment.question.record;
  if (!record) {
    answer.reason += " The original's expiry date is not known here.";
    return;
  }
  answer.expiry = record->expiry;
  const auto kind = moment.policy.applications.find(record->kind);
  if (answer.expiry || kind == moment.policy.applications.end()) return;
  RulesQuestion then;
  then.application = record->kind;
  then.birth = moment.question.birth;
  std::set<Date> turns;
  const Moment past{moment.policy, then, record->applied_on, age_on(moment.policy, then.birth, record->applied_on),
                    false,         turns};
  if (const auto original = validity_in(past, kind->second); original && original->expiry) {
    answer.expiry = original->expiry;
    answer.at_most = original->at_most;
    answer.reason += " Reckoned from the original application of " + format_date(record->applied_on) +
                     "; the date that stands in the document counts.";
  }
}

}  // namespace

std::vector<SampleDecision> samples_at(const Moment& moment, const ReuseAnswer* reuse) {
  std::vector<SampleDecision> decisions;
  for (const auto& [sample, entries] : rules_of(moment).samples) {
    decisions.push_back(decide(sample, *first_of(entries, moment), moment, reuse));
  }
  return decisions;
}

std::optional<ValidityAnswer> validity_at(const Moment& moment) {
  const ApplicationRules& rules = rules_of(moment);
  auto answer = validity_in(moment, rules);
  if (!answer) return answer;
  if (first_of(rules.validity, moment)->of_record) take_expiry_of_record(moment, *answer);
  for (const ValidityRule& limit : rules.validity_limits) {
    if (holds(limit.when, moment) != Truth::yes) continue;
    const Date end = last_day(moment.on, limit.period);
    if (answer->expiry && *answer->expiry <= end) continue;
    answer = explained<ValidityAnswer>(limit.rule);
    answer->expiry = end;
    answer->length = period_text(limit.period);
    answer->at_most = true;
  }
  return answer;
}

std::optional<FeeAnswer> fee_at(const Moment& moment) {
  std::optional<FeeAnswer> answer;
  for (const Fee& fee : moment.policy.fees) {
    const auto& kinds = fee.applications;
    if (std::ranges::find(kinds, moment.question.application) == kinds.end()) continue;
    const bool holds_then = holds(fee.when, moment) == Truth::yes;
    if (fee.from > moment.on) moment.turns.insert(fee.from);
    if (!holds_then || fee.from > moment.on) continue;
    answer = explained<FeeAnswer>(fee.rule);
    answer->cents = fee.cents;
    answer->currency = fee.currency;
  }
  return answer;
}

std::optional<TermAnswer> term_at(const Moment& moment) {
  if (!rules_of(moment).makes_document) return std::nullopt;
  const Term* term = first_of(moment.policy.terms, moment);
  if (term == nullptr) return std::nullopt;
  auto answer = explained<TermAnswer>(term->rule);
  answer.working_days = term->working_days;
  answer.runs_from = term->runs_from;
  return answer;
}

}  // namespace enrolkit
