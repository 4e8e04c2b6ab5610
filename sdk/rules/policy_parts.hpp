// SPDX-License-Identifier: Apache-2.0
// The parts of a policy as they are read, and the checks on what they say together.
#pragma once

#include <map>
#include <set>
#include <span>
#include <string>
#include <vector>

#include "enrolkit/policy.hpp"
#include "sdk/foundation/json_reader.hpp"

namespace enrolkit {

// What the engine knows beside the policy's inputs, so that a condition may test it.
inline constexpr std::string_view kReuseFact = "reuse";
inline constexpr std::string_view kKeepFact = "keep_on_request";
inline constexpr std::string_view kRecordExpiryFact = "record_expiry";
inline constexpr std::string_view kWhereInput = "where";  // whose values are the policy's places

// What the parts refer to by name.
struct PolicyNames {
  std::map<std::string, Rule> rules;
  std::map<std::string, Input> inputs;
  std::set<std::string, std::less<>> used_rules;
};

// The rule that `key` names. Its id must be in the table.
Rule read_rule(JsonReader& reader, PolicyNames& names, std::string_view key = "rule");
Period read_period(JsonReader& reader);
// The object at `key`; without one the condition always holds.
When read_when(JsonReader& reader, const PolicyNames& names, std::string_view key = "when");

ApplicationRules read_application(JsonReader& reader, PolicyNames& names);
std::vector<Fee> read_fees(JsonReader& reader, PolicyNames& names);
std::vector<Term> read_terms(JsonReader& reader, PolicyNames& names);
std::vector<HolderRule> read_same_holder(JsonReader& reader, PolicyNames& names);
OverrideRules read_overrides(JsonReader& reader, PolicyNames& names);
std::vector<Service> read_services(JsonReader& reader, PolicyNames& names);
std::map<std::string, Place> read_places(JsonReader& reader, PolicyNames& names);

// Of a list whose first entry that holds decides: at least one holds at each age whatever the inputs are, and each can
// be the first.
void check_first_match(JsonReader& reader, std::string_view list, std::span<const When* const> whens);

// What stands in one part and must be known in another.
void check_references(JsonReader& reader, const Policy& policy, const PolicyNames& names);

}  // namespace enrolkit
