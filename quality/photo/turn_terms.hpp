// SPDX-License-Identifier: Apache-2.0
// What turning is told from: the differences between the halves of the face, and how far one degree moves each of them,
// which changes with the angle itself and with the shape of the face (noses and cheeks stand out more or less).
#pragma once

#include <array>
#include <cstddef>

#include "quality/photo/face_shape.hpp"

namespace enrolkit::photo {

// The directions in which faces differ most from each other, in what both halves share; of each the usual spread is 1.
inline constexpr std::size_t kShapeAxes = 3;
struct ShapeAxes {
  std::array<std::array<double, kShapeTerms>, kShapeAxes> weights{};
  std::array<double, kShapeAxes> offsets{};
};

// The terms of FaceShape::between, alone, times the square of the angle, and times the place on each axis.
using TurnTerms = std::array<double, (2 + kShapeAxes) * kShapeTerms>;

// `straight`: what the differences alone give, degrees.
[[nodiscard]] TurnTerms turn_terms(const FaceShape& shape, double straight, const ShapeAxes& axes);

}  // namespace enrolkit::photo
