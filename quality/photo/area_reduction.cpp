// SPDX-License-Identifier: Apache-2.0
#include "quality/photo/area_reduction.hpp"

#include <algorithm>
#include <cstdint>

namespace enrolkit::photo {

void reduce_area(const cv::Mat& image, cv::Size size, cv::Mat& out, std::vector<unsigned>& sums) {
  const int channels = image.channels();
  const auto width = static_cast<std::size_t>(image.cols) * static_cast<std::size_t>(channels);
  out.create(size, CV_8UC3);
  sums.resize(width);
  for (int y = 0; y < size.height; ++y) {
    const int from = static_cast<int>(static_cast<std::int64_t>(y) * image.rows / size.height);
    const int to = std::max(from + 1, static_cast<int>(static_cast<std::int64_t>(y + 1) * image.rows / size.height));
    std::fill(sums.begin(), sums.end(), 0U);
    for (int row = from; row < to; ++row) {
      const std::uint8_t* source = image.ptr<std::uint8_t>(row);
      for (std::size_t i = 0; i < width; ++i) sums[i] += source[i];
    }
    auto* target = out.ptr<cv::Vec3b>(y);
    for (int x = 0; x < size.width; ++x) {
      const int left = static_cast<int>(static_cast<std::int64_t>(x) * image.cols / size.width);
      const int right =
          std::max(left + 1, static_cast<int>(static_cast<std::int64_t>(x + 1) * image.cols / size.width));
      const auto count = static_cast<unsigned>((to - from) * (right - left));
      for (int c = 0; c < 3; ++c) {
        unsigned sum = count / 2;
        for (int column = left; column < right; ++column) {
          sum += sums[static_cast<std::size_t>(column * channels + std::min(c, channels - 1))];
        }
        target[x][c] = static_cast<std::uint8_t>(sum / count);
      }
    }
  }
}

}  // namespace enrolkit::photo
