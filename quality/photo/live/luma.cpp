// SPDX-License-Identifier: Apache-2.0
// OpenCV's own conversion hands large frames to a thread pool, which takes memory each time.
#include "quality/photo/live/luma.hpp"

#include <algorithm>
#include <cstdint>

namespace enrolkit::photo {

void luma_of_frame(ImageView frame, cv::Mat& grey) {
  grey.create(frame.height, frame.width, CV_8UC1);
  for (int y = 0; y < frame.height; ++y) {
    const std::uint8_t* from = frame.row(y);
    auto* to = grey.ptr<std::uint8_t>(y);
    if (frame.format == PixelFormat::grey8) {
      std::copy_n(from, frame.width, to);
      continue;
    }
    for (int x = 0; x < frame.width; ++x, from += 3) {
      // 0.299, 0.587, 0.114 in 2^-14
      to[x] = static_cast<std::uint8_t>((4899 * from[0] + 9617 * from[1] + 1868 * from[2] + 8192) >> 14);
    }
  }
}

}  // namespace enrolkit::photo
