// SPDX-License-Identifier: Apache-2.0
#include "quality/finger/ridge_orientation.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>

#include "quality/finger/block_smoothing.hpp"
#include "quality/finger/extraction_parameters.hpp"

namespace enrolkit::ridges {
namespace {

constexpr int kRadius = 3;  // of the gradient filter: three sigma
using Taps = std::array<float, 2 * kRadius + 1>;

Taps gaussian() {
  Taps taps{};
  for (int k = -kRadius; k <= kRadius; ++k) {
    taps[static_cast<std::size_t>(k + kRadius)] =
        std::exp(-0.5F * static_cast<float>(k * k) / (kGradientSigma * kGradientSigma));
  }
  return taps;
}

Taps gaussian_slope() {
  Taps taps = gaussian();
  for (int k = -kRadius; k <= kRadius; ++k) taps[static_cast<std::size_t>(k + kRadius)] *= static_cast<float>(k);
  return taps;
}

// Smoothed rows and smoothed vertical differences of one line, with the margin that the horizontal filter needs.
void filter_down(const Plane<std::int16_t>& in, int y, std::vector<float>& even, std::vector<float>& odd) {
  static const Taps smooth = gaussian();
  static const Taps slope = gaussian_slope();
  std::array<const std::int16_t*, 2 * kRadius + 1> rows{};
  for (int k = -kRadius; k <= kRadius; ++k) {
    rows[static_cast<std::size_t>(k + kRadius)] = in.row(std::clamp(y + k, 0, in.height - 1));
  }
  for (int x = 0; x < in.width; ++x) {
    const float centre = static_cast<float>(rows[kRadius][x]) * smooth[kRadius];
    float e = centre;
    float o = 0;
    for (std::size_t k = 1; k <= kRadius; ++k) {
      const auto above = static_cast<float>(rows[kRadius - k][x]);
      const auto below = static_cast<float>(rows[kRadius + k][x]);
      e += (below + above) * smooth[kRadius + k];
      o += (below - above) * slope[kRadius + k];
    }
    even[static_cast<std::size_t>(x) + kRadius] = e;
    odd[static_cast<std::size_t>(x) + kRadius] = o;
  }
  for (auto* line : {&even, &odd}) {
    std::fill_n(line->begin(), kRadius, (*line)[kRadius]);
    std::fill_n(line->end() - kRadius, kRadius, *(line->end() - kRadius - 1));
  }
}

}  // namespace

OrientationField ridge_orientation(const Plane<std::int16_t>& normalised) {
  static const Taps smooth = gaussian();
  static const Taps slope = gaussian_slope();
  const int width = normalised.width;
  const int columns = (width + kBlock - 1) / kBlock;
  const int rows = (normalised.height + kBlock - 1) / kBlock;
  Plane<float> difference(columns, rows);  // of squared gradients, across minus down
  Plane<float> product(columns, rows);
  Plane<float> energy(columns, rows);
  const auto padded = static_cast<std::size_t>(columns) * kBlock;
  std::vector<float> even(static_cast<std::size_t>(width) + 2 * kRadius);
  std::vector<float> odd(even.size());
  std::vector<float> xx(padded);
  std::vector<float> yy(padded);
  std::vector<float> xy(padded);
  for (int y = 0; y < normalised.height; ++y) {
    if (y % kBlock == 0) {
      for (auto* sums : {&xx, &yy, &xy}) std::fill(sums->begin(), sums->end(), 0.0F);
    }
    filter_down(normalised, y, even, odd);
    for (std::size_t x = 0; x < static_cast<std::size_t>(width); ++x) {
      float gx = 0;
      float gy = odd[x + kRadius] * smooth[kRadius];
      for (std::size_t k = 1; k <= kRadius; ++k) {
        gx += (even[x + kRadius + k] - even[x + kRadius - k]) * slope[kRadius + k];
        gy += (odd[x + kRadius + k] + odd[x + kRadius - k]) * smooth[kRadius + k];
      }
      xx[x] += gx * gx;
      yy[x] += gy * gy;
      xy[x] += gx * gy;
    }
    if (y % kBlock != kBlock - 1 && y != normalised.height - 1) continue;
    for (int block = 0; block < columns; ++block) {
      float sx = 0;
      float sy = 0;
      float sp = 0;
      for (auto x = static_cast<std::size_t>(block) * kBlock; x < static_cast<std::size_t>(block + 1) * kBlock; ++x) {
        sx += xx[x];
        sy += yy[x];
        sp += xy[x];
      }
      difference.at(block, y / kBlock) = sx - sy;
      product.at(block, y / kBlock) = 2 * sp;
      energy.at(block, y / kBlock) = sx + sy;
    }
  }
  OrientationField field;
  field.cosine = smoothed(difference, kOrientationSigma);
  field.sine = smoothed(product, kOrientationSigma);
  field.coherence = smoothed(energy, kOrientationSigma);
  for (int y = 0; y < rows; ++y) {
    for (int x = 0; x < columns; ++x) {
      const float all = std::max(field.coherence.at(x, y), 1.0F);
      // Ridges run at right angles to the gradient: twice the angle turns by 180 degrees.
      field.cosine.at(x, y) /= -all;
      field.sine.at(x, y) /= -all;
      field.coherence.at(x, y) = std::hypot(field.cosine.at(x, y), field.sine.at(x, y));
    }
  }
  return field;
}

double OrientationField::angle_at(double x, double y) const {
  const double bx = std::clamp((x - (kBlock - 1) / 2.0) / kBlock, 0.0, cosine.width - 1.0);
  const double by = std::clamp((y - (kBlock - 1) / 2.0) / kBlock, 0.0, cosine.height - 1.0);
  const int x0 = static_cast<int>(bx);
  const int y0 = static_cast<int>(by);
  const int x1 = std::min(x0 + 1, cosine.width - 1);
  const int y1 = std::min(y0 + 1, cosine.height - 1);
  const double fx = bx - x0;
  const double fy = by - y0;
  const auto between = [&](const Plane<float>& values) {
    return (values.at(x0, y0) * (1 - fx) + values.at(x1, y0) * fx) * (1 - fy) +
           (values.at(x0, y1) * (1 - fx) + values.at(x1, y1) * fx) * fy;
  };
  const double angle = std::atan2(between(sine), between(cosine)) / 2;
  return angle < 0 ? angle + std::numbers::pi : angle;
}

}  // namespace enrolkit::ridges
