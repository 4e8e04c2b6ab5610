// SPDX-License-Identifier: Apache-2.0
// A picture made small by the mean of whole pixels: one pass over the large one, no allocation the second time.
#pragma once

#include <opencv2/core/mat.hpp>
#include <vector>

namespace enrolkit::photo {

// `image`: CV_8UC1 or CV_8UC3; `out`: CV_8UC3 of the size. A smaller picture is enlarged by repetition.
void reduce_area(const cv::Mat& image, cv::Size size, cv::Mat& out, std::vector<unsigned>& sums);

}  // namespace enrolkit::photo
