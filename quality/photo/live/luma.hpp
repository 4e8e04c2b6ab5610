// SPDX-License-Identifier: Apache-2.0
// Grey from a camera's frame, into a buffer that is used again.
#pragma once

#include <cstdint>
#include <opencv2/core/mat.hpp>
#include <vector>

#include "enrolkit/image.hpp"

namespace enrolkit::photo {

// Luma of ITU-R BT.601, rounded, as CV_8UC1; takes memory only when the size changes.
void luma_of_frame(ImageView frame, cv::Mat& grey);

// Parts of a picture at another size, by the mean over the area of each pixel; takes memory only to grow.
class LumaReducer {
 public:
  // `part` lies inside `grey`, CV_8UC1. The view is valid until the next call.
  [[nodiscard]] ImageView reduce(const cv::Mat& grey, const cv::Rect& part, int width, int height);

 private:
  std::vector<std::uint8_t> pixels_;
  std::vector<std::uint32_t> row_;    // the rows under one, weighted
  std::vector<std::uint32_t> up_to_;  // sums of row_ from the left
};

}  // namespace enrolkit::photo
