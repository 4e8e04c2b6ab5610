// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "quality/photo/measures.hpp"
#include "quality/photo/sharpness.hpp"

namespace enrolkit::photo {

void measure_picture(const Scene& scene, Measurements& out) {
  if (!scene.still) {
    for (const Requirement untold : {Requirement::pixelation, Requirement::compression, Requirement::noise,
                                     Requirement::sharpness, Requirement::motion}) {
      out.refuse(untold, kStillOnly);
    }
    return;
  }
  const auto kept = reblur_ratio(scene.grey, scene.face);
  if (kept) {
    out.set(Requirement::sharpness, std::max(kept->x, kept->y), scene.region({-0.85, -0.4}, {0.85, 0.22}));
  } else {
    out.refuse(Requirement::sharpness, "Not judged: noise hides the detail around the eyes.");
  }
}

}  // namespace enrolkit::photo
