// SPDX-License-Identifier: Apache-2.0
// What stands between the camera and the eyes: the bridge of glasses, dark lenses, reflections.
#pragma once

#include "quality/photo/face_patch.hpp"

namespace enrolkit::photo {

struct Workspace;

// Bridge contrasts (measured): up to 0.06 on a bare nose, from 0.06 on under any bridge.
inline constexpr double kBareNose = 0.06;

struct GlassesLook {
  // The strongest level line across the bridge of the nose, relative to the brightness of the face: the bridge of
  // glasses from 0.07 on.
  double bridge = 0;
  // Share of the surroundings of an eye, of the worse one, that is brighter than skin can be, percent; where no frame
  // is seen, only of what lies before the iris, and 0 for what may be the eye itself.
  double glare = 0;

  [[nodiscard]] bool worn() const { return bridge >= kBareNose; }
};

[[nodiscard]] GlassesLook look_at_glasses(const FacePatch& patch, Workspace& work);

// How bright the bright part around the eye is against the cheek below it, of the darker eye: below 0.75 behind dark
// lenses, for any skin.
[[nodiscard]] double lens_brightness(const FacePatch& patch);

}  // namespace enrolkit::photo
