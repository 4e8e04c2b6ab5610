// SPDX-License-Identifier: Apache-2.0
// The landmarks in face coordinates, split into what both halves of the face share and what differs between them: the
// first changes with nodding and expression, the second with turning.
#pragma once

#include <array>
#include <cstddef>

#include "enrolkit/photo.hpp"

namespace enrolkit::photo {

// 29 pairs of points with x and y, 10 points of the midline with one coordinate.
inline constexpr std::size_t kShapeTerms = 68;
// The terms before it are of jaw, brows, nose and eyes: they do not move with the mouth.
inline constexpr std::size_t kTermsWithoutMouth = 48;

struct FaceShape {
  std::array<double, kShapeTerms> shared{};   // half the distance of a pair, its mean height; the height of a midpoint
  std::array<double, kShapeTerms> between{};  // the middle of a pair, half its difference in height; x of a midpoint
};

[[nodiscard]] FaceShape face_shape(const FaceGeometry& face);

}  // namespace enrolkit::photo
