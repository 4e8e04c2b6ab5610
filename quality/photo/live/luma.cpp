// SPDX-License-Identifier: Apache-2.0
// OpenCV's own conversion hands large frames to a thread pool, which takes memory each time.
#include "quality/photo/live/luma.hpp"

#include <algorithm>
#include <cmath>

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

ImageView LumaReducer::reduce(const cv::Mat& grey, const cv::Rect& part, int width, int height) {
  constexpr double kWeight = 256;  // of all rows together: 255 * 256 * 20,000 columns stay below 2^31
  const auto columns = static_cast<std::size_t>(part.width);
  pixels_.resize(static_cast<std::size_t>(width) * static_cast<std::size_t>(height));
  row_.resize(columns + 1);
  up_to_.resize(columns + 2);
  const double step_x = static_cast<double>(part.width) / width;
  const double step_y = static_cast<double>(part.height) / height;
  for (int y = 0; y < height; ++y) {
    const double from = y * step_y;
    const double to = std::min((y + 1) * step_y, static_cast<double>(part.height));
    std::fill(row_.begin(), row_.end(), 0U);
    std::uint32_t weights = 0;
    for (int r = static_cast<int>(from); r < to; ++r) {
      const double share = (std::min<double>(r + 1, to) - std::max<double>(r, from)) / step_y;
      const auto weight = static_cast<std::uint32_t>(std::lround(share * kWeight));
      const std::uint8_t* source = grey.ptr<std::uint8_t>(part.y + r) + part.x;
      for (std::size_t x = 0; x < columns; ++x) row_[x] += weight * source[x];
      weights += weight;
    }
    up_to_[0] = 0;
    for (std::size_t x = 0; x <= columns; ++x) up_to_[x + 1] = up_to_[x] + row_[x];
    const auto sum_to = [&](double x) {
      const auto whole = static_cast<std::size_t>(x);
      return up_to_[whole] + (x - static_cast<double>(whole)) * row_[whole];
    };
    const double scale = 1 / (step_x * std::max(weights, 1U));
    std::uint8_t* target = pixels_.data() + static_cast<std::size_t>(y) * static_cast<std::size_t>(width);
    double left = 0;
    for (int x = 0; x < width; ++x) {
      const double right = sum_to(std::min((x + 1) * step_x, static_cast<double>(columns)));
      target[x] = static_cast<std::uint8_t>(std::clamp((right - left) * scale + 0.5, 0.0, 255.0));
      left = right;
    }
  }
  return {pixels_.data(), width, height, width, PixelFormat::grey8};
}

}  // namespace enrolkit::photo
