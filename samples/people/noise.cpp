// SPDX-License-Identifier: Apache-2.0
#include "people/noise.hpp"

#include <cmath>

namespace enrolkit::people {
namespace {

// The finaliser of MurmurHash3 (Appleby) over a sum of odd multiples.
std::uint32_t hash(std::uint32_t seed, int x, int y, int z) noexcept {
  std::uint32_t h = seed * 0x9E3779B1U + static_cast<std::uint32_t>(x) * 0x85EBCA77U +
                    static_cast<std::uint32_t>(y) * 0xC2B2AE3DU + static_cast<std::uint32_t>(z) * 0x27D4EB2FU;
  h ^= h >> 16U;
  h *= 0x85EBCA6BU;
  h ^= h >> 13U;
  h *= 0xC2B2AE35U;
  return h ^ (h >> 16U);
}

double fade(double t) noexcept { return t * t * t * (t * (t * 6 - 15) + 10); }
double blend(double a, double b, double t) noexcept { return a + (b - a) * t; }

struct Cell {
  int corner;
  double weight;
};

Cell cell_of(double v) noexcept {
  const double floor = std::floor(v);
  return {static_cast<int>(floor), fade(v - floor)};
}

double plane(std::uint32_t seed, Cell cx, Cell cy, int z) noexcept {
  const double top =
      blend(lattice_noise(seed, cx.corner, cy.corner, z), lattice_noise(seed, cx.corner + 1, cy.corner, z), cx.weight);
  const double bottom = blend(lattice_noise(seed, cx.corner, cy.corner + 1, z),
                              lattice_noise(seed, cx.corner + 1, cy.corner + 1, z), cx.weight);
  return blend(top, bottom, cy.weight);
}

}  // namespace

double lattice_noise(std::uint32_t seed, int x, int y, int z) noexcept { return hash(seed, x, y, z) * 0x1.0p-32; }

double value_noise(std::uint32_t seed, double x, double y) noexcept {
  return 2 * plane(seed, cell_of(x), cell_of(y), 0) - 1;
}

double value_noise(std::uint32_t seed, double x, double y, double z) noexcept {
  const Cell cx = cell_of(x);
  const Cell cy = cell_of(y);
  const Cell cz = cell_of(z);
  return 2 * blend(plane(seed, cx, cy, cz.corner), plane(seed, cx, cy, cz.corner + 1), cz.weight) - 1;
}

double fractal_noise(std::uint32_t seed, double x, double y, int octaves) noexcept {
  double sum = 0;
  double amplitude = 0.6;
  for (int i = 0; i < octaves; ++i, amplitude /= 2, x *= 2, y *= 2) sum += amplitude * value_noise(seed++, x, y);
  return sum;
}

double fractal_noise(std::uint32_t seed, double x, double y, double z, int octaves) noexcept {
  double sum = 0;
  double amplitude = 0.6;
  for (int i = 0; i < octaves; ++i, amplitude /= 2, x *= 2, y *= 2, z *= 2) {
    sum += amplitude * value_noise(seed++, x, y, z);
  }
  return sum;
}

double lattice_normal(std::uint32_t seed, int x, int y) noexcept {
  double sum = -2;
  for (int i = 0; i < 4; ++i) sum += lattice_noise(seed, x, y, i);
  return sum * 1.7320508075688772;  // a sum of four uniforms has variance 1/3
}

}  // namespace enrolkit::people
