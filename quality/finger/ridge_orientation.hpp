// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

#include "quality/finger/plane.hpp"

namespace enrolkit::ridges {

// The course of the ridges in blocks of kBlock px, as vectors of twice the angle, so that opposite directions are one.
// The angle is that of image coordinates: from the x axis towards the bottom.
struct OrientationField {
  Plane<float> cosine;  // of twice the angle, times the coherence
  Plane<float> sine;
  Plane<float> coherence;  // 0 no common direction .. 1 all gradients parallel

  // Bilinear between block centres. Radians in [0, pi).
  [[nodiscard]] double angle_at(double x, double y) const;
};

[[nodiscard]] OrientationField ridge_orientation(const Plane<std::int16_t>& normalised);

}  // namespace enrolkit::ridges
