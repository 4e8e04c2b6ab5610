// SPDX-License-Identifier: Apache-2.0
// Which still of a burst is the best.
#pragma once

#include <opencv2/core/mat.hpp>

#include "enrolkit/result.hpp"
#include "quality/photo/face_search.hpp"

namespace enrolkit::photo {

// 0 (no face) .. 100: open eyes, then sharpness, then how straight the face looks ahead. `grey` is CV_8UC1.
[[nodiscard]] Result<double> still_score(const cv::Mat& grey, FaceSearch& search);

}  // namespace enrolkit::photo
