// SPDX-License-Identifier: Apache-2.0
#include "quality/photo/judgement.hpp"

#include <algorithm>
#include <initializer_list>
#include <optional>
#include <span>

#include "quality/photo/wording.hpp"

namespace enrolkit::photo {
namespace {

using enum Requirement;

struct Premise {
  Requirement check;
  Requirement needs;
};

// A check whose premise fails would measure the fault of the other: a turned face has no wide eyes, a closed eye no
// white, a dark or blurred face no contrast. In the order in which they are decided: what is withheld itself withholds
// nothing.
constexpr Premise kPremises[] = {
    {eyes_open, eye_zone_clear},
    {eyes_open, glasses_tinted},
    {eyes_open, glasses_glare},
    {eyes_open, glasses_frame},
    {gaze, eye_zone_clear},
    {gaze, glasses_tinted},
    {gaze, glasses_glare},
    {gaze, glasses_frame},
    {gaze, yaw},
    {gaze, pitch},
    {gaze, eyes_open},
    {gaze, face_visible},
    {red_eye, eye_zone_clear},
    {red_eye, glasses_tinted},
    {red_eye, eyes_open},
    {red_eye, colour_cast},
    {eyes_open, yaw},
    // the colour of the light before what it drives to an end, and skin only under a light of no colour
    {colour_cast, greyscale},
    {natural_colour, greyscale},
    {natural_colour, colour_cast},
    {clipping, colour_cast},
    {exposure, eyes_open},
    {natural_colour, exposure},
    {natural_colour, clipping},
    {skin_reflection, exposure},
    // grids and grain before the detail that they hide or feign, motion before focus
    {compression, pixelation},
    {noise, pixelation},
    {noise, compression},
    {motion, pixelation},
    {motion, compression},
    {motion, noise},
    {motion, exposure},
    {sharpness, pixelation},
    {sharpness, compression},
    {sharpness, noise},
    {sharpness, exposure},
    {sharpness, motion},
    {contrast, exposure},
    {contrast, light_even},
    {contrast, pixelation},
    {contrast, motion},
    {contrast, sharpness},
    {mouth_closed, exposure},
    {mouth_closed, contrast},
    {mouth_closed, sharpness},
    {mouth_closed, motion},
    {mouth_closed, yaw},
    {mouth_closed, mouth_visible},
    {expression, exposure},
    {expression, contrast},
    {expression, sharpness},
    {expression, motion},
    {expression, yaw},
    {expression, pitch},
    {expression, mouth_visible},
    {brows, yaw},
    {brows, pitch},
    {background_uniform, exposure},
    {background_light, exposure},
    {background_colour, exposure},
    {background_colour, colour_cast},
    {background_shadow, exposure},
    {background_shadow, background_light},
};

std::optional<Requirement> requirement_named(std::string_view name) {
  for (std::size_t i = 0; i < kRequirements; ++i) {
    if (kRequirementInfo[i].name == name) return static_cast<Requirement>(i);
  }
  return std::nullopt;
}

Finding judged(const Limit& limit, Requirement requirement, const Measurement& measurement) {
  if (!measurement.value) {
    Finding finding = not_assessed(limit, std::string(measurement.why_not));
    // No fault of the picture and nothing that a second look at it would tell.
    if (requirement == photo_age || requirement == retouching) finding.severity = Severity::advice;
    return finding;
  }
  Finding finding = judge(limit, *measurement.value);
  // A count is exact: one face is not "at the limit".
  if (requirement == single_face) finding.score = finding.verdict == Verdict::pass ? 100 : 0;
  finding.region = measurement.region;
  if (finding.verdict != Verdict::not_assessed) finding.message = sentence_for(requirement, finding);
  return finding;
}

}  // namespace

std::vector<Finding> judge_all(const PhotoProfile& profile, const Measurements& measurements) {
  std::vector<Finding> findings;
  findings.reserve(profile.limits.size());
  std::array<std::optional<std::size_t>, kRequirements> place{};
  for (const Limit& limit : profile.limits) {
    const auto requirement = requirement_named(limit.requirement);
    if (!requirement) {
      findings.push_back(not_assessed(limit, "This version has no check of it."));
      continue;
    }
    place[static_cast<std::size_t>(*requirement)] = findings.size();
    findings.push_back(judged(limit, *requirement, measurements[*requirement]));
  }
  for (const Premise& premise : kPremises) {
    const auto check = place[static_cast<std::size_t>(premise.check)];
    const auto needs = place[static_cast<std::size_t>(premise.needs)];
    if (!check || !needs || findings[*needs].verdict != Verdict::fail) continue;
    if (findings[*check].verdict == Verdict::not_assessed) continue;
    findings[*check] = not_assessed(profile.limits[*check], std::string(sentence_without(premise.needs)));
  }
  return findings;
}

}  // namespace enrolkit::photo
