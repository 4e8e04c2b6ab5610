// SPDX-License-Identifier: Apache-2.0
#include "quality/photo/eyes.hpp"
#include "quality/photo/measures.hpp"

namespace enrolkit::photo {

void measure_eyes(const Scene& scene, Measurements& out) {
  out.set(Requirement::eyes_open, eye_opening(scene.face, scene.patch), scene.region({-0.85, -0.25}, {0.85, 0.25}));
}

}  // namespace enrolkit::photo
