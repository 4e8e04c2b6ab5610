// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <cstdlib>

#include "quality/photo/appearance.hpp"
#include "quality/photo/head_covering.hpp"
#include "quality/photo/measures.hpp"

namespace enrolkit::photo {

namespace {

// A cheek is judged later than a mouth: long hair that frames a free face reaches 0 (measured, person-out).
constexpr double kCheekBand = 0.2;

// The part of a cheek whose texture is asked, in face coordinates, on the right side.
constexpr Point kCheekFrom = {0.38, 0.3}, kCheekTo = {0.72, 0.95};

// Strands have a texture that no cheek has, and skin in shade or in children's round faces has less of it than any
// hair. Mean step of lightness over 0.01 inter-eye distances against the level plus kLevel. Measured: cheeks 0.01 to
// 0.035 (folds of a laugh 0.05), under hair 0.03 to 0.08.
constexpr double kUsualTexture = 0.03;
constexpr double kLevel = 60;
constexpr double kTextureCounts = 20;
constexpr double kMostLess = 0.5, kMostMore = 0.3;

double cheek_texture(const FacePatch& patch, std::size_t side) {
  const double sign = side == 0 ? -1 : 1;
  const Point a = patch.at({sign * kCheekFrom.x, kCheekFrom.y});
  const Point b = patch.at({sign * kCheekTo.x, kCheekTo.y});
  const auto [left, right] = std::minmax(a.x, b.x);
  std::int64_t level = 0;
  double steps = 0;
  int count = 0;
  for (int y = static_cast<int>(a.y); y < static_cast<int>(b.y); ++y) {
    const auto* row = patch.lab.ptr<std::uint8_t>(y);
    const auto* above = patch.lab.ptr<std::uint8_t>(y - 1);
    for (int x = static_cast<int>(left); x < static_cast<int>(right); ++x) {
      const auto at = static_cast<std::ptrdiff_t>(3) * x;
      const int across = row[at] - row[at - 3];
      const int down = row[at] - above[at];
      steps += std::sqrt(static_cast<double>(across * across + down * down));
      level += row[at];
      ++count;
    }
  }
  const double mean = static_cast<double>(level) / count;
  return patch.unit / 100 * steps / count / (mean + kLevel);
}

// The cheek that is less free.
double cheek_hidden(const FacePatch& patch) {
  const auto looks = cheeks_covered(patch);
  double most = -1e9;
  for (const std::size_t side : {0U, 1U}) {
    const double more = kTextureCounts * (cheek_texture(patch, side) - kUsualTexture);
    most = std::max(most, looks[side] + std::clamp(more, -kMostLess, kMostMore));
  }
  return most;
}

}  // namespace

void measure_cover(const Scene& scene, Measurements& out) {
  const double mouth = mouth_covered(scene.patch);
  out.set(Requirement::mouth_visible, -mouth, scene.region({-0.5, 0.75}, {0.5, 1.4}));
  const double face = std::max(mouth, cheek_hidden(scene.patch) - kCheekBand);
  out.set(Requirement::face_visible, face, scene.region({-1, -0.5}, {1, 1.9}));
  out.set(Requirement::head_uncovered, head_covered(scene.image, scene.axes, scene.patch),
          scene.region({-1.3, -2.1}, {1.3, -0.4}));
}

}  // namespace enrolkit::photo
