// SPDX-License-Identifier: Apache-2.0
#include "quality/finger/nfiq2/otsu_threshold.hpp"

#include <algorithm>
#include <array>
#include <limits>

namespace enrolkit::nfiq2 {

int otsu_threshold(const GreyPlane& grey) {
  std::array<std::array<std::uint32_t, 256>, 2> counts{};  // two, so that equal neighbours do not wait for each other
  for (int y = 0; y < grey.height; ++y) {
    const std::uint8_t* line = grey.row(y);
    for (int x = 0; x < grey.width; ++x) ++counts[static_cast<std::size_t>(x & 1)][line[x]];
  }
  std::array<double, 256> share{};
  double mean = 0;
  const double scale = 1.0 / (static_cast<double>(grey.width) * grey.height);
  for (std::size_t i = 0; i < share.size(); ++i) {
    share[i] = (counts[0][i] + counts[1][i]) * scale;
    mean += static_cast<double>(i) * share[i];
  }
  constexpr double kNone = std::numeric_limits<float>::epsilon();
  double low_share = 0;
  double low_mean = 0;
  double widest = 0;
  int threshold = 0;
  for (std::size_t i = 0; i < share.size(); ++i) {
    low_mean *= low_share;
    low_share += share[i];
    const double high_share = 1 - low_share;
    if (std::min(low_share, high_share) < kNone || std::max(low_share, high_share) > 1 - kNone) continue;
    low_mean = (low_mean + static_cast<double>(i) * share[i]) / low_share;
    const double high_mean = (mean - low_share * low_mean) / high_share;
    const double between = low_share * high_share * (low_mean - high_mean) * (low_mean - high_mean);
    if (between > widest) {
      widest = between;
      threshold = static_cast<int>(i);
    }
  }
  return threshold;
}

}  // namespace enrolkit::nfiq2
