// SPDX-License-Identifier: Apache-2.0
#include "quality/photo/mouth.hpp"

#include <algorithm>

#include "quality/photo/face_geometry.hpp"

namespace enrolkit::photo {

double mouth_gap(const FaceGeometry& face) {
  const FaceLandmarks& p = face.landmarks;
  const double gap = std::max({distance(p[61], p[67]), distance(p[62], p[66]), distance(p[63], p[65])});
  return gap / std::max(eyes_to_chin(face), 1.0);
}

}  // namespace enrolkit::photo
