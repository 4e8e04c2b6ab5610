// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>

#include "sdk/rules/moment.hpp"

namespace enrolkit {
namespace {

// All that holds on one day, without when it changes.
RulesAnswer answer_at(const Policy& policy, const RulesQuestion& question, Date on, std::set<Date>& turns) {
  Moment moment{policy, question, on, age_on(policy, question.birth, on), false, turns};
  const ApplicationRules& rules = rules_of(moment);
  RulesAnswer answer;
  answer.policy = policy.name;
  answer.policy_version = policy.version;
  answer.application = question.application;
  answer.title = rules.title;
  answer.on = on;
  answer.age = moment.age;
  answer.makes_document = rules.makes_document;
  answer.duties = policy.duties;
  const Date born = question.birth;
  if (born.month() == std::chrono::February && born.day() == std::chrono::day(29)) {
    answer.birthday = explained<Explanation>(policy.leap_day.rule);
  }
  if (question.record) answer.reuse = reuse_at(*question.record, moment);
  const ReuseAnswer* reuse = answer.reuse ? &*answer.reuse : nullptr;
  moment.reuse = reuse != nullptr && reuse->allowed;
  answer.samples = samples_at(moment, reuse);
  if (const PresenceRule* presence = first_of(rules.presence, moment)) {
    answer.presence = explained<PresenceAnswer>(presence->rule);
    answer.presence->required = presence->required;
  }
  answer.demands = demands_at(moment, answer.samples, reuse);
  for (const DemandAnswer& demand : answer.demands) {
    answer.conditions.push_back(demand.what);
    answer.admissible = answer.admissible && demand.standing != Standing::refused;
  }
  if (answer.presence && answer.presence->required) answer.conditions.push_back(answer.presence->reason);
  std::set<std::string> told;  // a demand and the presence may follow from one rule
  std::erase_if(answer.conditions, [&](const std::string& condition) { return !told.insert(condition).second; });
  answer.validity = validity_at(moment);
  if (answer.validity) answer.expiry = answer.validity->expiry;
  answer.retention = retention_in(rules, on, question.keep_on_request, std::nullopt);
  answer.retain_until = answer.retention.until;
  answer.fee = fee_at(moment);
  answer.term = term_at(moment);
  return answer;
}

std::string money_text(int cents, const std::string& currency) {
  const std::string part = std::to_string(cents % 100);
  return std::to_string(cents / 100) + "." + (part.size() < 2 ? "0" : "") + part + " " + currency;
}

// Notes the first change of an answer.
void note(Explanation& now, bool changed, Date day, std::string_view to) {
  if (!changed || now.changes_on) return;
  now.changes_on = day;
  now.changes_to = to;
}

// Two optional answers; `name` tells one in a few words.
template <class Answer, class Name>
void note_optional(std::optional<Answer>& now, const std::optional<Answer>& then, Date day, Name name) {
  if (!now) return;
  const std::string to = then ? name(*then) : "none";
  note(*now, to != name(*now), day, to);
}

// The same demand of another day: the rule may be demanded several times.
const DemandAnswer* same_demand(const RulesAnswer& answer, const DemandAnswer& demand) {
  for (const DemandAnswer& other : answer.demands) {
    if (other.rule == demand.rule && other.what == demand.what) return &other;
  }
  return nullptr;
}

void note_changes(RulesAnswer& now, const RulesAnswer& then) {
  const Date day = then.on;
  for (std::size_t i = 0; i < now.samples.size(); ++i) {
    const Decision to = then.samples[i].decision;
    note(now.samples[i], to != now.samples[i].decision, day, decision_name(to));
  }
  note_optional(now.presence, then.presence, day,
                [](const PresenceAnswer& one) { return std::string(one.required ? "required" : "not required"); });
  note_optional(now.reuse, then.reuse, day,
                [](const ReuseAnswer& one) { return std::string(one.allowed ? "allowed" : "not allowed"); });
  note_optional(now.validity, then.validity, day, [](const ValidityAnswer& one) { return one.length; });
  note_optional(now.fee, then.fee, day, [](const FeeAnswer& one) { return money_text(one.cents, one.currency); });
  note_optional(now.term, then.term, day,
                [](const TermAnswer& one) { return std::to_string(one.working_days) + " working days"; });
  for (DemandAnswer& demand : now.demands) {
    const DemandAnswer* other = same_demand(then, demand);
    const std::string_view to = other == nullptr ? "not demanded" : standing_name(other->standing);
    note(demand, to != standing_name(demand.standing), day, to);
  }
  if (!now.admissible_changes_on && then.admissible != now.admissible) now.admissible_changes_on = day;
}

}  // namespace

std::string_view standing_name(Standing standing) noexcept {
  constexpr std::array<std::string_view, 3> kNames = {"met", "open", "refused"};
  return kNames[static_cast<std::size_t>(standing)];
}

std::string_view sample_name(Sample sample) noexcept {
  constexpr std::array<std::string_view, 3> kNames = {"photo", "signature", "fingerprints"};
  return kNames[static_cast<std::size_t>(sample)];
}

std::string_view decision_name(Decision decision) noexcept {
  constexpr std::array<std::string_view, 4> kNames = {"required", "not_taken", "exempt", "reuse"};
  return kNames[static_cast<std::size_t>(decision)];
}

Result<RulesAnswer> apply_rules(const Policy& policy, const RulesQuestion& question) {
  if (const Status checked = check_question(policy, question); !checked) return checked.error();
  std::set<Date> turns;
  RulesAnswer answer = answer_at(policy, question, question.on, turns);
  // Each answer of a later day may name further days, all of them later still.
  while (!turns.empty()) {
    const Date day = *turns.begin();
    turns.erase(turns.begin());
    if (age_on(policy, question.birth, day) > kMaxAge) break;
    note_changes(answer, answer_at(policy, question, day, turns));
  }
  return answer;
}

Result<RulesAnswer> apply_rules(const Policy& policy, std::string_view application, Date birth, Date on) {
  RulesQuestion question;
  question.application = application;
  question.birth = birth;
  question.on = on;
  return apply_rules(policy, question);
}

}  // namespace enrolkit
