// SPDX-License-Identifier: Apache-2.0
// The background: one plain surface, or patches, pattern and edges.
#pragma once

#include <optional>

#include "quality/photo/head_mask.hpp"

namespace enrolkit::photo {

// How far the background is from one smooth surface, in CIELAB units; a shade that changes evenly in one direction, as
// light along a wall does, counts nothing. Empty when too little background is visible above the chin.
[[nodiscard]] std::optional<double> background_deviation(const HeadMask& mask);

}  // namespace enrolkit::photo
