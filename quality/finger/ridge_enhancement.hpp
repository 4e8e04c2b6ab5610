// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

#include "quality/finger/plane.hpp"
#include "quality/finger/ridge_frequency.hpp"
#include "quality/finger/ridge_orientation.hpp"

namespace enrolkit::ridges {

// The print through Gabor filters along its ridges, at every second pixel of every second row; kUnit is the answer to a
// wave of amplitude 1, negative on ridges. 0 beyond the mask and its neighbouring blocks.
[[nodiscard]] Plane<std::int16_t> enhance_ridges(const Plane<std::int16_t>& normalised,
                                                 const OrientationField& orientation, const FrequencyField& frequency,
                                                 const Plane<std::uint8_t>& mask);

}  // namespace enrolkit::ridges
