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
  bool faults_stand = false;  // what it refuses is a fault in spite of the other; only its approval means nothing
};

// A check whose premise fails would measure the fault of the other: a turned face has no wide eyes, a closed eye no
// white, a dark or blurred face no contrast. In the order in which they are decided: what is withheld itself withholds
// nothing.
constexpr Premise kPremises[] = {
    // a reflection hides the eye, and is neither skin nor detail
    {eye_zone_clear, glasses_glare},
    {glasses_frame, glasses_glare},
    {skin_reflection, glasses_glare},
    {motion, glasses_glare},
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
    // grids and grain before the detail that they hide or feign, motion before focus
    {compression, pixelation},
    {noise, pixelation},
    {noise, compression},
    {motion, pixelation},
    {motion, compression},
    {motion, noise},
    {sharpness, pixelation},
    {sharpness, compression},
    {sharpness, noise},
    {sharpness, motion},
    // a blurred eye has no white: on dark skin that looks like too little light, while light leaves the detail as it is
    {exposure, eyes_open},
    {exposure, motion},
    {exposure, sharpness},
    {motion, exposure},
    {sharpness, exposure},
    {natural_colour, exposure},
    {clipping, natural_colour},
    // what shines is judged at the exposure of the rest, and makes a face light by itself
    {skin_reflection, exposure, true},
    // the ratio of two lights is the same in any light: one that is wrong is a fault of its own
    {contrast, exposure, true},
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
    // a pattern that shows in bad light is one
    {background_uniform, exposure, true},
    {background_light, exposure},
    {background_colour, exposure},
    {background_colour, colour_cast},
    {background_shadow, exposure},
    // a shadow darkens what little a large head leaves of the wall
    {background_shadow, background_light, true},
};

// The longest sentences have some 150 letters: findings that are renewed take no more memory.
constexpr std::size_t kSentence = 200;

Finding blank(const Limit& limit) {
  Finding finding = not_assessed(limit, {});
  finding.message.reserve(kSentence);
  return finding;
}

void set_aside(Finding& finding, std::string_view why) {
  finding.value.reset();
  finding.score.reset();
  finding.region.reset();
  finding.verdict = Verdict::not_assessed;
  finding.message.assign(why);
}

void judge_anew(const Limit& limit, Requirement requirement, const Measurement& measurement, Finding& finding) {
  finding.severity = limit.severity;
  if (!measurement.value) {
    set_aside(finding, measurement.why_not);
    // No fault of the picture and nothing that a second look at it would tell.
    if (requirement == photo_age || requirement == retouching) finding.severity = Severity::advice;
    return;
  }
  Limit bare;  // without the texts, which would be copied
  bare.min = limit.min;
  bare.max = limit.max;
  bare.unsure = limit.unsure;
  const Finding judged = judge(bare, *measurement.value);
  finding.value = judged.value;
  finding.score = judged.score;
  finding.verdict = judged.verdict;
  if (judged.verdict == Verdict::not_assessed) {
    set_aside(finding, judged.message);
    return;
  }
  // A count is exact: one face is not "at the limit".
  if (requirement == single_face) finding.score = finding.verdict == Verdict::pass ? 100 : 0;
  finding.region = measurement.region;
  finding.message.assign(sentence_for(requirement, finding));
}

}  // namespace

std::optional<Requirement> requirement_named(std::string_view name) {
  for (std::size_t i = 0; i < kRequirements; ++i) {
    if (kRequirementInfo[i].name == name) return static_cast<Requirement>(i);
  }
  return std::nullopt;
}

std::vector<Finding> judge_all(const PhotoProfile& profile, const Measurements& measurements) {
  std::vector<Finding> findings;
  judge_again(profile, measurements, findings);
  return findings;
}

void judge_again(const PhotoProfile& profile, const Measurements& measurements, std::vector<Finding>& findings) {
  if (findings.size() != profile.limits.size()) {
    findings.clear();
    findings.reserve(profile.limits.size());
    for (const Limit& limit : profile.limits) findings.push_back(blank(limit));
  }
  std::array<std::optional<std::size_t>, kRequirements> place{};
  for (std::size_t i = 0; i < findings.size(); ++i) {
    const auto requirement = requirement_named(profile.limits[i].requirement);
    if (!requirement) {
      set_aside(findings[i], "This version has no check of it.");
      continue;
    }
    place[static_cast<std::size_t>(*requirement)] = i;
    judge_anew(profile.limits[i], *requirement, measurements[*requirement], findings[i]);
  }
  for (const Premise& premise : kPremises) {
    const auto check = place[static_cast<std::size_t>(premise.check)];
    const auto needs = place[static_cast<std::size_t>(premise.needs)];
    if (!check || !needs || findings[*needs].verdict != Verdict::fail) continue;
    if (findings[*check].verdict == Verdict::not_assessed) continue;
    if (premise.faults_stand && findings[*check].verdict == Verdict::fail) continue;
    set_aside(findings[*check], sentence_without(premise.needs));
  }
}

}  // namespace enrolkit::photo
