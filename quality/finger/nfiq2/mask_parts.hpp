// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "quality/finger/nfiq2/fixed_point_blur.hpp"

namespace enrolkit::nfiq2 {

// Parts are connected by sides. Both take planes of 0 and 1.
// Sets to 1 the parts of 0s that do not reach the edge of the plane.
void fill_holes(GreyPlane& mask);

// Sets to 0 all parts of 1s but the one with the largest bounding box, of equals the first from the top left.
void keep_largest_box(GreyPlane& mask);

}  // namespace enrolkit::nfiq2
