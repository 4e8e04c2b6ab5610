// SPDX-License-Identifier: Apache-2.0
#include "quality/photo/eyes.hpp"

#include <algorithm>

#include "quality/photo/face_geometry.hpp"

namespace enrolkit::photo {
namespace {

// Lids of neutral faces are open from 0.27 on, closed ones up to 0.19 where the landmarks saw them.
constexpr double kNarrowLids = 0.26;

double lid_opening(const FaceLandmarks& p, std::size_t first) {
  const double width = distance(p[first], p[first + 3]);
  const double height = distance(p[first + 1], p[first + 5]) + distance(p[first + 2], p[first + 4]);
  return width < 1e-9 ? 0 : height / (2 * width);
}

}  // namespace

std::array<double, 2> lid_openings(const FaceGeometry& face) {
  return {lid_opening(face.landmarks, 36), lid_opening(face.landmarks, 42)};
}

double eye_openness(const FaceGeometry& face, const std::array<EyeAppearance, 2>& looks) {
  const auto lids = lid_openings(face);
  return std::min(lids[0] - kNarrowLids - looks[0].closed, lids[1] - kNarrowLids - looks[1].closed);
}

}  // namespace enrolkit::photo
