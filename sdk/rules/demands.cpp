// SPDX-License-Identifier: Apache-2.0
// What must be true for an application to be admissible.
#include <algorithm>

#include "sdk/rules/moment.hpp"
#include "sdk/rules/policy_parts.hpp"

namespace enrolkit {
namespace {

// What was told of the inputs that a refused demand tests.
std::string told(const When& need, const Moment& moment) {
  std::string text;
  for (const InputTest& test : need.inputs) {
    const auto input = moment.question.inputs.find(test.input);
    if (input == moment.question.inputs.end()) continue;
    text += (text.empty() ? " (Told: " : ", ") + input->first + " " + input->second;
  }
  return text.empty() ? text : text + ".)";
}

std::optional<DemandAnswer> demanded(const Demand& demand, const Moment& moment) {
  if (holds(demand.when, moment) != Truth::yes) return std::nullopt;
  auto answer = explained<DemandAnswer>(demand.rule);
  const Truth need = holds(demand.need, moment, &answer.inputs);
  answer.what = demand.rule.says;
  answer.standing = need == Truth::yes ? Standing::met : need == Truth::no ? Standing::refused : Standing::open;
  if (answer.standing != Standing::open) answer.inputs.clear();
  if (answer.standing == Standing::refused) {
    if (!demand.otherwise.empty()) answer.reason += " " + demand.otherwise;
    answer.reason += told(demand.need, moment);
  }
  return answer;
}

// A kind of application that cannot be without a record.
std::optional<DemandAnswer> record_needed(const Moment& moment, const ReuseAnswer* reuse) {
  const auto& entries = rules_of(moment).reuse;
  const auto entry = std::ranges::find_if(entries, [](const ReuseRule& rule) { return rule.needed; });
  if (entry == entries.end()) return std::nullopt;
  auto answer = explained<DemandAnswer>(entry->rule);
  answer.what = entry->rule.says;
  answer.inputs.emplace_back("record");
  if (reuse == nullptr) return answer;
  static_cast<Explanation&>(answer) = *reuse;
  answer.inputs.clear();
  answer.standing = reuse->allowed ? Standing::met : Standing::refused;
  return answer;
}

// What must be taken and cannot be taken at this place.
void add_missing_equipment(const Moment& moment, const std::vector<SampleDecision>& samples,
                           std::vector<DemandAnswer>& answers) {
  const auto where = moment.question.inputs.find(std::string(kWhereInput));
  if (where == moment.question.inputs.end()) return;
  const auto place = moment.policy.places.find(where->second);
  if (place == moment.policy.places.end()) return;
  const auto& equipment = place->second.equipment;
  for (const SampleDecision& sample : samples) {
    if (sample.decision != Decision::required || sample.equipment.empty() ||
        std::ranges::find(equipment, sample.equipment) != equipment.end()) {
      continue;
    }
    auto answer = explained<DemandAnswer>(place->second.rule);
    answer.what = std::string(sample_name(sample.sample)) + ": a " + sample.equipment + " is there.";
    answer.what[0] = static_cast<char>(answer.what[0] - 'a' + 'A');
    answer.reason += " The " + std::string(sample_name(sample.sample)) + " cannot be taken there.";
    answer.standing = Standing::refused;
    answers.push_back(std::move(answer));
  }
}

}  // namespace

std::vector<DemandAnswer> demands_at(const Moment& moment, const std::vector<SampleDecision>& samples,
                                     const ReuseAnswer* reuse) {
  std::vector<DemandAnswer> answers;
  if (auto answer = record_needed(moment, reuse)) answers.push_back(*std::move(answer));
  for (const Demand& demand : rules_of(moment).demands) {
    if (auto answer = demanded(demand, moment)) answers.push_back(*std::move(answer));
  }
  add_missing_equipment(moment, samples, answers);
  std::ranges::stable_sort(answers, [](const DemandAnswer& a, const DemandAnswer& b) {
    const auto rank = [](Standing standing) {
      return standing == Standing::refused ? 0 : standing == Standing::open ? 1 : 2;
    };
    return rank(a.standing) < rank(b.standing);
  });
  return answers;
}

}  // namespace enrolkit
