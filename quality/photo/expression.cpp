// SPDX-License-Identifier: Apache-2.0
#include "quality/photo/measures.hpp"
#include "quality/photo/mouth.hpp"

namespace enrolkit::photo {

void measure_expression(const Scene& scene, Measurements& out) {
  const Point left = scene.axes.to_face(scene.face.landmarks[48]);
  const Point right = scene.axes.to_face(scene.face.landmarks[54]);
  out.set(Requirement::mouth_closed, mouth_gap(scene.face, scene.patch),
          scene.region({left.x, left.y - 0.2}, {right.x, right.y + 0.25}));
}

}  // namespace enrolkit::photo
