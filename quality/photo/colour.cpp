// SPDX-License-Identifier: Apache-2.0
#include "quality/photo/colour_cast.hpp"
#include "quality/photo/exposure.hpp"
#include "quality/photo/measures.hpp"

namespace enrolkit::photo {

void measure_colour(const Scene& scene, Measurements& out) {
  out.set(Requirement::greyscale, mean_chroma(scene.patch));
  if (!scene.patch.coloured) {
    for (const Requirement untold : {Requirement::colour_cast, Requirement::natural_colour}) {
      out.refuse(untold, "Not judged: the picture has no colour.");
    }
    return;
  }
  const auto sclera = sclera_colour(scene.patch);
  const LogChroma light = light_colour(sclera, wall_colour(wall_levels(scene.image), sclera));
  const Region face = scene.region({-1, -0.6}, {1, 1.9});
  out.set(Requirement::colour_cast, cast_chroma(light), face);
  out.set(Requirement::natural_colour, unnatural_skin(scene.patch, light), face);
}

}  // namespace enrolkit::photo
