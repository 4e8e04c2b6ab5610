// SPDX-License-Identifier: Apache-2.0
#include "quality/photo/appearance.hpp"
#include "quality/photo/eyes.hpp"
#include "quality/photo/gaze.hpp"
#include "quality/photo/iris.hpp"
#include "quality/photo/measures.hpp"
#include "quality/photo/red_eye.hpp"

namespace enrolkit::photo {

void measure_eyes(const Scene& scene, Measurements& out) {
  const Region eyes = scene.region({-0.85, -0.25}, {0.85, 0.25});
  const auto looks = eye_appearances(scene.patch);
  out.set(Requirement::eye_zone_clear, -eyes_covered(scene.patch, looks), eyes);
  out.set(Requirement::eyes_open, eye_openness(scene.face, looks), eyes);
  const auto irises = iris_centres(scene.patch, scene.work);
  out.set(Requirement::gaze, gaze_offset(scene.patch, irises, scene.face.yaw), eyes);
  if (scene.patch.coloured) {
    out.set(Requirement::red_eye, pupil_redness(scene.patch, irises), eyes);
  } else {
    out.refuse(Requirement::red_eye, "Not judged: the picture has no colour.");
  }
}

}  // namespace enrolkit::photo
