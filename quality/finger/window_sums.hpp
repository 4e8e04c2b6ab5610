// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>

#include "quality/finger/extraction_parameters.hpp"
#include "quality/finger/plane.hpp"

namespace enrolkit::ridges {

// For each place across the ridges, the sums of the pixels along them. Filled up to whole vectors.
struct WindowSums {
  static constexpr std::size_t kPlaces = (kWindowAcross + 15) / 16 * 16;
  std::array<std::int32_t, kPlaces> sum;
  std::array<std::int32_t, kPlaces> squares;
};

// The window of kWindowAcross x kWindowAlong px around (x, y), its length at `angle`; beyond the print counts its edge.
// The print must have a margin. On whatever vectors the processor has; whole numbers, so the same on all.
void sum_window(const Plane<std::int16_t>& print, int x, int y, double angle, WindowSums& sums);

// The same, one by one: what the vectors are tested against.
void sum_window_scalar(const Plane<std::int16_t>& print, int x, int y, double angle, WindowSums& sums);

}  // namespace enrolkit::ridges
