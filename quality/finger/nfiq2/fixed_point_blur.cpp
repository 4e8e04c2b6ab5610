// SPDX-License-Identifier: Apache-2.0
#include "quality/finger/nfiq2/fixed_point_blur.hpp"

#include <algorithm>
#include <cmath>

#include "quality/finger/nfiq2/pair_sums.hpp"

namespace enrolkit::nfiq2 {
namespace {

struct Tap {
  int distance = 0;
  std::uint16_t weight = 0;
};

// From the middle outwards; those of weight 0 left out.
std::vector<Tap> taps_of(int pixels) {
  const auto weights = gaussian_weights(pixels);
  std::vector<Tap> taps;
  for (int distance = 0; distance <= pixels / 2; ++distance) {
    const int weight = weights[static_cast<std::size_t>(pixels / 2 + distance)];
    // The middle is a pair of one place with itself; its weight is even, as those of the others come twice.
    if (weight != 0) taps.push_back({distance, static_cast<std::uint16_t>(distance == 0 ? weight / 2 : weight)});
  }
  return taps;
}

// The exact sums along the lines, 16 bits each: the weights sum up to 256, the values are bytes. Their high and low
// bytes lie apart, so that 16 bits suffice for the sums down the columns too.
struct LineSums {
  std::ptrdiff_t stride;
  std::vector<std::uint8_t> high;
  std::vector<std::uint8_t> low;
};

LineSums line_sums(const GreyPlane& grey, const std::vector<Tap>& taps) {
  const int half = taps.back().distance;
  const auto width = static_cast<std::size_t>(grey.width);
  const std::size_t stride = width + kPairSumsBeyond;
  std::vector<WeightedPair> pairs;
  for (const Tap& tap : taps) pairs.push_back({-tap.distance, tap.distance, tap.weight});
  std::vector<std::uint8_t> line(width + 2 * static_cast<std::size_t>(half) + kPairSumsBeyond);
  std::vector<std::uint16_t> sums(stride);
  const auto size = stride * static_cast<std::size_t>(grey.height);
  LineSums all{static_cast<std::ptrdiff_t>(stride), std::vector<std::uint8_t>(size), std::vector<std::uint8_t>(size)};
  for (int y = 0; y < grey.height; ++y) {
    const std::uint8_t* in = grey.row(y);
    std::copy_n(in, width, line.data() + half);
    for (int x = 1; x <= half; ++x) {
      line[static_cast<std::size_t>(half - x)] = in[mirrored(-x, grey.width)];
      line[static_cast<std::size_t>(half + grey.width - 1 + x)] = in[mirrored(grey.width - 1 + x, grey.width)];
    }
    pair_sums(line.data() + half, pairs, width, sums.data());
    std::uint8_t* high = all.high.data() + y * all.stride;
    std::uint8_t* low = all.low.data() + y * all.stride;
    for (std::size_t x = 0; x < width; ++x) {
      high[x] = static_cast<std::uint8_t>(sums[x] >> 8U);
      low[x] = static_cast<std::uint8_t>(sums[x]);
    }
  }
  return all;
}

}  // namespace

int mirrored(int i, int n) noexcept {
  if (n == 1) return 0;
  while (i < 0 || i >= n) i = i < 0 ? -i : 2 * (n - 1) - i;
  return i;
}

std::vector<int> gaussian_weights(int pixels) {
  const double sigma = 0.15 * pixels + 0.35;
  std::vector<double> exact(static_cast<std::size_t>(pixels));
  double sum = 0;
  for (int i = 0; i < pixels; ++i) {
    const double off = 2 * i - (pixels - 1);
    exact[static_cast<std::size_t>(i)] = std::exp(-off * off * 0.125 / (sigma * sigma));
    sum += exact[static_cast<std::size_t>(i)];
  }
  std::vector<int> weights(exact.size());
  double lost = 0;
  int outside = 0;
  for (std::size_t i = 0; i < exact.size() / 2; ++i) {
    const double wanted = 256 * (exact[i] / sum) + lost;
    weights[i] = static_cast<int>(std::rint(wanted));
    lost = wanted - weights[i];
    weights[exact.size() - 1 - i] = weights[i];
    outside += 2 * weights[i];
  }
  weights[exact.size() / 2] = 256 - outside;
  return weights;
}

GreyPlane blurred(const GreyPlane& grey, int pixels) {
  const auto taps = taps_of(pixels);
  const LineSums lines = line_sums(grey, taps);
  const auto width = static_cast<std::size_t>(grey.width);
  std::vector<std::uint16_t> of_high(width + kPairSumsBeyond);
  std::vector<std::uint16_t> of_low(of_high.size());
  std::vector<WeightedPair> pairs(taps.size());
  GreyPlane out(grey.width, grey.height);
  for (int y = 0; y < grey.height; ++y) {
    for (std::size_t i = 0; i < taps.size(); ++i) {
      pairs[i] = {mirrored(y - taps[i].distance, grey.height) * lines.stride,
                  mirrored(y + taps[i].distance, grey.height) * lines.stride, taps[i].weight};
    }
    pair_sums(lines.high.data(), pairs, width, of_high.data());
    pair_sums(lines.low.data(), pairs, width, of_low.data());
    std::uint8_t* line = out.row(y);
    for (std::size_t x = 0; x < width; ++x) {  // (256 high + low + 2^15) / 2^16, rounded down
      line[x] = static_cast<std::uint8_t>(static_cast<std::uint16_t>(of_high[x] + (of_low[x] >> 8U) + 128) >> 8U);
    }
  }
  return out;
}

}  // namespace enrolkit::nfiq2
