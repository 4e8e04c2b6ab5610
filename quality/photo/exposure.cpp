// SPDX-License-Identifier: Apache-2.0
#include "quality/photo/exposure.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>

#include "quality/photo/patch_statistics.hpp"

namespace enrolkit::photo {
namespace {

// Sensors and JPEG clip a little below 255, and blacks rest a little above 0.
constexpr std::uint8_t kWhiteEnd = 250;
constexpr std::uint8_t kBlackEnd = 2;

constexpr double kLOf255 = 100.0 / 255;  // OpenCV stores L as L * 255 / 100

}  // namespace

double white_level(const FacePatch& patch) {
  double best = histogram_under(patch.lab, 0, patch.hull).quantile(0.99);
  if (std::isnan(best)) best = 0;
  for (const std::size_t first : {36U, 42U}) {
    const std::span<const Point> lids(patch.points.data() + first, 6);
    const double level = histogram_in(patch.lab, 0, lids).quantile(0.95);
    if (level > best) best = level;
  }
  return std::clamp(best * kLOf255, 0.0, 100.0);
}

double clipped_share(const FacePatch& patch) {
  std::int64_t clipped = 0;
  std::int64_t all = 0;
  for (int y = 0; y < patch.hull.rows; ++y) {
    const auto* use = patch.hull.ptr<std::uint8_t>(y);
    const auto* rgb = patch.rgb.ptr<std::uint8_t>(y);
    for (int x = 0; x < patch.hull.cols; ++x, rgb += 3) {
      if (use[x] == 0) continue;
      ++all;
      const std::uint8_t high = std::max({rgb[0], rgb[1], rgb[2]});
      if (high >= kWhiteEnd || high <= kBlackEnd) ++clipped;
    }
  }
  return all == 0 ? 0 : 100.0 * static_cast<double>(clipped) / static_cast<double>(all);
}

double face_contrast(const FacePatch& patch) {
  const Histogram levels = histogram_under(patch.rgb, 1, patch.hull);
  if (levels.count() == 0) return 0;
  return 1 - std::max(levels.quantile(0.01), 0.0) / std::max(levels.quantile(0.99), 1.0);
}

double mean_chroma(const FacePatch& patch) {
  if (!patch.coloured) return 0;
  double sum = 0;
  for (int y = 0; y < patch.lab.rows; ++y) {
    const auto* lab = patch.lab.ptr<std::uint8_t>(y);
    for (int x = 0; x < patch.lab.cols; ++x, lab += 3) sum += std::hypot(lab[1] - 128.0, lab[2] - 128.0);
  }
  return sum / static_cast<double>(patch.lab.total());
}

}  // namespace enrolkit::photo
