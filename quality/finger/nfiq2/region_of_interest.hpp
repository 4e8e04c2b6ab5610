// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "enrolkit/image.hpp"
#include "quality/finger/nfiq2/fixed_point_blur.hpp"

namespace enrolkit::nfiq2 {

// Where the finger lies on the crop: the one dark area that remains when ridges are blurred away.
struct RegionOfInterest {
  GreyPlane mask;             // 1 = finger
  int pixels = 0;             // of the finger
  double mean = 255;          // grey level over them
  std::vector<Region> cells;  // of the grid of kCell px, partial ones included, that hold a part of it
};

[[nodiscard]] RegionOfInterest region_of_interest(ImageView crop);

// The coherence of the gradients summed over the cells.
[[nodiscard]] double coherence_sum(ImageView crop, const RegionOfInterest& region);

}  // namespace enrolkit::nfiq2
