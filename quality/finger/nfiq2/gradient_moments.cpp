// SPDX-License-Identifier: Apache-2.0
#include "quality/finger/nfiq2/gradient_moments.hpp"

#include <array>
#include <cmath>

#include "quality/finger/nfiq2/parameters.hpp"

namespace enrolkit::nfiq2 {
namespace {

using Line = std::array<std::int16_t, kCell>;

// Twice the derivative along a line: (right - left) inside, one-sided and so doubled at its ends.
void along(const std::uint8_t* line, int width, Line& out) {
  for (int x = 1; x + 1 < width; ++x)
    out[static_cast<std::size_t>(x)] = static_cast<std::int16_t>(line[x + 1] - line[x - 1]);
  if (width == 1) {
    out[0] = 0;
    return;
  }
  out[0] = static_cast<std::int16_t>(2 * (line[1] - line[0]));
  out[static_cast<std::size_t>(width - 1)] = static_cast<std::int16_t>(2 * (line[width - 1] - line[width - 2]));
}

void between(const std::uint8_t* above, const std::uint8_t* below, int times, int width, Line& out) {
  for (int x = 0; x < width; ++x)
    out[static_cast<std::size_t>(x)] = static_cast<std::int16_t>(times * (below[x] - above[x]));
}

double of(std::int64_t moment) { return static_cast<double>(moment); }

}  // namespace

GradientMoments gradient_moments(ImageView image, int x, int y, int width, int height) {
  Line gx{};
  Line gy{};
  std::int32_t xx = 0;  // at most 1024 x 510^2: below 2^31
  std::int32_t yy = 0;
  std::int32_t xy = 0;
  for (int row = 0; row < height; ++row) {
    const int above = row > 0 ? row - 1 : 0;
    const int below = row + 1 < height ? row + 1 : height - 1;
    along(image.row(y + row) + x, width, gx);
    between(image.row(y + above) + x, image.row(y + below) + x, below - above == 1 ? 2 : 1, width, gy);
    for (std::size_t i = 0; i < kCell; ++i) {
      xx += gx[i] * gx[i];
      yy += gy[i] * gy[i];
      xy += gx[i] * gy[i];
    }
  }
  return {xx, yy, xy};
}

double GradientMoments::orientation() const { return std::atan2(of(xy), of(xx - yy)) / 2; }

double GradientMoments::certainty() const {
  const double sum = of(xx + yy);
  const double root = std::sqrt(of(xx - yy) * of(xx - yy) + 4 * of(xy) * of(xy));
  if (sum + root == 0) return -1;
  return 1 - (sum - root) / (sum + root);
}

double GradientMoments::coherence() const {
  if (xx + yy == 0) return 0;
  return std::sqrt(of(xx - yy) * of(xx - yy) + 4 * of(xy) * of(xy)) / of(xx + yy);
}

}  // namespace enrolkit::nfiq2
