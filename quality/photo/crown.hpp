// SPDX-License-Identifier: Apache-2.0
// The top of the head below the hair: what the face's own proportions foretell, corrected by where the mask ends.
#pragma once

#include "quality/photo/head_mask.hpp"

namespace enrolkit::photo {

// How far above the middle of the eyes the person ends, hair included, in inter-eye distances; at
// least, where the border cuts it.
[[nodiscard]] double top_of_hair(const HeadMask& mask);

// The crown in pixels of the image.
[[nodiscard]] Point locate_crown(const FaceGeometry& face, const HeadMask& mask);

}  // namespace enrolkit::photo
