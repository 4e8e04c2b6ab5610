// SPDX-License-Identifier: Apache-2.0
#include "quality/finger/finger_profile.hpp"

#include <span>
#include <utility>

#include "quality/limit_set.hpp"

namespace enrolkit {

std::span<const std::pair<std::string_view, std::string_view>> finger_profile_files();

const Limit* FingerProfile::find(std::string_view requirement) const noexcept {
  return find_limit(limits, requirement);
}

Result<FingerProfile> parse_finger_profile(std::string_view json, std::string_view name) {
  auto set = parse_limits(json, kFingerRequirements, name);
  if (!set) return set.error();
  return FingerProfile{std::move(set->name), std::move(set->version), std::move(set->limits)};
}

Result<FingerProfile> builtin_finger_profile(std::string_view name) {
  const auto text = embedded_profile(finger_profile_files(), "finger", name);
  if (!text) return text.error();
  return parse_finger_profile(*text, name);
}

}  // namespace enrolkit
