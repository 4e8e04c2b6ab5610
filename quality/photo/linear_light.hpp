// SPDX-License-Identifier: Apache-2.0
// From the stored levels of sRGB to the light that they stand for, and to CIELAB lightness.
#pragma once

#include <array>

namespace enrolkit::photo {

// Light of an sRGB level between 0 and 255, 0..1.
[[nodiscard]] double linear_light(double level);

// Luminance (0..1) of light with these levels of red, green and blue.
[[nodiscard]] double luminance_of(const std::array<double, 3>& rgb);

// Luminance (0..1) of a CIELAB lightness (0..100), and the other way.
[[nodiscard]] double luminance_at(double lightness);
[[nodiscard]] double lightness_of(double luminance);

// What of two lights of equal luminance differs in colour: natural logarithms of red and blue over green in linear
// light. Light of another colour adds the same to every surface, dark or light.
struct LogChroma {
  double red = 0;
  double blue = 0;

  friend LogChroma operator+(LogChroma a, LogChroma b) { return {a.red + b.red, a.blue + b.blue}; }
  friend LogChroma operator-(LogChroma a, LogChroma b) { return {a.red - b.red, a.blue - b.blue}; }
  friend LogChroma operator*(double f, LogChroma a) { return {f * a.red, f * a.blue}; }
};
[[nodiscard]] LogChroma log_chroma(const std::array<double, 3>& rgb);

// CIELAB a and b of that colour at a luminance.
[[nodiscard]] std::array<double, 2> cielab_ab(LogChroma colour, double luminance);

}  // namespace enrolkit::photo
