// SPDX-License-Identifier: Apache-2.0
// A small plane of values made smooth, without taking memory once the buffer has grown.
#pragma once

#include <vector>

namespace enrolkit::photo {

// Gaussian, row by row, in place; mirrored about its border pixels. As cv::GaussianBlur of CV_32F.
void blur_plane(std::vector<float>& plane, int width, int height, double sigma, std::vector<float>& spare);

}  // namespace enrolkit::photo
