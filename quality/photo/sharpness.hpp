// SPDX-License-Identifier: Apache-2.0
// Focus and motion blur, by how much of its detail a picture keeps when it is blurred once more (after Crete et al.
// 2007, with energies in place of absolute differences so that the share of the noise can be taken off).
#pragma once

#include <opencv2/core/mat.hpp>
#include <optional>

#include "enrolkit/photo.hpp"

namespace enrolkit::photo {

// Root of the share of the energy of neighbour differences that survives a box blur of 9 px along the same direction: a
// sharp picture loses most. Of the strip over both eyes, at native resolution but at most 220 px between the eyes.
struct ReblurRatio {
  double x = 0;        // along the rows
  double y = 0;        // along the columns
  double rising = 0;   // along the diagonal from bottom left to top right
  double falling = 0;  // along the other
};

// `grey` is CV_8UC1 and `noise` its standard deviation. Empty when noise hides the detail or the strip is too small.
[[nodiscard]] std::optional<ReblurRatio> reblur_ratio(const cv::Mat& grey, const FaceGeometry& face, double noise);

// The lack of sharpness in the sharpest direction pair, and how much more of it there is along one direction than
// across it.
[[nodiscard]] double softness(const ReblurRatio& kept);
[[nodiscard]] double smear(const ReblurRatio& kept);

}  // namespace enrolkit::photo
