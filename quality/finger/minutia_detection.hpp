// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <vector>

#include "enrolkit/finger.hpp"
#include "quality/finger/plane.hpp"
#include "quality/finger/ridge_orientation.hpp"

namespace enrolkit::ridges {

// Ends and forks of a pruned skeleton as minutiae in working pixels: the direction is that of the orientation field,
// its sense that of the line. Those near the edge of the mask, with branches too short to be ridges, or cancelling each
// other are left out. No quality yet.
[[nodiscard]] std::vector<Minutia> detect_minutiae(const Plane<std::uint8_t>& skeleton,
                                                   const OrientationField& orientation,
                                                   const Plane<std::uint8_t>& mask);

}  // namespace enrolkit::ridges
