// SPDX-License-Identifier: Apache-2.0
#include "quality/photo/measures.hpp"

namespace enrolkit::photo {

void measure_pose(const Scene& scene, Measurements& out) {
  const double top = scene.axes.to_face(scene.face.crown).y;
  const double bottom = scene.axes.to_face(scene.face.chin).y;
  const Region head_box = scene.region({-1.2, top}, {1.2, bottom});
  out.set(Requirement::roll, scene.face.roll, scene.region({-0.85, -0.25}, {0.85, 0.25}));
  out.set(Requirement::yaw, scene.face.yaw, head_box);
  out.set(Requirement::pitch, scene.face.pitch, head_box);
}

}  // namespace enrolkit::photo
