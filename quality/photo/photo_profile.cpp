// SPDX-License-Identifier: Apache-2.0
#include "quality/photo/photo_profile.hpp"

#include <array>
#include <string>
#include <utility>

#include "enrolkit/photo.hpp"
#include "quality/limit_set.hpp"
#include "quality/photo/requirements.hpp"

namespace enrolkit {
namespace {

using photo::kRequirementInfo;
using photo::kRequirements;

// The eyes lie at this share of the head's height from the crown (measured, see face_geometry.cpp: 1 - 1/1.976).
constexpr double kEyesBelowCrown = 0.494;

Error bad_profile(std::string_view name, const std::string& what) {
  return {ErrorCode::malformed, "profile '" + std::string(name) + "': " + what};
}

// With the smallest head that passes, some height of the eyes that passes must leave crown and chin in the picture.
bool head_fits(const Limit& head, const Limit& eyes) {
  const double smallest = head.min.value_or(0) + head.unsure;
  const double highest_eyes = eyes.min.value_or(0) + eyes.unsure;
  const double lowest_eyes = eyes.max.value_or(100) - eyes.unsure;
  return kEyesBelowCrown * smallest <= lowest_eyes && highest_eyes + (1 - kEyesBelowCrown) * smallest <= 100;
}

}  // namespace

const Limit* PhotoProfile::find(std::string_view requirement) const noexcept { return find_limit(limits, requirement); }

Result<PhotoProfile> parse_photo_profile(std::string_view json, std::string_view name) {
  std::array<std::string_view, kRequirements> names;
  for (std::size_t i = 0; i < kRequirements; ++i) names[i] = kRequirementInfo[i].name;
  auto set = parse_limits(json, names, name);
  if (!set) return set.error();
  PhotoProfile profile{std::move(set->name), std::move(set->version), std::move(set->limits)};
  for (const auto& info : kRequirementInfo) {
    if (profile.find(info.name)->unit != info.unit) {
      return bad_profile(name, "'limits." + std::string(info.name) + ".unit' must be '" + std::string(info.unit) + "'");
    }
  }
  if (!head_fits(*profile.find("head_height"), *profile.find("position_vertical"))) {
    return bad_profile(name,
                       "'limits.head_height' and 'limits.position_vertical' cannot be met together: crown or "
                       "chin would lie outside the picture");
  }
  const Limit& faces = *profile.find("single_face");
  if (faces.min.value_or(1) > 1 || faces.max.value_or(1) < 1) {
    return bad_profile(name, "'limits.single_face' must allow one face");
  }
  return profile;
}

Result<PhotoProfile> builtin_photo_profile(std::string_view name) {
  const auto text = embedded_profile(photo_profile_files(), "photo", name);
  if (!text) return text.error();
  return parse_photo_profile(*text, name);
}

std::vector<std::string> builtin_photo_profile_names() {
  std::vector<std::string> names;
  for (const auto& [name, text] : photo_profile_files()) names.emplace_back(name);
  return names;
}

}  // namespace enrolkit
