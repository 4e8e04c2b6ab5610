// SPDX-License-Identifier: Apache-2.0
// Value noise between 0 and 1, the same on every machine.
#pragma once

#include <cmath>
#include <cstdint>

namespace enrolkit::testing {

inline double lattice_value(std::uint32_t seed, int x, int y) {
  std::uint32_t h =
      seed * 0x9E3779B9U ^ static_cast<std::uint32_t>(x) * 0x85EBCA6BU ^ static_cast<std::uint32_t>(y) * 0xC2B2AE35U;
  h ^= h >> 15U;
  h *= 0x2C1B3C6DU;
  h ^= h >> 12U;
  h *= 0x297A2D39U;
  h ^= h >> 15U;
  return static_cast<double>(h) / 4294967295.0;
}

inline double smooth_noise(std::uint32_t seed, double x, double y) {
  const double fx = std::floor(x);
  const double fy = std::floor(y);
  const int ix = static_cast<int>(fx);
  const int iy = static_cast<int>(fy);
  const auto ease = [](double t) { return t * t * (3 - 2 * t); };
  const double u = ease(x - fx);
  const double v = ease(y - fy);
  const double top = lattice_value(seed, ix, iy) * (1 - u) + lattice_value(seed, ix + 1, iy) * u;
  const double low = lattice_value(seed, ix, iy + 1) * (1 - u) + lattice_value(seed, ix + 1, iy + 1) * u;
  return top * (1 - v) + low * v;
}

}  // namespace enrolkit::testing
