// SPDX-License-Identifier: Apache-2.0
#include "quality/photo/linear_light.hpp"

#include <algorithm>
#include <cmath>

namespace enrolkit::photo {
namespace {

// IEC 61966-2-1: linear sRGB to CIE XYZ, each row divided by the white point, so that white is 1, 1, 1.
constexpr std::array<std::array<double, 3>, 3> kToXyz = {
    {{0.433953, 0.376219, 0.189828}, {0.212673, 0.715152, 0.072175}, {0.017757, 0.109477, 0.872766}}};

// Light below which a ratio of two channels is quantisation.
constexpr double kLeastLight = 1e-4;

double cielab_f(double t) { return t > 0.008856 ? std::cbrt(t) : 7.787 * t + 16.0 / 116; }

}  // namespace

double linear_light(double level) {
  const double v = std::clamp(level / 255, 0.0, 1.0);
  return v <= 0.04045 ? v / 12.92 : std::pow((v + 0.055) / 1.055, 2.4);
}

double luminance_of(const std::array<double, 3>& rgb) {
  double sum = 0;
  for (std::size_t c = 0; c < 3; ++c) sum += kToXyz[1][c] * linear_light(rgb[c]);
  return sum;
}

double luminance_at(double lightness) {
  const double f = (lightness + 16) / 116;
  return lightness > 8 ? f * f * f : lightness / 903.3;
}

double lightness_of(double luminance) { return 116 * cielab_f(luminance) - 16; }

LogChroma log_chroma(const std::array<double, 3>& rgb) {
  const double green = std::log(linear_light(rgb[1]) + kLeastLight);
  return {std::log(linear_light(rgb[0]) + kLeastLight) - green, std::log(linear_light(rgb[2]) + kLeastLight) - green};
}

std::array<double, 2> cielab_ab(LogChroma colour, double luminance) {
  const std::array<double, 3> light = {std::exp(colour.red), 1, std::exp(colour.blue)};
  std::array<double, 3> f{};
  double y = 0;
  for (std::size_t c = 0; c < 3; ++c) y += kToXyz[1][c] * light[c];
  for (std::size_t row = 0; row < 3; ++row) {
    double sum = 0;
    for (std::size_t c = 0; c < 3; ++c) sum += kToXyz[row][c] * light[c];
    f[row] = cielab_f(sum * luminance / y);
  }
  return {500 * (f[0] - f[1]), 200 * (f[1] - f[2])};
}

}  // namespace enrolkit::photo
