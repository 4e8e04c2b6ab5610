// SPDX-License-Identifier: Apache-2.0
#include "quality/photo/mouth.hpp"

#include <algorithm>
#include <span>

#include "quality/photo/face_geometry.hpp"
#include "quality/photo/patch_statistics.hpp"

namespace enrolkit::photo {

namespace {

// Teeth are less red than the lips around them by this much in CIELAB a (measured on 51 smiles: 3 and more), the open
// cavity is this dark against the cheeks.
constexpr double kTeethLessRed = 3;
constexpr double kCavity = 0.40;

bool parted(const FacePatch& patch) {
  if (!patch.coloured) return true;
  const std::span<const Point> inner(patch.points.data() + 60, 8);
  const std::span<const Point> outer(patch.points.data() + 48, 12);
  const double cheeks = (cheek_lightness(patch, 0) + cheek_lightness(patch, 1)) / 2;
  const Histogram lightness = histogram_in(patch.lab, 0, inner);
  if (lightness.count() == 0) return true;
  if (lightness.quantile(0.1) < kCavity * cheeks) return true;
  return histogram_in(patch.lab, 1, inner).quantile(0.5) <
         histogram_in(patch.lab, 1, outer).quantile(0.5) - kTeethLessRed;
}

}  // namespace

double mouth_gap(const FaceGeometry& face, const FacePatch& patch) {
  const FaceLandmarks& p = face.landmarks;
  const double gap = std::max({distance(p[61], p[67]), distance(p[62], p[66]), distance(p[63], p[65])});
  return (parted(patch) ? 1.0 : 0.5) * gap / std::max(eyes_to_chin(face), 1.0);
}

}  // namespace enrolkit::photo
