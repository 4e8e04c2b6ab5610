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
  inter_eye_distance,
  head_height,
  position,
  position_vertical,
  roll,
  yaw,
  pitch,
  greyscale,
  exposure,
  clipping,
  contrast,
  sharpness,
  eyes_open,
  mouth_closed,
  background_uniform,
};

inline constexpr std::size_t kRequirements = 17;

struct RequirementInfo {
  std::string_view name;
  std::string_view unit;  // of the measured value; a profile must state its limits in the same
};

inline constexpr std::array<RequirementInfo, kRequirements> kRequirementInfo = {{
    {"single_face", "faces"},
    {"size", "px"},
    {"inter_eye_distance", "px"},
    {"head_height", "% of height"},
    {"position", "% of width"},
    {"position_vertical", "% of height"},
    {"roll", "deg"},
    {"yaw", "deg"},
    {"pitch", "deg"},
    {"greyscale", "CIELAB chroma"},
    {"exposure", "CIELAB L"},
    {"clipping", "% of face"},
    {"contrast", "ratio"},
    {"sharpness", "re-blur ratio"},
    {"eyes_open", "height/width"},
    {"mouth_closed", "gap/T"},
    {"background_uniform", "CIELAB units"},
}};

[[nodiscard]] constexpr const RequirementInfo& info_of(Requirement requirement) {
  return kRequirementInfo[static_cast<std::size_t>(requirement)];
}

// What one check measured: a value, or why there is none.
struct Measurement {
  std::optional<double> value;
  std::string_view why_not = "The check did not run.";
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
