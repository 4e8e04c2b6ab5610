// SPDX-License-Identifier: Apache-2.0
#include "quality/finger/nfiq2/fixed_point_blur.hpp"

#include <algorithm>
#include <array>
#include <cmath>

namespace enrolkit::nfiq2 {
namespace {

// The pairs of lines that one output line is made of, from the middle outwards; pairs of weight 0 left out.
struct Tap {
  int distance = 0;
  std::uint16_t weight = 0;
};

std::vector<Tap> taps_of(int pixels) {
  const auto weights = gaussian_weights(pixels);
  std::vector<Tap> taps;
  for (int distance = 0; distance <= pixels / 2; ++distance) {
    const int weight = weights[static_cast<std::size_t>(pixels / 2 + distance)];
    // The middle is a pair of the same line; its weight is even, as those of the others come twice.
    if (weight != 0) taps.push_back({distance, static_cast<std::uint16_t>(distance == 0 ? weight / 2 : weight)});
  }
  return taps;
}

// 16 bits hold every sum: the weights of a line sum up to 256, the values are bytes.
constexpr int kStrip = 32;  // columns at a time: their sums stay in registers
using Sums = std::array<std::uint16_t, kStrip>;

void blur_line(const std::uint16_t* line, int width, const std::vector<Tap>& taps, std::uint8_t* high,
               std::uint8_t* low) {
  for (int x = 0; x < width; x += kStrip) {
    Sums sums{};
    for (const Tap& tap : taps) {
      const std::uint16_t* left = line + x - tap.distance;
      const std::uint16_t* right = line + x + tap.distance;
      for (std::size_t i = 0; i < kStrip; ++i) {
        sums[i] = static_cast<std::uint16_t>(sums[i] + tap.weight * static_cast<std::uint16_t>(left[i] + right[i]));
      }
    }
    for (std::size_t i = 0; i < kStrip; ++i) {
      high[static_cast<std::size_t>(x) + i] = static_cast<std::uint8_t>(sums[i] >> 8U);
      low[static_cast<std::size_t>(x) + i] = static_cast<std::uint8_t>(sums[i]);
    }
  }
}

// A strip of an output line: high and low bytes are summed apart, so that 16 bits suffice here too.
void blur_down(const std::uint8_t* high, const std::uint8_t* low, const std::vector<std::ptrdiff_t>& lines, int y,
               const std::vector<Tap>& taps, std::uint8_t* out) {
  Sums of_high{};
  Sums of_low{};
  for (const Tap& tap : taps) {
    const std::ptrdiff_t above = lines[static_cast<std::size_t>(y - tap.distance)];
    const std::ptrdiff_t below = lines[static_cast<std::size_t>(y + tap.distance)];
    for (std::size_t i = 0; i < kStrip; ++i) {
      const auto at = static_cast<std::ptrdiff_t>(i);
      const auto highs = static_cast<std::uint16_t>(high[above + at] + high[below + at]);
      const auto lows = static_cast<std::uint16_t>(low[above + at] + low[below + at]);
      of_high[i] = static_cast<std::uint16_t>(of_high[i] + tap.weight * highs);
      of_low[i] = static_cast<std::uint16_t>(of_low[i] + tap.weight * lows);
    }
  }
  // (256 high + low + 2^15) / 2^16, rounded down.
  for (std::size_t i = 0; i < kStrip; ++i) {
    out[i] = static_cast<std::uint8_t>(static_cast<std::uint16_t>(of_high[i] + (of_low[i] >> 8U) + 128) >> 8U);
  }
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
  const int half = pixels / 2;
  const auto taps = taps_of(pixels);
  const int width = (grey.width + kStrip - 1) / kStrip * kStrip;
  std::vector<std::uint16_t> line(static_cast<std::size_t>(width + 2 * half));
  std::vector<std::uint8_t> high(static_cast<std::size_t>(width) * static_cast<std::size_t>(grey.height));
  std::vector<std::uint8_t> low(high.size());
  for (int y = 0; y < grey.height; ++y) {
    const std::uint8_t* in = grey.row(y);
    for (int x = -half; x < grey.width + half; ++x)
      line[static_cast<std::size_t>(x + half)] = in[mirrored(x, grey.width)];
    const auto start = static_cast<std::size_t>(y) * static_cast<std::size_t>(width);
    blur_line(line.data() + half, width, taps, &high[start], &low[start]);
  }
  std::vector<std::ptrdiff_t> lines;
  for (int y = -half; y < grey.height + half; ++y)
    lines.push_back(static_cast<std::ptrdiff_t>(mirrored(y, grey.height)) * width);
  GreyPlane out(grey.width, grey.height);
  std::array<std::uint8_t, kStrip> strip{};
  for (int x = 0; x < grey.width; x += kStrip) {
    for (int y = 0; y < grey.height; ++y) {
      blur_down(high.data() + x, low.data() + x, lines, y + half, taps, strip.data());
      std::copy_n(strip.data(), std::min(kStrip, grey.width - x), out.row(y) + x);
    }
  }
  return out;
}

}  // namespace enrolkit::nfiq2
