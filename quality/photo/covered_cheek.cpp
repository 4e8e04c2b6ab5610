// SPDX-License-Identifier: Apache-2.0
#include "quality/photo/covered_cheek.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>

#include "quality/photo/appearance.hpp"

namespace enrolkit::photo {
namespace {

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

}  // namespace

double cheek_covered(const FacePatch& patch) {
  const auto looks = cheeks_covered(patch);
  double most = -1e9;
  for (const std::size_t side : {0U, 1U}) {
    const double more = kTextureCounts * (cheek_texture(patch, side) - kUsualTexture);
    most = std::max(most, looks[side] + std::clamp(more, -kMostLess, kMostMore));
  }
  return most;
}

}  // namespace enrolkit::photo
