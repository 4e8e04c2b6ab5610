// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

#include "quality/finger/plane.hpp"
#include "quality/finger/ridge_orientation.hpp"

namespace enrolkit::ridges {

// How often ridges follow each other, in blocks of kBlock px.
struct FrequencyField {
  Plane<float> period;       // px from ridge to ridge, smoothed; kDefaultPeriod where nothing could be measured
  Plane<float> periodicity;  // share of the grey variance that one wave explains: 0 noise or edges .. 1 perfect ridges
};

// Measures where `wanted` is not 0.
[[nodiscard]] FrequencyField ridge_frequency(const Plane<std::int16_t>& normalised, const OrientationField& orientation,
                                             const Plane<std::uint8_t>& wanted);

}  // namespace enrolkit::ridges
