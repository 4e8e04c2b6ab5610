// SPDX-License-Identifier: Apache-2.0
#include "quality/photo/eyes.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>

#include "quality/photo/face_geometry.hpp"
#include "quality/photo/patch_statistics.hpp"

namespace enrolkit::photo {
namespace {

// Iris radii in inter-eye distances (11.7 mm across, 63 mm between the eyes, give or take the person).
constexpr std::array<double, 3> kIrisRadii = {0.075, 0.090, 0.105};

// Where the iris centre can be around the eye centre, in inter-eye distances.
constexpr double kReachX = 0.12;
constexpr double kReachY = 0.08;

// Iris contrasts measured: open eyes of 51 adults from 0.22 on, drawn closed lids up to 0.10. Deep-set eyes under light
// from above go down to 0.12, so that a weak iris makes a wide eye doubtful and only its absence closes it.
constexpr double kNoIris = 0.08;
constexpr double kFullIris = 0.15;
// Between the eyes, px: on smaller faces the iris is a few pixels wide.
constexpr double kLeastUnitForIris = 80;
constexpr double kLidsAlone = 0.40;

double lid_opening(const FaceLandmarks& p, std::size_t first) {
  const double width = distance(p[first], p[first + 3]);
  const double height = distance(p[first + 1], p[first + 5]) + distance(p[first + 2], p[first + 4]);
  return width < 1e-9 ? 0 : height / (2 * width);
}

// Mean L beside a disc of radius r (ring to 2 r, within 0.5 r of the level of the centre) less mean L inside it.
double disc_response(const cv::Mat& lab, int cx, int cy, double r) {
  const int reach = static_cast<int>(2 * r);
  double inside = 0;
  double beside = 0;
  int n_inside = 0;
  int n_beside = 0;
  for (int dy = -static_cast<int>(r); dy <= static_cast<int>(r); ++dy) {
    const int y = cy + dy;
    if (y < 0 || y >= lab.rows) continue;
    const auto* row = lab.ptr<std::uint8_t>(y);
    for (int dx = -reach; dx <= reach; ++dx) {
      const int x = cx + dx;
      if (x < 0 || x >= lab.cols) continue;
      const double from = std::sqrt(static_cast<double>(dx * dx + dy * dy));
      if (from <= r) {
        inside += row[3 * x];
        ++n_inside;
      } else if (from > 1.15 * r && from <= 2 * r && std::abs(dy) <= 0.5 * r) {
        beside += row[3 * x];
        ++n_beside;
      }
    }
  }
  return n_inside == 0 || n_beside == 0 ? 0 : beside / n_beside - inside / n_inside;
}

}  // namespace

std::array<double, 2> lid_openings(const FaceGeometry& face) {
  return {lid_opening(face.landmarks, 36), lid_opening(face.landmarks, 42)};
}

std::array<double, 2> iris_contrasts(const FacePatch& patch) {
  std::array<double, 2> contrasts{};
  for (const std::size_t eye : {0U, 1U}) {
    const std::size_t first = eye == 0 ? 36 : 42;
    const Point centre = middle(patch.points[first], patch.points[first + 3]);
    const double cheek = cheek_lightness(patch, eye);
    double best = -255;
    const auto reach_x = static_cast<int>(kReachX * patch.unit);
    const auto reach_y = static_cast<int>(kReachY * patch.unit);
    for (int dy = -reach_y; dy <= reach_y; ++dy) {
      for (int dx = -reach_x; dx <= reach_x; ++dx) {
        for (const double radius : kIrisRadii) {
          best = std::max(best, disc_response(patch.lab, static_cast<int>(std::lround(centre.x)) + dx,
                                              static_cast<int>(std::lround(centre.y)) + dy, radius * patch.unit));
        }
      }
    }
    contrasts[eye] = best / std::max(cheek, 1.0);
  }
  return contrasts;
}

double eye_opening(const FaceGeometry& face, const FacePatch& patch) {
  const auto lids = lid_openings(face);
  if (face.inter_eye_distance < kLeastUnitForIris) return std::min(lids[0], lids[1]);
  const auto irises = iris_contrasts(patch);
  double least = lids[0];
  for (const std::size_t eye : {0U, 1U}) {
    const double seen = std::clamp((irises[eye] - kNoIris) / (kFullIris - kNoIris), 0.0, 1.0);
    least = std::min(least, lids[eye] * (kLidsAlone + (1 - kLidsAlone) * seen));
  }
  return least;
}

}  // namespace enrolkit::photo
