// SPDX-License-Identifier: Apache-2.0
// Whether the light falls evenly on the face, after the zones of ISO/IEC 29794-5: forehead and cheeks.
#pragma once

#include "quality/photo/face_patch.hpp"

namespace enrolkit::photo {

struct UnevenLight {
  double log_ratio = 0;  // natural logarithm of light over shade, at least 0
  Point shade_from;      // the zone in the shade, in face coordinates
  Point shade_to;
};

// The larger of left against right at the sides of the face and of forehead against cheeks, as ratios of median
// luminance. Skin cancels out; the chin is left out, as beards are dark.
[[nodiscard]] UnevenLight uneven_light(const FacePatch& patch);

}  // namespace enrolkit::photo
