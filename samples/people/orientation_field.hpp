// SPDX-License-Identifier: Apache-2.0
// The flow of ridges: the zero-pole model of Sherlock and Monro (1993), and how far apart ridges lie.
#pragma once

#include <string_view>
#include <vector>

#include "enrolkit/image.hpp"
#include "people/random.hpp"

namespace enrolkit::people {

enum class Pattern : std::uint8_t { arch, left_loop, right_loop, whorl };
[[nodiscard]] std::string_view pattern_name(Pattern pattern) noexcept;

// About as common as on people's hands: loops two thirds, whorls a quarter. Loops open towards the little finger.
[[nodiscard]] Pattern draw_pattern(Random& random, bool right_hand);

class OrientationField {
 public:
  // For a master print of that size; period in pixels, on average.
  OrientationField(Random& random, Pattern pattern, int width, int height, double period);

  // Radians, counter-clockwise as seen, modulo pi.
  [[nodiscard]] double orientation(double x, double y) const;
  // Pixels from ridge to ridge.
  [[nodiscard]] double period(double x, double y) const;
  [[nodiscard]] Pattern pattern() const noexcept { return pattern_; }

 private:
  Pattern pattern_;
  double width_, height_, period_;
  std::vector<Point> cores_, deltas_;  // pixels
  double arch_height_ = 0;
  double lean_ = 0;
  std::uint32_t texture_;
};

}  // namespace enrolkit::people
