// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "enrolkit/image.hpp"
#include "enrolkit/result.hpp"

namespace enrolkit::nfiq2 {

// What is left of a print when the near-white lines around it are cut off; white lines inside stay. Errors:
// malformed: nothing is left; too_large: more is left than the measures are defined for.
[[nodiscard]] Result<Region> without_white_frame(ImageView print);

// A part of a grey image, without a copy.
[[nodiscard]] inline ImageView part_of(ImageView grey, const Region& part) {
  return {grey.row(part.y) + part.x, part.width, part.height, grey.stride, grey.format};
}

}  // namespace enrolkit::nfiq2
