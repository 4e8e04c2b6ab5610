// SPDX-License-Identifier: Apache-2.0
#include "quality/photo/wall_corners.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>

#include "quality/photo/patch_statistics.hpp"

namespace enrolkit::photo {
namespace {

constexpr int kSamples = 32;  // along each side

using Levels = std::array<Histogram, 3>;

void add(const std::uint8_t* pixel, int channels, Levels& levels) {
  for (int c = 0; c < 3; ++c) levels[static_cast<std::size_t>(c)].add(pixel[std::min(c, channels - 1)]);
}

// Adds mirrored places of both corners, which may be the same levels.
void add_corners(const cv::Mat& image, Levels& left, Levels& right) {
  const int width = std::max(1, image.cols / kCornerShare);
  const int height = std::max(1, image.rows / kCornerShare);
  const int channels = image.channels();
  for (int y = 0; y < height; y += std::max(1, height / kSamples)) {
    const auto* row = image.ptr<std::uint8_t>(y);
    for (int x = 0; x < width; x += std::max(1, width / kSamples)) {
      add(row + static_cast<std::ptrdiff_t>(x) * channels, channels, left);
      add(row + static_cast<std::ptrdiff_t>(image.cols - 1 - x) * channels, channels, right);
    }
  }
}

std::array<double, 3> medians(const Levels& levels) {
  return {levels[0].quantile(0.5), levels[1].quantile(0.5), levels[2].quantile(0.5)};
}

}  // namespace

std::array<double, 3> wall_levels(const cv::Mat& image) {
  Levels both;
  add_corners(image, both, both);
  return medians(both);
}

std::array<std::array<double, 3>, 2> corner_levels(const cv::Mat& image) {
  Levels left;
  Levels right;
  add_corners(image, left, right);
  return {medians(left), medians(right)};
}

}  // namespace enrolkit::photo
