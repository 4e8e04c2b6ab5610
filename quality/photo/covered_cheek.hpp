// SPDX-License-Identifier: Apache-2.0
// Hair or cloth over a cheek.
#pragma once

#include "quality/photo/face_patch.hpp"

namespace enrolkit::photo {

// Of the cheek that is less free, by its look and by the texture of strands: about -1 for skin, +1 for what lies over
// it.
[[nodiscard]] double cheek_covered(const FacePatch& patch);

}  // namespace enrolkit::photo
