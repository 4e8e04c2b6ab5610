// SPDX-License-Identifier: Apache-2.0
// Whether the retained samples of an earlier application may be used for another one.
#include <algorithm>

#include "sdk/rules/moment.hpp"

namespace enrolkit {
namespace {

bool contains(const std::vector<Sample>& samples, Sample sample) {
  return std::ranges::find(samples, sample) != samples.end();
}

std::string names_of(const std::vector<Sample>& samples) {
  std::string names;
  for (const Sample sample : samples) names += (names.empty() ? "" : ", ") + std::string(sample_name(sample));
  return names;
}

std::string record_text(const RetainedRecord& record) {
  return "the data of the " + record.kind + " application of " + format_date(record.applied_on);
}

// Whether the day lies in a span that allows this use; says why not.
std::string expiry_text(const RetainedRecord& record, const Moment& moment, ReuseAnswer& answer) {
  const ApplicationRules& kept = moment.policy.applications.at(record.kind);
  const auto until_of = [&](bool asked) {
    std::optional<Date> until;
    for (const RetentionSpan& span : retention_in(kept, record.applied_on, asked, std::nullopt).spans) {
      if (std::ranges::find(span.uses, moment.question.application) == span.uses.end()) continue;
      if (!until || span.until > *until) until = span.until;
    }
    return until;
  };
  answer.until = until_of(record.keep_on_request);
  if (!answer.until) return "Its retention does not allow this use.";
  if (next_day(*answer.until) > moment.on) moment.turns.insert(next_day(*answer.until));
  if (moment.on <= *answer.until) return {};
  std::string text = record_text(record) + " could be used until " + format_date(*answer.until) + ".";
  text[0] = 'T';
  const auto asked = until_of(true);
  if (asked && *asked > *answer.until && moment.on <= *asked) {
    text += " Only if the applicant had asked to keep it, it would be there until " + format_date(*asked) + ".";
  }
  return text;
}

std::string used_text(const RetainedRecord& record, const Moment& moment) {
  const auto& rules = moment.policy.applications.at(record.kind).retention;
  const bool once = std::ranges::any_of(rules, [](const RetentionRule& rule) { return rule.until_used; });
  if (!once || !record.used_on || *record.used_on > moment.on) return {};
  return "It was used on " + format_date(*record.used_on) + " already, and may be used once.";
}

}  // namespace

std::vector<Sample> held_samples(const RetainedRecord& record, const Moment& moment) {
  if (record.samples) return *record.samples;
  RulesQuestion then;  // of its inputs nothing is known any more
  then.application = record.kind;
  then.birth = moment.question.birth;
  then.on = record.applied_on;
  std::set<Date> turns;
  const Moment past{moment.policy, then, record.applied_on, age_on(moment.policy, then.birth, record.applied_on),
                    false,         turns};
  std::vector<Sample> held;
  for (const auto& [sample, entries] : rules_of(past).samples) {
    const SampleRule* rule = first_of(entries, past);
    if (rule->decision == Decision::required || rule->decision == Decision::reuse) held.push_back(sample);
  }
  return held;
}

ReuseAnswer reuse_at(const RetainedRecord& record, const Moment& moment) {
  const ApplicationRules& rules = rules_of(moment);
  const ReuseRule* entry = nullptr;
  for (const ReuseRule& rule : rules.reuse) {
    const bool of = std::ranges::find(rule.of, record.kind) != rule.of.end();
    if (of && entry == nullptr && holds(rule.when, moment) != Truth::no) entry = &rule;
  }
  if (entry == nullptr) {
    auto none = explained<ReuseAnswer>(rules.no_reuse.value_or(Rule{}));
    if (!rules.no_reuse) none.reason = "This policy lets this kind of application use no retained data.";
    return none;
  }
  auto answer = explained<ReuseAnswer>(entry->rule);
  std::vector<std::string> hindrances;
  if (record.destroyed_on && *record.destroyed_on <= moment.on) {
    std::string text = record_text(record) + " was destroyed on " + format_date(*record.destroyed_on) + ".";
    text[0] = 'T';
    hindrances.push_back(std::move(text));
  }
  hindrances.push_back(used_text(record, moment));
  hindrances.push_back(expiry_text(record, moment, answer));

  const std::vector<Sample> held = held_samples(record, moment);
  std::vector<Sample> lacking;
  for (const auto& [sample, entries] : rules.samples) {
    const Decision decision = first_of(entries, moment)->decision;
    if (decision != Decision::required && decision != Decision::reuse) continue;
    if (contains(held, sample)) {
      answer.samples.push_back(sample);
    } else if (decision == Decision::required) {
      lacking.push_back(sample);
    }
  }
  if (entry->whole && !lacking.empty()) {
    const int then = age_on(moment.policy, moment.question.birth, record.applied_on);
    hindrances.push_back("It was made at " + std::to_string(then) + " years and lacks what an application at " +
                         std::to_string(moment.age) + " needs (" + names_of(lacking) + ").");
  }
  answer.allowed = true;
  for (const std::string& hindrance : hindrances) {
    if (hindrance.empty()) continue;
    if (answer.allowed) answer.reason.clear();
    answer.reason += (answer.allowed ? "" : " ") + hindrance;
    answer.allowed = false;
  }
  if (answer.allowed) {
    answer.reason +=
        " The data of " + format_date(record.applied_on) + " may be used until " + format_date(*answer.until) + ".";
  } else {
    answer.reason += " " + entry->rule.says + (entry->otherwise.empty() ? "" : " " + entry->otherwise);
    answer.samples.clear();
  }
  return answer;
}

Result<ReuseAnswer> may_reuse(const Policy& policy, const RetainedRecord& record, const RulesQuestion& question) {
  RulesQuestion asked = question;
  asked.record = record;
  auto answer = apply_rules(policy, asked);
  if (!answer) return answer.error();
  return *answer->reuse;
}

}  // namespace enrolkit
