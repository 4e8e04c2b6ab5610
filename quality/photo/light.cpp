// SPDX-License-Identifier: Apache-2.0
#include "quality/photo/exposure.hpp"
#include "quality/photo/lenses.hpp"
#include "quality/photo/measures.hpp"
#include "quality/photo/side_light.hpp"
#include "quality/photo/skin_reflection.hpp"
#include "quality/photo/wall_corners.hpp"

namespace enrolkit::photo {
namespace {

// Per cent of a lens: from here on the lightest part of an eye is not its white.
constexpr double kSomeGlare = 2;

}  // namespace

void measure_light(const Scene& scene, Measurements& out) {
  const Region face = scene.region({-1, -0.6}, {1, 1.9});
  const bool glare = look_at_glasses(scene.patch, scene.work).glare > kSomeGlare;
  const double ev = exposure_ev(scene.patch, wall_levels(scene.image), glare);
  out.set(Requirement::exposure, ev, face);
  out.set(Requirement::clipping, clipped_share(scene.patch), face);
  out.set(Requirement::contrast, face_contrast(scene.patch, ev), face);
  const UnevenLight uneven = uneven_light(scene.patch, wall_side_light(scene.image, scene.axes.unit));
  out.set(Requirement::light_even, uneven.log_ratio, scene.region(uneven.shade_from, uneven.shade_to));
  out.set(Requirement::skin_reflection, skin_gloss(scene.patch, ev), face);
}

}  // namespace enrolkit::photo
