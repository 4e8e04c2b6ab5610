// SPDX-License-Identifier: Apache-2.0
#include <array>
#include <cmath>
#include <cstdint>
#include <vector>

#include "bench/workload.hpp"

namespace enrolkit::bench {
namespace {

constexpr int kWidth = 640;
constexpr int kHeight = 480;

std::vector<std::uint8_t> pattern() {
  std::vector<std::uint8_t> pixels(static_cast<std::size_t>(kWidth) * kHeight);
  std::uint32_t state = 1;
  for (std::uint8_t& pixel : pixels) {
    state = state * 1664525U + 1013904223U;
    pixel = static_cast<std::uint8_t>(state >> 24U);
  }
  return pixels;
}

}  // namespace

void run_reference() {
  static const std::vector<std::uint8_t> pixels = pattern();
  static volatile double sink = 0;
  std::array<double, 64> histogram{};
  for (int pass = 0; pass < 4; ++pass) {
    for (int y = 1; y + 1 < kHeight; ++y) {
      for (int x = 1; x + 1 < kWidth; ++x) {
        const std::uint8_t* p = &pixels[static_cast<std::size_t>(y * kWidth + x)];
        const int gx = p[1] - p[-1] + (p[1 - kWidth] - p[-1 - kWidth]) + (p[1 + kWidth] - p[-1 + kWidth]);
        const int gy = p[kWidth] - p[-kWidth] + (p[kWidth - 1] - p[-kWidth - 1]) + (p[kWidth + 1] - p[-kWidth + 1]);
        const double length = std::sqrt(static_cast<double>(gx * gx + gy * gy));
        histogram[static_cast<std::size_t>((gx + gy + pass) & 63)] += length;
      }
    }
  }
  double sum = 0;
  for (const double bin : histogram) sum += bin;
  sink = sink + sum;
}

}  // namespace enrolkit::bench
