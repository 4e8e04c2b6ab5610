// SPDX-License-Identifier: Apache-2.0
// Hair that reaches the left or right border, or something else that hangs together with the head.
#pragma once

#include "quality/photo/head_mask.hpp"

namespace enrolkit::photo {

// In `labels`: where the piece goes on but the head may be.
inline constexpr int kGoesOn = -1;

// Whether a piece of `labels` (CV_32SC1, see MaskShapes) comes in over the left or right border: it is as broad there
// as it will be, where hair broadens inwards.
[[nodiscard]] bool comes_in_from_outside(const HeadMask& mask, const cv::Mat& labels, int piece);

}  // namespace enrolkit::photo
