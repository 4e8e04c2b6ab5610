// SPDX-License-Identifier: Apache-2.0
#include "quality/photo/red_eye.hpp"

#include <algorithm>
#include <cmath>

#include "quality/photo/face_geometry.hpp"
#include "quality/photo/patch_statistics.hpp"

namespace enrolkit::photo {
namespace {

// In inter-eye distances: where the pupil is, give or take the error of the iris; the iris; the eye around it.
constexpr double kPupil = 0.07;
constexpr double kIris = 0.11;
constexpr double kEyeX = 0.22;
constexpr double kEyeY = 0.08;
// A quantile: a small reflection counts where the iris is a little off, one pixel does not.
constexpr double kReddest = 0.88;

}  // namespace

double pupil_redness(const FacePatch& patch, const std::array<Point, 2>& irises) {
  double most = -255;
  for (const Point& iris : irises) {
    Histogram pupil;
    Histogram beside;
    const auto reach_x = static_cast<int>(kEyeX * patch.unit);
    const auto reach_y = static_cast<int>(kEyeY * patch.unit);
    const int cx = static_cast<int>(std::lround(iris.x));
    const int cy = static_cast<int>(std::lround(iris.y));
    for (int y = std::max(0, cy - reach_y); y <= std::min(patch.lab.rows - 1, cy + reach_y); ++y) {
      const auto* row = patch.lab.ptr<std::uint8_t>(y);
      for (int x = std::max(0, cx - reach_x); x <= std::min(patch.lab.cols - 1, cx + reach_x); ++x) {
        const double from = std::hypot(x - iris.x, y - iris.y) / patch.unit;
        if (from <= kPupil) {
          pupil.add(row[3 * x + 1]);
        } else if (from > kIris) {
          beside.add(row[3 * x + 1]);
        }
      }
    }
    if (pupil.count() == 0 || beside.count() == 0) continue;
    most = std::max(most, pupil.quantile(kReddest) - beside.quantile(0.5));
  }
  return most;
}

}  // namespace enrolkit::photo
