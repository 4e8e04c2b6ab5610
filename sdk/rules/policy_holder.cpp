// SPDX-License-Identifier: Apache-2.0
// How a policy tells that two applications are the same person's.
#include <algorithm>

#include "sdk/rules/policy_parts.hpp"

namespace enrolkit {

const std::vector<std::string>& holder_members() {
  static const std::vector<std::string> kMembers = {"personal_number", "surname",     "given_names",
                                                    "birth_date",      "nationality", "place_of_birth"};
  return kMembers;
}

std::vector<HolderRule> read_same_holder(JsonReader& parent, PolicyNames& names) {
  std::vector<HolderRule> rules;
  if (!parent.has("same_holder")) return rules;
  parent.objects("same_holder", [&](JsonReader& reader) {
    HolderRule rule{reader.texts("same"), read_rule(reader, names)};
    if (rule.same.empty()) reader.fail("same", "at least one member of the applicant's file is expected");
    for (const std::string& member : rule.same) {
      if (std::ranges::find(holder_members(), member) != holder_members().end()) continue;
      std::string known;
      for (const std::string& one : holder_members()) known += (known.empty() ? "" : ", ") + one;
      reader.fail("same", "'" + member + "' is none of " + known);
    }
    rules.push_back(std::move(rule));
  });
  if (rules.empty()) parent.fail("same_holder", "at least one entry is expected");
  return rules;
}

}  // namespace enrolkit
