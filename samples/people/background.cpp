// SPDX-License-Identifier: Apache-2.0
#include "people/background.hpp"

#include "people/noise.hpp"

namespace enrolkit::people {
namespace {

// A bookcase: shelves, backs of books of many colours, a picture frame.
Vec3 busy_colour(std::uint32_t seed, double x, double y) {
  constexpr double kShelf = 0.23;
  const int shelf = static_cast<int>(std::floor(y / kShelf));
  const double in_shelf = y / kShelf - shelf;
  if (in_shelf > 0.93) return {0.16, 0.09, 0.05};
  double left = -0.6;
  for (int book = 0; book < 60; ++book) {
    const double width = 0.012 + 0.03 * lattice_noise(seed + 1, book, shelf);
    if (x < left + width) {
      const double height = 0.55 + 0.35 * lattice_noise(seed + 2, book, shelf);
      if (in_shelf < 0.93 - height) return {0.05, 0.035, 0.025};
      const double edge = smooth_step(0, 0.12, (x - left) / width) * smooth_step(1, 0.85, (x - left) / width);
      const Vec3 colour{0.04 + 0.5 * lattice_noise(seed + 3, book, shelf),
                        0.04 + 0.4 * lattice_noise(seed + 4, book, shelf),
                        0.04 + 0.4 * lattice_noise(seed + 5, book, shelf)};
      const bool label = in_shelf > 0.6 && in_shelf < 0.68;
      return (label ? Vec3{0.6, 0.55, 0.4} : colour) * (0.4 + 0.6 * edge);
    }
    left += width;
  }
  return {0.05, 0.035, 0.025};
}

}  // namespace

Vec3 wall_colour(const BackgroundParameters& parameters, std::uint32_t seed, double x, double y, double edge) {
  const double frame = -2 * edge * parameters.object;  // its width
  if (x < edge + frame) {
    const double groove = bell(x - edge - 0.6 * frame, 0.006);
    return Vec3{0.13, 0.075, 0.04} * (1 + 0.2 * value_noise(seed + 9, x * 90, y * 6)) * (1 - 0.6 * groove);
  }
  const double plaster = 1 + 0.006 * fractal_noise(seed + 7, x * 60, y * 60, 2);
  switch (parameters.wall) {
    case Wall::plain:
      break;
    case Wall::gradient:
      return parameters.colour * (blend(1.0, blend(1.1, 0.35, y), parameters.gradient) * plaster);
    case Wall::split:
      return x > -0.06 ? parameters.colour * plaster : parameters.colour * Vec3{0.16, 0.2, 0.3} * plaster;
    case Wall::busy:
      return busy_colour(seed, x, y);
  }
  return parameters.colour * plaster;
}

}  // namespace enrolkit::people
