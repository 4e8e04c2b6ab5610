// SPDX-License-Identifier: Apache-2.0
#include "quality/photo/exposure.hpp"
#include "quality/photo/measures.hpp"

namespace enrolkit::photo {

void measure_light(const Scene& scene, Measurements& out) {
  const Region region = scene.region({-1, -0.6}, {1, 1.9});
  out.set(Requirement::exposure, white_level(scene.patch), region);
  out.set(Requirement::clipping, clipped_share(scene.patch), region);
  out.set(Requirement::contrast, face_contrast(scene.patch), region);
}

}  // namespace enrolkit::photo
