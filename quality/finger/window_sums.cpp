// SPDX-License-Identifier: Apache-2.0
#include "quality/finger/window_sums.hpp"

#include <algorithm>
#include <cmath>

// Compiled once for each kind of vectors; the processor decides which runs.
#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "quality/finger/window_sums.cpp"
#include <hwy/foreach_target.h>
#include <hwy/highway.h>

#ifndef ENROLKIT_WINDOW_START
#define ENROLKIT_WINDOW_START
namespace enrolkit::ridges {

// The window's first pixel and its steps, in 1/65536 px; half a pixel is added for rounding.
struct WindowStart {
  int along_x, along_y;
  int x, y;

  WindowStart(int middle_x, int middle_y, double angle)
      : along_x(static_cast<int>(std::lround(std::cos(angle) * 65536))),
        along_y(static_cast<int>(std::lround(std::sin(angle) * 65536))),
        x(middle_x * 65536 + 32768 + kWindowAcross / 2 * along_y - kWindowAlong / 2 * along_x),
        y(middle_y * 65536 + 32768 - kWindowAcross / 2 * along_x - kWindowAlong / 2 * along_y) {}
};

}  // namespace enrolkit::ridges
#endif

HWY_BEFORE_NAMESPACE();
namespace enrolkit::ridges::HWY_NAMESPACE {
namespace hn = hwy::HWY_NAMESPACE;

void sum_vectors(const Plane<std::int16_t>& print, const WindowStart& start, WindowSums& sums) {
  const hn::CappedTag<std::int32_t, 16> d;
  // A gathered word holds the pixel and its right neighbour, at the end of a row one of the margin.
  const auto* pixels = reinterpret_cast<const std::int32_t*>(print.row(0));
  const auto stride = hn::Set(d, static_cast<std::int32_t>(print.stride() * 2));
  const auto zero = hn::Zero(d);
  const auto last_x = hn::Set(d, print.width - 1);
  const auto last_y = hn::Set(d, print.height - 1);
  for (std::size_t first = 0; first < WindowSums::kPlaces; first += hn::Lanes(d)) {
    const auto t = hn::Iota(d, static_cast<std::int32_t>(first));
    auto x = hn::Sub(hn::Set(d, start.x), hn::Mul(t, hn::Set(d, start.along_y)));
    auto y = hn::Add(hn::Set(d, start.y), hn::Mul(t, hn::Set(d, start.along_x)));
    auto sum = zero;
    auto squares = zero;
    for (int k = 0; k < kWindowAlong; ++k) {
      const auto px = hn::Clamp(hn::ShiftRight<16>(x), zero, last_x);
      const auto py = hn::Clamp(hn::ShiftRight<16>(y), zero, last_y);
      const auto word = hn::GatherOffset(d, pixels, hn::Add(hn::Mul(py, stride), hn::Add(px, px)));
      const auto value = hn::ShiftRight<16>(hn::ShiftLeft<16>(word));
      sum = hn::Add(sum, value);
      squares = hn::Add(squares, hn::Mul(value, value));
      x = hn::Add(x, hn::Set(d, start.along_x));
      y = hn::Add(y, hn::Set(d, start.along_y));
    }
    hn::StoreU(sum, d, sums.sum.data() + first);
    hn::StoreU(squares, d, sums.squares.data() + first);
  }
}

}  // namespace enrolkit::ridges::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace enrolkit::ridges {

HWY_EXPORT(sum_vectors);

void sum_window(const Plane<std::int16_t>& print, int x, int y, double angle, WindowSums& sums) {
  HWY_DYNAMIC_DISPATCH(sum_vectors)(print, WindowStart(x, y, angle), sums);
}

void sum_window_scalar(const Plane<std::int16_t>& print, int x, int y, double angle, WindowSums& sums) {
  const WindowStart start(x, y, angle);
  for (int t = 0; t < static_cast<int>(WindowSums::kPlaces); ++t) {
    std::int32_t sum = 0;
    std::int32_t squares = 0;
    for (int k = 0; k < kWindowAlong; ++k) {
      const int px = std::clamp((start.x - t * start.along_y + k * start.along_x) >> 16, 0, print.width - 1);
      const int py = std::clamp((start.y + t * start.along_x + k * start.along_y) >> 16, 0, print.height - 1);
      const std::int32_t value = print.at(px, py);
      sum += value;
      squares += value * value;
    }
    sums.sum[static_cast<std::size_t>(t)] = sum;
    sums.squares[static_cast<std::size_t>(t)] = squares;
  }
}

}  // namespace enrolkit::ridges
#endif
