// SPDX-License-Identifier: Apache-2.0
#include "quality/finger/resampling.hpp"

#include <algorithm>
#include <cmath>
#include <cstring>

namespace enrolkit::ridges {
namespace {

// The pixels of a line which one resampled pixel is made of, and their shares.
struct Share {
  int first = 0;
  std::vector<float> weights;
};

std::vector<Share> shares(int from, int to, double scale) {
  std::vector<Share> all(static_cast<std::size_t>(to));
  const double reach = std::max(1.0, 1 / scale);  // of the triangle around the pixel's centre
  for (int i = 0; i < to; ++i) {
    const double centre = (i + 0.5) / scale - 0.5;
    const int first = std::clamp(static_cast<int>(std::ceil(centre - reach)), 0, from - 1);
    const int last = std::clamp(static_cast<int>(std::floor(centre + reach)), first, from - 1);
    Share& share = all[static_cast<std::size_t>(i)];
    share.first = first;
    double sum = 0;
    for (int k = first; k <= last; ++k) {
      const double weight = std::max(1e-6, 1 - std::abs(k - centre) / reach);
      share.weights.push_back(static_cast<float>(weight));
      sum += weight;
    }
    for (float& weight : share.weights) weight = static_cast<float>(weight / sum);
  }
  return all;
}

}  // namespace

Plane<std::uint8_t> resampled(ImageView grey, double scale) {
  const int width = std::max(1, static_cast<int>(std::lround(grey.width * scale)));
  const int height = std::max(1, static_cast<int>(std::lround(grey.height * scale)));
  Plane<std::uint8_t> out(width, height);
  if (width == grey.width && height == grey.height) {
    for (int y = 0; y < height; ++y) std::memcpy(out.row(y), grey.row(y), static_cast<std::size_t>(width));
    return out;
  }
  const auto columns = shares(grey.width, width, scale);
  const auto rows = shares(grey.height, height, scale);
  Plane<float> narrow(width, grey.height);
  for (int y = 0; y < grey.height; ++y) {
    const std::uint8_t* in = grey.row(y);
    float* line = narrow.row(y);
    for (int x = 0; x < width; ++x) {
      const Share& share = columns[static_cast<std::size_t>(x)];
      float sum = 0;
      for (std::size_t k = 0; k < share.weights.size(); ++k)
        sum += share.weights[k] * static_cast<float>(in[static_cast<std::size_t>(share.first) + k]);
      line[x] = sum;
    }
  }
  std::vector<float> sums(static_cast<std::size_t>(width));
  for (int y = 0; y < height; ++y) {
    const Share& share = rows[static_cast<std::size_t>(y)];
    std::fill(sums.begin(), sums.end(), 0.0F);
    for (std::size_t k = 0; k < share.weights.size(); ++k) {
      const float* line = narrow.row(share.first + static_cast<int>(k));
      for (std::size_t x = 0; x < sums.size(); ++x) sums[x] += share.weights[k] * line[x];
    }
    std::uint8_t* line = out.row(y);
    for (std::size_t x = 0; x < sums.size(); ++x)
      line[x] = static_cast<std::uint8_t>(std::clamp(sums[x] + 0.5F, 0.0F, 255.0F));
  }
  return out;
}

}  // namespace enrolkit::ridges
