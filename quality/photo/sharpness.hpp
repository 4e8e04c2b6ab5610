// SPDX-License-Identifier: Apache-2.0
// Focus and motion blur, by how much a picture loses when it is blurred once more (Crete et al. 2007).
#pragma once

#include <opencv2/core/mat.hpp>

#include "enrolkit/photo.hpp"

namespace enrolkit::photo {

// Share of the neighbour differences that survive a box blur of 9 px along x and along y: a sharp picture loses most.
struct ReblurRatio {
  double x = 0;
  double y = 0;
};

// Measured on the strip over both eyes, at native resolution but at most 220 px between the eyes. `grey` is CV_8UC1.
[[nodiscard]] ReblurRatio reblur_ratio(const cv::Mat& grey, const FaceGeometry& face);

}  // namespace enrolkit::photo
