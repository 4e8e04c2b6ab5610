// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "quality/photo/appearance.hpp"
#include "quality/photo/lenses.hpp"
#include "quality/photo/measures.hpp"

namespace enrolkit::photo {
namespace {

// On a bare nose only very dark surroundings of the eyes are dark lenses, since deep-set eyes in light from above are
// dark too; what crosses an eye is no frame, and what shines in it no reflection.
constexpr double kDarkWithoutBridge = 0.14;

}  // namespace

void measure_glasses(const Scene& scene, Measurements& out) {
  const Region eyes = scene.region({-1, -0.35}, {1, 0.45});
  const GlassesLook look = look_at_glasses(scene.patch, scene.work);
  const bool bare = !look.worn();
  out.set(Requirement::glasses, look.bridge, scene.region({-0.2, -0.15}, {0.2, 0.25}));
  out.set(Requirement::glasses_tinted, lens_brightness(scene.patch) + (bare ? kDarkWithoutBridge : 0), eyes);
  out.set(Requirement::glasses_glare, look.glare, eyes);
  const auto looks = eye_appearances(scene.patch);
  const double framed = std::max(looks[0].framed, looks[1].framed);
  out.set(Requirement::glasses_frame, bare ? std::min(framed, 0.0) : framed, eyes);
}

}  // namespace enrolkit::photo
