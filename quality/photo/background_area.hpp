// SPDX-License-Identifier: Apache-2.0
// The pixels that are judged as background.
#pragma once

#include <opencv2/core/types.hpp>
#include <vector>

#include "quality/photo/head_mask.hpp"

namespace enrolkit::photo {

// Above the chin and clear of the person. What the mask gives to the person but lies where neither head nor hair is,
// and does not look like this person's hair before this wall, is an object and counts as background.
[[nodiscard]] std::vector<cv::Point> background_area(const HeadMask& mask);

}  // namespace enrolkit::photo
