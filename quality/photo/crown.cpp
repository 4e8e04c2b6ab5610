// SPDX-License-Identifier: Apache-2.0
#include "quality/photo/crown.hpp"

#include <algorithm>
#include <array>
#include <cmath>

namespace enrolkit::photo {
namespace {

// The columns whose top counts, in inter-eye distances from the middle of the face, and which of them.
constexpr double kColumns = 0.5;
constexpr double kRank = 0.5;

// The mask corrects the prior by at most so much of T (see eyes_to_chin): beyond it ends hair, not the head. Less where
// the mask was cut out of a busy background.
constexpr double kFurthest = 0.3;
constexpr double kFurthestCut = 0.2;

// What the hair of most people adds above the crown, in inter-eye distances.
constexpr double kHair = 0.1;

}  // namespace

double top_of_hair(const HeadMask& mask) {
  const FaceAxes& axes = mask.axes;
  std::vector<double> tops;
  const double step = 1 / std::max(axes.unit, 1.0);
  for (double x = -kColumns; x <= kColumns; x += step) {
    for (double y = -0.5;; y -= step / 2) {
      const Point p = axes.to_image({x, y});
      const int column = static_cast<int>(std::lround(p.x));
      const int row = static_cast<int>(std::lround(p.y));
      const bool outside = row < 0 || column < 0 || column >= mask.person.cols || row >= mask.person.rows;
      if (!outside && mask.person.at<std::uint8_t>(row, column) != 0) continue;
      tops.push_back(-y);
      break;
    }
  }
  const auto place = tops.begin() + static_cast<std::ptrdiff_t>(kRank * static_cast<double>(tops.size() - 1));
  std::nth_element(tops.begin(), place, tops.end());
  return *place;
}

Point locate_crown(const FaceGeometry& face, const HeadMask& mask) {
  const FaceAxes axes = face_axes(face);
  const double t = eyes_to_chin(face) / axes.unit;
  const double prior = -axes.to_face(face.crown).y;
  const double reach = (mask.cut ? kFurthestCut : kFurthest) * t;
  const double top = std::clamp(top_of_hair(mask) - kHair, prior - reach, prior + reach);
  const double up = (prior + top) / 2;
  return axes.to_image({axes.to_face(face.crown).x, -up});
}

}  // namespace enrolkit::photo
