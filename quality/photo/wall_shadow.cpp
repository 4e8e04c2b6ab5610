// SPDX-License-Identifier: Apache-2.0
#include "quality/photo/wall_shadow.hpp"

#include <algorithm>
#include <array>
#include <opencv2/imgproc.hpp>
#include <vector>

#include "quality/photo/shaded_wall.hpp"

namespace enrolkit::photo {
namespace {

// The ring around the person in which the shadow is looked for, in inter-eye distances.
constexpr double kRingFrom = 0.06;
constexpr double kRingTo = 0.45;

// Where the ring is parted into upper and lower quadrants, below the eyes.
constexpr double kParting = -0.4;

// So much of a quadrant is darker than its value.
constexpr double kShare = 0.7;

// Least pixels of a quadrant, as a share of the square of the inter-eye distance.
constexpr double kLeast = 0.06;

}  // namespace

std::optional<double> wall_shadow(const HeadMask& mask) {
  const double unit = mask.axes.unit;
  // Between strands of hair everything is darker: the wall counts where it is of a piece.
  cv::Mat smooth;
  cv::morphologyEx(mask.plain, smooth, cv::MORPH_OPEN, piece_of_wall(mask.axes));
  cv::Mat from_else;
  cv::distanceTransform(smooth, from_else, cv::DIST_L2, 3);
  cv::Mat clear;
  cv::bitwise_not(mask.person, clear);
  cv::Mat far;
  cv::distanceTransform(clear, far, cv::DIST_L2, 3);
  std::array<std::vector<float>, 4> dips;
  const int rows = std::min(mask.chin_row, mask.person.rows);
  for (int y = 0; y < rows; ++y) {
    for (int x = 0; x < mask.person.cols; ++x) {
      const float away = far.at<float>(y, x);
      if (away > kRingTo * unit || from_else.at<float>(y, x) < kRingFrom * unit) continue;
      const Point p = mask.axes.to_face({static_cast<double>(x), static_cast<double>(y)});
      const std::size_t quadrant = (p.x > 0 ? 1U : 0U) + (p.y > kParting ? 2U : 0U);
      dips[quadrant].push_back(mask.wall.expected(x, y)[0] - mask.lab.at<cv::Vec3f>(y, x)[0]);
    }
  }
  std::optional<double> deepest;
  for (auto& quadrant : dips) {
    if (static_cast<double>(quadrant.size()) < kLeast * unit * unit) continue;
    const auto place =
        quadrant.begin() + static_cast<std::ptrdiff_t>(kShare * static_cast<double>(quadrant.size() - 1));
    std::nth_element(quadrant.begin(), place, quadrant.end());
    deepest = std::max<double>(deepest.value_or(0), *place);
  }
  return deepest;
}

}  // namespace enrolkit::photo
