// SPDX-License-Identifier: Apache-2.0
// What reaches into the picture from its borders and is not the person.
#pragma once

#include <optional>
#include <vector>

#include "quality/photo/head_mask.hpp"

namespace enrolkit::photo {

struct EdgeThing {
  cv::Rect box;      // in pixels of the mask
  double share = 0;  // of the border's side above the chin (left, right) or of its width (top)
};

// The largest first. `area`: see background_area. Empty where most of the background deviates: then it is a pattern.
[[nodiscard]] std::optional<std::vector<EdgeThing>> edge_things(const HeadMask& mask,
                                                                const std::vector<cv::Point>& area);

}  // namespace enrolkit::photo
