// SPDX-License-Identifier: Apache-2.0
#include "quality/photo/gaze.hpp"

#include <algorithm>
#include <cmath>

#include "quality/photo/face_geometry.hpp"
#include "quality/photo/iris_disc.hpp"
#include "quality/photo/sclera_show.hpp"

namespace enrolkit::photo {
namespace {

// Measured on 51 adults who look into the camera, in inter-eye distances from the middle of the corners.
constexpr double kUsualX = 0.001;
constexpr double kUsualY = -0.0470;
constexpr double kPerDegree = 0.0015;  // of yaw: the irises stay with the camera when the head turns
// Of 51 adults the heights spread by 0.008, the sides by 0.005. The white under an iris (0.006) says the same as its
// height where the eye looks up.
constexpr double kLowerCounts = 0.9;
constexpr double kHigherCounts = 0.6;
constexpr double kWhiteCounts = 0.5;  // against the height

// Of an iris that lids half hide, the edges at its sides still tell the height, while the disc that fits best may lie
// on lashes or shade. Measured: the disc lies lower by 0.014, in irises that are whole within 0.025 of that.
constexpr double kDiscBelow = 0.014;
constexpr double kDiscStrays = 0.025;

// In the patch, of one eye.
double iris_height(const FacePatch& patch, std::size_t first, Point iris) {
  const double usual = kDiscBelow * patch.unit;
  const double below = iris_disc_height(patch, first, iris) - iris.y;
  return iris.y + (std::abs(below - usual) < kDiscStrays * patch.unit ? below : usual) / 2;
}

}  // namespace

double gaze_offset(const FacePatch& patch, const std::array<Point, 2>& irises, double yaw) {
  double x = 0;
  double y = 0;
  double white = 0;
  for (const std::size_t eye : {0U, 1U}) {
    const std::size_t first = eye == 0 ? 36 : 42;
    const Point corners = middle(patch.points[first], patch.points[first + 3]);
    x += (irises[eye].x - corners.x) / patch.unit / 2;
    y += (iris_height(patch, first, irises[eye]) - corners.y) / patch.unit / 2;
    white += sclera_show(patch, first) / patch.unit / 2;
  }
  const double aside = std::abs(x - kUsualX - kPerDegree * yaw);
  const double lower = kLowerCounts * (y - kUsualY);
  const double higher = kHigherCounts * (std::max(kUsualY - y, 0.0) + kWhiteCounts * white);
  return 100 * std::max({aside, lower, higher});
}

}  // namespace enrolkit::photo
