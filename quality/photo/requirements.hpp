// SPDX-License-Identifier: Apache-2.0
// The requirements that the portrait checks can judge, in the order of the report.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

#include "enrolkit/image.hpp"

namespace enrolkit::photo {

enum class Requirement : std::uint8_t {
  single_face,
  size,
  aspect,
  inter_eye_distance,
  head_height,
  head_width,
  position,
  position_vertical,
  roll,
  yaw,
  pitch,
  shoulders,
  greyscale,
  colour_cast,
  natural_colour,
  exposure,
  clipping,
  contrast,
  light_even,
  skin_reflection,
  pixelation,
  compression,
  noise,
  sharpness,
  motion,
  glasses,
  glasses_tinted,
  glasses_glare,
  glasses_frame,
  eye_zone_clear,
  eyes_open,
  gaze,
  red_eye,
  mouth_visible,
  mouth_closed,
  expression,
  brows,
  face_visible,
  head_uncovered,
  background_uniform,
  background_light,
  background_colour,
  background_shadow,
  edges_clear,
  photo_age,
  retouching,
};

inline constexpr std::size_t kRequirements = 46;

struct RequirementInfo {
  std::string_view name;
  std::string_view unit;  // of the measured value; a profile must state its limits in the same
};

inline constexpr std::array<RequirementInfo, kRequirements> kRequirementInfo = {{
    {"single_face", "faces"},
    {"size", "px"},
    {"aspect", "width/height"},
    {"inter_eye_distance", "px"},
    {"head_height", "% of height"},
    {"head_width", "% of width"},
    {"position", "% of width"},
    {"position_vertical", "% of height"},
    {"roll", "deg"},
    {"yaw", "deg"},
    {"pitch", "deg"},
    {"shoulders", "deg"},
    {"greyscale", "CIELAB chroma"},
    {"colour_cast", "CIELAB units"},
    {"natural_colour", "CIELAB units"},
    {"exposure", "EV"},
    {"clipping", "% of face"},
    {"contrast", "ratio"},
    {"light_even", "log ratio"},
    {"skin_reflection", "ratio"},
    {"pixelation", "block ratio"},
    {"compression", "block ratio"},
    {"noise", "grey levels"},
    {"sharpness", "re-blur ratio"},
    {"motion", "re-blur difference"},
    {"glasses", "bridge contrast"},
    {"glasses_tinted", "ratio"},
    {"glasses_glare", "% of lens"},
    {"glasses_frame", "score"},
    {"eye_zone_clear", "score"},
    {"eyes_open", "score"},
    {"gaze", "% of IED"},
    {"red_eye", "CIELAB a"},
    {"mouth_visible", "score"},
    {"mouth_closed", "gap/T"},
    {"expression", "smile score"},
    {"brows", "IED"},
    {"face_visible", "score"},
    {"head_uncovered", "score"},
    {"background_uniform", "CIELAB units"},
    {"background_light", "CIELAB L"},
    {"background_colour", "CIELAB chroma"},
    {"background_shadow", "CIELAB L"},
    {"edges_clear", "% of edge"},
    {"photo_age", "days"},
    {"retouching", ""},
}};

[[nodiscard]] constexpr const RequirementInfo& info_of(Requirement requirement) {
  return kRequirementInfo[static_cast<std::size_t>(requirement)];
}

// What one check measured: a value, or why there is none.
struct Measurement {
  std::optional<double> value;
  std::string_view why_not = "This version has no measure of it.";
  std::optional<Region> region;
};

class Measurements {
 public:
  [[nodiscard]] const Measurement& operator[](Requirement r) const { return all_[static_cast<std::size_t>(r)]; }

  void set(Requirement r, double value, std::optional<Region> region = std::nullopt) {
    all_[static_cast<std::size_t>(r)] = {value, {}, region};
  }
  void refuse(Requirement r, std::string_view why_not) { all_[static_cast<std::size_t>(r)] = {{}, why_not, {}}; }

 private:
  std::array<Measurement, kRequirements> all_{};
};

}  // namespace enrolkit::photo
