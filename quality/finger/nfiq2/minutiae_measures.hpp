// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "enrolkit/image.hpp"
#include "quality/finger/nfiq2/cell_grid.hpp"

namespace enrolkit::nfiq2 {

struct PixelPosition {
  int x = 0;
  int y = 0;
};

struct MinutiaeMeasures {
  int count = 0;
  int around_centre = 0;        // within kCentreReach px of the centre of mass, in x and in y
  double share_of_grey = 0;     // whose surroundings are darker than the crop's mean, by up to kMuLimit deviations
  double share_of_certain = 0;  // whose surroundings have a clear orientation
};

// `minutiae` lie inside the crop, which has at least kCell px a side. Without minutiae all is 0.
[[nodiscard]] MinutiaeMeasures minutiae_measures(ImageView crop, const CellGrid& cells,
                                                 const std::vector<PixelPosition>& minutiae);

}  // namespace enrolkit::nfiq2
