// SPDX-License-Identifier: Apache-2.0
// What a policy must not say: ages that contradict each other, entries that never count, names that lead nowhere.
#include <algorithm>

#include "sdk/rules/policy_parts.hpp"

namespace enrolkit {
namespace {

constexpr std::size_t kMostEntries = 200;  // of one list: each is held against all before it, at each age

bool at_age(const When& when, int age) { return when.age_from <= age && age < when.age_below; }

bool same_period(const std::optional<Period>& a, const std::optional<Period>& b) {
  return a.has_value() == b.has_value() &&
         (!a || (a->years == b->years && a->months == b->months && a->days == b->days));
}

// Whether `narrow` holds only where `wide` does.
bool implies(const InputTest& narrow, const InputTest& wide) {
  return narrow.input == wide.input && narrow.at_least.value_or(0) >= wide.at_least.value_or(0) &&
         same_period(narrow.within, wide.within) && narrow.not_passed == wide.not_passed &&
         std::ranges::all_of(narrow.values, [&](const std::string& value) {
           return std::ranges::find(wide.values, value) != wide.values.end();
         });
}

bool inputs_imply(const When& narrow, const When& wide) {
  return std::ranges::all_of(wide.inputs, [&](const InputTest& test) {
    return std::ranges::any_of(narrow.inputs, [&](const InputTest& own) { return implies(own, test); });
  });
}

bool is_kind(const Policy& policy, const std::string& kind) { return policy.applications.contains(kind); }

void check_kinds(JsonReader& reader, const Policy& policy, const std::vector<std::string>& kinds,
                 const std::string& path) {
  for (const std::string& kind : kinds) {
    if (!is_kind(policy, kind)) reader.fail(path, "'" + kind + "' is no kind of application of this policy");
  }
}

bool may_serve(const ApplicationRules& record, const std::string& kind) {
  return std::ranges::any_of(record.retention, [&](const RetentionRule& rule) {
    return std::ranges::find(rule.uses, kind) != rule.uses.end();
  });
}

bool stands_somewhere(const Policy& policy, const std::string& equipment) {
  return std::ranges::any_of(policy.places, [&](const auto& place) {
    return std::ranges::find(place.second.equipment, equipment) != place.second.equipment.end();
  });
}

void check_application(JsonReader& reader, const Policy& policy, const std::string& kind,
                       const ApplicationRules& rules) {
  const std::string path = "applications." + kind;
  for (std::size_t i = 0; i < rules.retention.size(); ++i) {
    check_kinds(reader, policy, rules.retention[i].uses, path + ".retention[" + std::to_string(i) + "].uses");
  }
  for (std::size_t i = 0; i < rules.reuse.size(); ++i) {
    const std::string entry = path + ".reuse[" + std::to_string(i) + "].of";
    check_kinds(reader, policy, rules.reuse[i].of, entry);
    for (const std::string& of : rules.reuse[i].of) {
      if (is_kind(policy, of) && !may_serve(policy.applications.at(of), kind)) {
        reader.fail(entry, "the retention of '" + of + "' does not allow this use");
      }
    }
  }
  for (const auto& [sample, entries] : rules.samples) {
    const std::string list = path + ".samples." + std::string(sample_name(sample));
    for (std::size_t i = 0; i < entries.size(); ++i) {
      const std::string entry = list + "[" + std::to_string(i) + "]";
      if (entries[i].decision == Decision::reuse && rules.reuse.empty()) {
        reader.fail(entry + ".decision", "no entry of 'reuse' says of what");
      }
      const std::string& equipment = entries[i].equipment;
      if (!equipment.empty() && !stands_somewhere(policy, equipment)) {
        reader.fail(entry + ".equipment", "no place has '" + equipment + "'");
      }
    }
  }
}

}  // namespace

void check_first_match(JsonReader& reader, std::string_view list, std::span<const When* const> whens) {
  if (reader.error()) return;
  if (whens.size() > kMostEntries) {
    return reader.fail(list, "at most " + std::to_string(kMostEntries) + " entries are expected");
  }
  for (std::size_t i = 0; i < whens.size(); ++i) {
    bool reached = false;
    for (int age = 0; age <= kMaxAge && !reached; ++age) {
      reached = at_age(*whens[i], age) &&
                std::none_of(whens.begin(), whens.begin() + static_cast<std::ptrdiff_t>(i), [&](const When* earlier) {
                  return at_age(*earlier, age) && inputs_imply(*whens[i], *earlier);
                });
    }
    if (!reached) {
      return reader.fail(std::string(list) + "[" + std::to_string(i) + "]",
                         "can never hold: at each of its ages an earlier entry does");
    }
  }
  for (int age = 0; age <= kMaxAge; ++age) {
    if (std::ranges::none_of(whens, [&](const When* when) { return when->inputs.empty() && at_age(*when, age); })) {
      return reader.fail(list, "no entry holds at " + std::to_string(age) + " years whatever the inputs are");
    }
  }
}

void check_references(JsonReader& reader, const Policy& policy, const PolicyNames& names) {
  for (const auto& [kind, rules] : policy.applications) check_application(reader, policy, kind, rules);
  for (std::size_t i = 0; i < policy.fees.size(); ++i) {
    check_kinds(reader, policy, policy.fees[i].applications, "fees[" + std::to_string(i) + "].applications");
  }
  const auto where = policy.inputs.find(std::string(kWhereInput));
  if (where != policy.inputs.end() && !policy.places.empty()) {
    for (const std::string& value : where->second.values) {
      if (!policy.places.contains(value)) reader.fail("inputs.where.values", "'" + value + "' is no place");
    }
  }
  for (const auto& [id, rule] : names.rules) {
    if (!names.used_rules.contains(id)) reader.fail("rules." + id, "nothing refers to this rule");
  }
}

}  // namespace enrolkit
