// SPDX-License-Identifier: Apache-2.0
// The width of the head between the ears, where they join it.
#pragma once

#include "quality/photo/head_mask.hpp"

namespace enrolkit::photo {

struct HeadSides {
  double left = 0;  // in face coordinates
  double right = 0;
};

// From the ends of the jaw line, drawn in where the person ends before them. `mask` may be null.
[[nodiscard]] HeadSides head_sides(const FaceGeometry& face, const HeadMask* mask);

}  // namespace enrolkit::photo
