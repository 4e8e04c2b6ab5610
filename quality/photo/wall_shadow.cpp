// SPDX-License-Identifier: Apache-2.0
#include "quality/photo/wall_shadow.hpp"

#include <algorithm>
#include <array>
#include <opencv2/core.hpp>
#include <vector>

#include "quality/photo/shaded_wall.hpp"
#include "quality/photo/workspace.hpp"

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

std::optional<double> wall_shadow(const HeadMask& mask, Workspace& work) {
  const double unit = mask.axes.unit;
  cv::Mat& smooth = work.masks[0];
  cv::Mat& clear = work.masks[1];
  cv::Mat& from_else = work.distances[0];
  cv::Mat& far = work.distances[1];
  // Between strands of hair everything is darker: the wall counts where it is of a piece.
  work.shapes.open(mask.plain, piece_of_wall(mask.axes), smooth);
  work.shapes.distance_inside(smooth, from_else);
  cv::bitwise_not(mask.person, clear);
  work.shapes.distance_inside(clear, far);
  std::array<std::vector<float>*, 4> dips{};
  for (std::size_t i = 0; i < dips.size(); ++i) {
    dips[i] = &work.samples[i];
    dips[i]->clear();
  }
  const int rows = std::min(mask.chin_row, mask.person.rows);
  for (int y = 0; y < rows; ++y) {
    for (int x = 0; x < mask.person.cols; ++x) {
      const float away = far.at<float>(y, x);
      if (away > kRingTo * unit || from_else.at<float>(y, x) < kRingFrom * unit) continue;
      const Point p = mask.axes.to_face({static_cast<double>(x), static_cast<double>(y)});
      const std::size_t quadrant = (p.x > 0 ? 1U : 0U) + (p.y > kParting ? 2U : 0U);
      dips[quadrant]->push_back(mask.wall.expected(x, y)[0] - mask.lab.at<cv::Vec3f>(y, x)[0]);
    }
  }
  std::optional<double> deepest;
  for (std::vector<float>* dip : dips) {
    std::vector<float>& quadrant = *dip;
    if (static_cast<double>(quadrant.size()) < kLeast * unit * unit) continue;
    const auto place =
        quadrant.begin() + static_cast<std::ptrdiff_t>(kShare * static_cast<double>(quadrant.size() - 1));
    std::nth_element(quadrant.begin(), place, quadrant.end());
    deepest = std::max<double>(deepest.value_or(0), *place);
  }
  return deepest;
}

}  // namespace enrolkit::photo
