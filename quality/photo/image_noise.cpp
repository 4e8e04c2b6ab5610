// SPDX-License-Identifier: Apache-2.0
#include "quality/photo/image_noise.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <cstdlib>
#include <numbers>
#include <vector>

namespace enrolkit::photo {
namespace {

constexpr int kBlock = 16;

// More blocks than these do not change the result: a large picture is sampled.
constexpr int kBlocksPerSide = 24;

// The fifth quantile of blocks of pure noise lies this much below their mean (256 samples each; measured).
constexpr double kQuantileBias = 1.04;

double block_level(const cv::Mat& grey, int left, int top) {
  std::int64_t sum = 0;
  for (int y = top; y < top + kBlock; ++y) {
    const auto* above = grey.ptr<std::uint8_t>(y - 1) + left;
    const auto* here = grey.ptr<std::uint8_t>(y) + left;
    const auto* below = grey.ptr<std::uint8_t>(y + 1) + left;
    for (int x = 0; x < kBlock; ++x) {
      sum += std::abs(above[x - 1] - 2 * above[x] + above[x + 1] - 2 * here[x - 1] + 4 * here[x] - 2 * here[x + 1] +
                      below[x - 1] - 2 * below[x] + below[x + 1]);
    }
  }
  return std::sqrt(std::numbers::pi / 2) * static_cast<double>(sum) / (6.0 * kBlock * kBlock);
}

}  // namespace

double noise_level(const cv::Mat& grey) {
  const int step_x = std::max(kBlock, (grey.cols - 2) / kBlocksPerSide);
  const int step_y = std::max(kBlock, (grey.rows - 2) / kBlocksPerSide);
  std::vector<double> levels;
  for (int y = 1; y + kBlock < grey.rows; y += step_y) {
    for (int x = 1; x + kBlock < grey.cols; x += step_x) levels.push_back(block_level(grey, x, y));
  }
  if (levels.empty()) return 0;
  const auto fifth = levels.begin() + static_cast<std::ptrdiff_t>(levels.size() / 5);
  std::nth_element(levels.begin(), fifth, levels.end());
  return kQuantileBias * *fifth;
}

double face_noise(const cv::Mat& grey, const FaceAxes& axes) {
  const Region face = region_in_image(axes, {-1, -0.8}, {1, 1.6}, grey.cols, grey.rows);
  return noise_level(grey(cv::Rect(face.x, face.y, face.width, face.height)));
}

}  // namespace enrolkit::photo
