// SPDX-License-Identifier: Apache-2.0
#include "quality/photo/exposure.hpp"
#include "quality/photo/measures.hpp"

namespace enrolkit::photo {

void measure_colour(const Scene& scene, Measurements& out) {
  out.set(Requirement::greyscale, mean_chroma(scene.patch));
}

}  // namespace enrolkit::photo
