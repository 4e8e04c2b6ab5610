// SPDX-License-Identifier: Apache-2.0
// The upper corners of a picture, where the wall is seen whatever the person looks like.
#pragma once

#include <array>
#include <opencv2/core/mat.hpp>

namespace enrolkit::photo {

// Width and height of a corner, as a share of the picture's.
inline constexpr int kCornerShare = 8;

// Levels of red, green and blue of the wall: medians over both corners of the image (CV_8UC1 or CV_8UC3).
[[nodiscard]] std::array<double, 3> wall_levels(const cv::Mat& image);

// The same of each corner, the left one first.
[[nodiscard]] std::array<std::array<double, 3>, 2> corner_levels(const cv::Mat& image);

}  // namespace enrolkit::photo
