// SPDX-License-Identifier: Apache-2.0
#include "quality/photo/appearance.hpp"
#include "quality/photo/measures.hpp"

namespace enrolkit::photo {

void measure_cover(const Scene& scene, Measurements& out) {
  const double mouth = mouth_covered(scene.patch);
  out.set(Requirement::mouth_visible, -mouth, scene.region({-0.5, 0.75}, {0.5, 1.4}));
  out.set(Requirement::face_visible, mouth, scene.region({-1, -0.5}, {1, 1.9}));
}

}  // namespace enrolkit::photo
