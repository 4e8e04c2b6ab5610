// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>

#include "quality/finger/match/evidence.hpp"

namespace enrolkit::match {

inline constexpr int kMinutiaFeatures = 5;
inline constexpr int kTextureFeatures = 6;
using Features = std::array<double, kMinutiaFeatures + kTextureFeatures>;  // minutiae first

[[nodiscard]] Features features_of(const Evidence& evidence);

// On the scale of enrolkit/finger_match.hpp.
[[nodiscard]] double first_stage_score(float relaxed);
[[nodiscard]] double fused_score(const Evidence& evidence);

// mm2 that both prints show; 0 where it is not known.
[[nodiscard]] double overlap_area(const Evidence& evidence);

}  // namespace enrolkit::match
