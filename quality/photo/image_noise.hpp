// SPDX-License-Identifier: Apache-2.0
// Sensor noise, where the picture itself is smooth.
#pragma once

#include <opencv2/core/mat.hpp>

#include "quality/photo/face_geometry.hpp"

namespace enrolkit::photo {

// Standard deviation in grey levels (Immerkaer 1996) in the smoother fifth of blocks of 16 px. `grey` is CV_8UC1; 0
// when it holds no block.
[[nodiscard]] double noise_level(const cv::Mat& grey);

// The same of the face.
[[nodiscard]] double face_noise(const cv::Mat& grey, const FaceAxes& axes);

}  // namespace enrolkit::photo
