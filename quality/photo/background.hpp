// SPDX-License-Identifier: Apache-2.0
// The background: one plain surface, or patches, pattern and edges.
#pragma once

#include <optional>

#include "quality/photo/head_mask.hpp"

namespace enrolkit::photo {

struct Workspace;

struct WallColour {
  double lightness = 0;  // L
  double chroma = 0;
};

// The median colour of work.area (see background_area). Empty when too little of it is visible above the chin.
[[nodiscard]] std::optional<WallColour> wall_colour(const HeadMask& mask, Workspace& work);

// How far the background is from one smooth surface, in CIELAB units; a shade that changes evenly in one direction, as
// light along a wall does, counts nothing up to 30 L. Empty as above.
[[nodiscard]] std::optional<double> background_deviation(const HeadMask& mask, Workspace& work);

// Where no wall was found: how far both upper corners of the picture are from one surface each, the better one, where
// that is too much for hair before a wall; else empty.
[[nodiscard]] std::optional<double> busy_corners(const HeadMask& mask, Workspace& work);

}  // namespace enrolkit::photo
