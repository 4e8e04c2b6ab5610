// SPDX-License-Identifier: Apache-2.0
#include "quality/photo/photo_profile.hpp"

#include <algorithm>
#include <array>
#include <string>
#include <utility>

#include "enrolkit/photo.hpp"
#include "quality/limit_set.hpp"
#include "quality/photo/crop_rules.hpp"
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

// A base of a base of a base is as deep as the builtin profiles may stand on each other.
constexpr int kDeepestBase = 3;

// What a profile file may say besides its limits.
constexpr std::array<std::string_view, 1> kBesides = {"crop"};

std::array<std::string_view, kRequirements> requirement_names() {
  std::array<std::string_view, kRequirements> names;
  for (std::size_t i = 0; i < kRequirements; ++i) names[i] = kRequirementInfo[i].name;
  return names;
}

Result<PhotoProfile> profile_from(std::string_view json, std::string_view name, int depth);

Result<PhotoProfile> builtin_from(std::string_view name, int depth) {
  const auto text = embedded_profile(photo_profile_files(), "photo", name);
  if (!text) return text.error();
  return profile_from(*text, name, depth);
}

void replace_limits(PhotoProfile& profile, const std::vector<Limit>& limits) {
  for (Limit& limit : profile.limits) {
    if (const Limit* other = find_limit(limits, limit.requirement)) limit = *other;
  }
}

Result<PhotoProfile> with_crop_rules(PhotoProfile profile, std::string_view json, std::string_view name) {
  const auto crop = photo::parse_crop_rules(json, name, profile.crop);
  if (!crop) return crop.error();
  profile.crop = *crop;
  return profile;
}

Result<PhotoProfile> profile_from(std::string_view json, std::string_view name, int depth) {
  auto set = parse_limits(json, requirement_names(), name, kBesides);
  if (!set) return set.error();
  PhotoProfile profile{std::move(set->name), std::move(set->version), {}, {}, {}};
  for (ChildLimits& child : set->children) profile.children.push_back({child.under, std::move(child.profile)});
  if (set->base.empty()) {
    profile.limits = std::move(set->limits);
    return with_crop_rules(std::move(profile), json, name);
  }
  if (depth == 0) return bad_profile(name, "'base' profiles stand on each other without end");
  auto base = builtin_from(set->base, depth - 1);
  if (!base) return bad_profile(name, "'base': " + base.error().message);
  profile.limits = std::move(base->limits);
  profile.crop = base->crop;
  replace_limits(profile, set->limits);
  return with_crop_rules(std::move(profile), json, name);
}

// What no form of a profile can say.
Status check_profile(const PhotoProfile& profile, std::string_view name) {
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
  for (const PhotoProfile::ForChildren& child : profile.children) {
    if (auto there = embedded_profile(photo_profile_files(), "photo", child.profile); !there) {
      return bad_profile(name, "'children.profile': " + there.error().message);
    }
  }
  return {};
}

}  // namespace

const Limit* PhotoProfile::find(std::string_view requirement) const noexcept { return find_limit(limits, requirement); }

Result<PhotoProfile> parse_photo_profile(std::string_view json, std::string_view name) {
  auto profile = profile_from(json, name, kDeepestBase);
  if (!profile) return profile.error();
  if (const Status good = check_profile(*profile, name); !good) return good.error();
  return profile;
}

Result<PhotoProfile> builtin_photo_profile(std::string_view name) {
  const auto text = embedded_profile(photo_profile_files(), "photo", name);
  if (!text) return text.error();
  return parse_photo_profile(*text, name);
}

Result<PhotoProfile> photo_profile_at_age(const PhotoProfile& profile, int years) {
  const auto child = std::find_if(profile.children.begin(), profile.children.end(),
                                  [years](const PhotoProfile::ForChildren& one) { return years < one.under; });
  if (child == profile.children.end()) return profile;
  const auto text = embedded_profile(photo_profile_files(), "photo", child->profile);
  if (!text) return text.error();
  const auto set = parse_limits(*text, requirement_names(), child->profile, kBesides);
  if (!set) return set.error();
  PhotoProfile relaxed = profile;
  replace_limits(relaxed, set->limits);
  const bool own = set->base == profile.name;
  relaxed.name = own ? set->name : profile.name + "+" + set->name;
  relaxed.version = own ? set->version : profile.version + "+" + set->version;
  return relaxed;
}

std::vector<std::string> builtin_photo_profile_names() {
  std::vector<std::string> names;
  for (const auto& [name, text] : photo_profile_files()) names.emplace_back(name);
  return names;
}

}  // namespace enrolkit
