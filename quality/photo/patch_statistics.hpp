// SPDX-License-Identifier: Apache-2.0
// Percentiles and means over parts of the face patch.
#pragma once

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <span>

#include "quality/photo/face_patch.hpp"

namespace enrolkit::photo {

class Histogram {
 public:
  void add(std::uint8_t level) { ++counts_[level]; }
  [[nodiscard]] std::int64_t count() const;
  // The level below which `share` (0..1) of the values lie, interpolated within the level.
  [[nodiscard]] double quantile(double share) const;
  [[nodiscard]] std::int64_t at(std::uint8_t level) const { return counts_[level]; }

 private:
  std::array<std::int64_t, 256> counts_{};
};

// Even-odd rule.
[[nodiscard]] bool inside(std::span<const Point> polygon, double x, double y);

// Calls visit(x, y) for the pixels of `plane` inside the polygon, row by row.
template <class Visit>
void for_each_inside(const cv::Mat& plane, std::span<const Point> polygon, const Visit& visit) {
  if (polygon.empty()) return;
  Point low = polygon[0];
  Point high = polygon[0];
  for (const Point& p : polygon) {
    low = {std::min(low.x, p.x), std::min(low.y, p.y)};
    high = {std::max(high.x, p.x), std::max(high.y, p.y)};
  }
  const int x1 = static_cast<int>(std::floor(std::min(high.x, plane.cols - 1.0)));
  const int y1 = static_cast<int>(std::floor(std::min(high.y, plane.rows - 1.0)));
  for (int y = static_cast<int>(std::ceil(std::max(low.y, 0.0))); y <= y1; ++y) {
    for (int x = static_cast<int>(std::ceil(std::max(low.x, 0.0))); x <= x1; ++x) {
      if (inside(polygon, x, y)) visit(x, y);
    }
  }
}

// Levels of one channel of `plane` (CV_8UC1 or CV_8UC3) inside the polygon.
[[nodiscard]] Histogram histogram_in(const cv::Mat& plane, int channel, std::span<const Point> polygon);

// Levels of one channel where `mask` (CV_8UC1) is not 0.
[[nodiscard]] Histogram histogram_under(const cv::Mat& plane, int channel, const cv::Mat& mask);

// Mean L (0..255 as in the patch) of a box on the cheek below the eye, 0 = the image's left one.
[[nodiscard]] double cheek_lightness(const FacePatch& patch, std::size_t eye);

}  // namespace enrolkit::photo
