// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

#include "quality/finger/plane.hpp"

namespace enrolkit::ridges {

struct NormalisedPrint {
  Plane<std::int16_t> values;  // (grey - local mean) / (local deviation + floor), kUnit = 1, clamped
  Plane<float> deviation;      // grey levels, of each block of kBlock px
  Plane<float> mean;           // grey level of each block
};

// Takes out lighting and pressure. The margin of `values` fits the enhancement filters.
[[nodiscard]] NormalisedPrint normalise_contrast(const Plane<std::uint8_t>& grey);

}  // namespace enrolkit::ridges
