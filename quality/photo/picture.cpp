// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "quality/photo/block_artefacts.hpp"
#include "quality/photo/image_noise.hpp"
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
  const BlockArtefacts blocks = block_artefacts(scene.grey, scene.axes);
  out.set(Requirement::pixelation, blocks.pixelation);
  out.set(Requirement::compression, blocks.jpeg);

  const double noise = face_noise(scene.grey, scene.axes);
  // A passport stores no more than this: the noise of a larger picture is averaged as it is reduced.
  constexpr double kLargestUnit = 300;
  out.set(Requirement::noise, noise * std::min(1.0, kLargestUnit / scene.axes.unit));

  const auto kept = reblur_ratio(scene.grey, scene.face, noise);
  if (kept) {
    const Region eyes = scene.region({-0.85, -0.4}, {0.85, 0.22});
    out.set(Requirement::sharpness, softness(*kept), eyes);
    out.set(Requirement::motion, smear(*kept), eyes);
  } else {
    out.refuse(Requirement::sharpness, "Not judged: noise hides the detail around the eyes.");
    out.refuse(Requirement::motion, "Not judged: noise hides the detail around the eyes.");
  }
}

}  // namespace enrolkit::photo
