// SPDX-License-Identifier: Apache-2.0
// Whether a place that the detector doubts is a face of which something covers a part: eyes that can be seen above a
// mouth that cannot, or a mouth below eyes under hair. Chance shows neither.
#pragma once

#include <opencv2/core/mat.hpp>

#include "enrolkit/photo.hpp"

namespace enrolkit::photo {

// `grey` is CV_8UC1, `face` its landmarks there.
[[nodiscard]] bool is_covered_face(const cv::Mat& grey, const FaceGeometry& face);

}  // namespace enrolkit::photo
