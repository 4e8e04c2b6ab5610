// SPDX-License-Identifier: Apache-2.0
#include "quality/photo/patch_statistics.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

namespace enrolkit::photo {
bool inside(std::span<const Point> polygon, double x, double y) {
  bool in = false;
  for (std::size_t i = 0, j = polygon.size() - 1; i < polygon.size(); j = i++) {
    const Point& a = polygon[i];
    const Point& b = polygon[j];
    if ((a.y > y) != (b.y > y) && x < (b.x - a.x) * (y - a.y) / (b.y - a.y) + a.x) in = !in;
  }
  return in;
}

std::int64_t Histogram::count() const { return std::accumulate(counts_.begin(), counts_.end(), std::int64_t{0}); }

double Histogram::quantile(double share) const {
  const double wanted = share * static_cast<double>(count());
  double below = 0;
  for (std::size_t level = 0; level < counts_.size(); ++level) {
    const auto here = static_cast<double>(counts_[level]);
    if (here > 0 && below + here >= wanted) return static_cast<double>(level) - 0.5 + (wanted - below) / here;
    below += here;
  }
  return std::numeric_limits<double>::quiet_NaN();
}

Histogram histogram_in(const cv::Mat& plane, int channel, std::span<const Point> polygon) {
  Histogram histogram;
  for_each_inside(plane, polygon,
                  [&](int x, int y) { histogram.add(plane.ptr<std::uint8_t>(y)[x * plane.channels() + channel]); });
  return histogram;
}

Histogram histogram_under(const cv::Mat& plane, int channel, const cv::Mat& mask) {
  Histogram histogram;
  for (int y = 0; y < plane.rows; ++y) {
    const auto* row = plane.ptr<std::uint8_t>(y) + channel;
    const auto* use = mask.ptr<std::uint8_t>(y);
    for (int x = 0; x < plane.cols; ++x) {
      if (use[x] != 0) histogram.add(row[x * plane.channels()]);
    }
  }
  return histogram;
}

double cheek_lightness(const FacePatch& patch, std::size_t eye) {
  constexpr double kBelowEye = 0.38;
  constexpr double kHalfWidth = 0.14;
  constexpr double kHalfHeight = 0.08;
  const Point centre = patch.at({eye == 0 ? -0.5 : 0.5, kBelowEye});
  const std::array<Point, 4> box = {{{centre.x - kHalfWidth * patch.unit, centre.y - kHalfHeight * patch.unit},
                                     {centre.x + kHalfWidth * patch.unit, centre.y - kHalfHeight * patch.unit},
                                     {centre.x + kHalfWidth * patch.unit, centre.y + kHalfHeight * patch.unit},
                                     {centre.x - kHalfWidth * patch.unit, centre.y + kHalfHeight * patch.unit}}};
  const Histogram levels = histogram_in(patch.lab, 0, box);
  const double middle_level = levels.quantile(0.5);
  return std::isnan(middle_level) ? 0 : middle_level;
}

}  // namespace enrolkit::photo
