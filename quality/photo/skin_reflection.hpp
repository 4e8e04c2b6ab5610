// SPDX-License-Identifier: Apache-2.0
// Lamp or flash mirrored by the skin.
#pragma once

#include "quality/photo/face_patch.hpp"

namespace enrolkit::photo {

// How far the brightest fiftieth of the skin has gone from the skin's median to white, 0..1, in CIELAB lightness: dark
// skin has further to go, and the same light mirrored on it goes further. Told at a usual exposure; `ev` is the
// picture's.
[[nodiscard]] double skin_gloss(const FacePatch& patch, double ev);

}  // namespace enrolkit::photo
