// SPDX-License-Identifier: Apache-2.0
// Grey from a camera's frame, into a buffer that is used again.
#pragma once

#include <opencv2/core/mat.hpp>

#include "enrolkit/image.hpp"

namespace enrolkit::photo {

// Luma of ITU-R BT.601, rounded, as CV_8UC1; takes memory only when the size changes.
void luma_of_frame(ImageView frame, cv::Mat& grey);

}  // namespace enrolkit::photo
