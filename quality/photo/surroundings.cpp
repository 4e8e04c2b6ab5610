// SPDX-License-Identifier: Apache-2.0
#include "quality/photo/background.hpp"
#include "quality/photo/measures.hpp"

namespace enrolkit::photo {

void measure_surroundings(const Scene& scene, Measurements& out) {
  if (scene.mask == nullptr) {
    for (const Requirement untold :
         {Requirement::shoulders, Requirement::background_uniform, Requirement::background_light,
          Requirement::background_colour, Requirement::background_shadow, Requirement::edges_clear}) {
      out.refuse(untold, kStillOnly);
    }
    return;
  }
  const auto deviation = background_deviation(*scene.mask);
  if (deviation) {
    out.set(Requirement::background_uniform, *deviation);
  } else {
    out.refuse(Requirement::background_uniform, "Not judged: too little background is visible beside the head.");
  }
}

}  // namespace enrolkit::photo
