// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "quality/photo/colour_cast.hpp"
#include "quality/photo/exposure.hpp"
#include "quality/photo/measures.hpp"
#include "quality/photo/wall_corners.hpp"

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
  const auto skin = skin_colour(scene.patch);
  const LogChroma wall = wall_colour(wall_levels(scene.image), sclera);
  const LogChroma light = light_colour(sclera, wall, skin);
  const LogChroma light_on_white = light_colour(sclera, wall, std::nullopt);  // if no skin is in the white of the eye
  const Region face = scene.region({-1, -0.6}, {1, 1.9});
  out.set(Requirement::colour_cast, cast_chroma(light), face);
  out.set(Requirement::natural_colour, std::min(unnatural_skin(skin, light), unnatural_skin(skin, light_on_white)),
          face);
}

}  // namespace enrolkit::photo
