// SPDX-License-Identifier: Apache-2.0
#include "people/orientation_field.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "people/noise.hpp"
#include "people/vec3.hpp"

namespace enrolkit::people {

std::string_view pattern_name(Pattern pattern) noexcept {
  switch (pattern) {
    case Pattern::arch:
      return "arch";
    case Pattern::left_loop:
      return "left-loop";
    case Pattern::right_loop:
      return "right-loop";
    case Pattern::whorl:
      return "whorl";
  }
  return "";
}

Pattern draw_pattern(Random& random, bool right_hand) {
  const double pick = random.uniform();
  if (pick < 0.06) return Pattern::arch;
  if (pick < 0.33) return Pattern::whorl;
  // Seen as a print, the right hand's little finger lies to the right.
  const bool ulnar = pick < 0.95;
  return right_hand == ulnar ? Pattern::right_loop : Pattern::left_loop;
}

OrientationField::OrientationField(Random& random, Pattern pattern, int width, int height, double period)
    : pattern_(pattern), width_(width), height_(height), period_(period) {
  const double cx = width * random.uniform(0.46, 0.54);
  const double cy = height * random.uniform(0.38, 0.45);
  const double side = pattern == Pattern::left_loop ? 1 : -1;
  switch (pattern) {
    case Pattern::arch:
      break;
    case Pattern::left_loop:
    case Pattern::right_loop:
      cores_ = {{cx, cy}};
      deltas_ = {{cx + side * width * random.uniform(0.22, 0.30), cy + height * random.uniform(0.32, 0.40)}};
      break;
    case Pattern::whorl: {
      const double apart = height * random.uniform(0.03, 0.09);
      const double tilt = width * random.uniform(-0.03, 0.03);
      cores_ = {{cx - tilt, cy - apart}, {cx + tilt, cy + apart}};
      deltas_ = {{cx - width * random.uniform(0.30, 0.40), cy + height * random.uniform(0.27, 0.34)},
                 {cx + width * random.uniform(0.30, 0.40), cy + height * random.uniform(0.27, 0.34)}};
      break;
    }
  }
  arch_height_ = random.uniform(0.8, 1.3);
  lean_ = random.uniform(-0.06, 0.06);
  texture_ = static_cast<std::uint32_t>(random.next());
}

double OrientationField::orientation(double x, double y) const {
  // Small wander, as no finger is a formula.
  double angle = lean_ + 0.07 * value_noise(texture_, x / 90, y / 90);
  const double across = (x - width_ / 2) / width_;
  if (pattern_ == Pattern::arch) {
    const double rise =
        arch_height_ * bell(y - 0.52 * height_, 0.2 * height_) + 0.45 * smooth_step(0.75, 0.3, y / height_);
    return angle + std::atan(-rise * 1.6 * std::sin(std::numbers::pi * std::clamp(across * 1.25, -1.0, 1.0)));
  }
  for (const Point& core : cores_) angle += 0.5 * std::atan2(core.y - y, x - core.x);
  for (const Point& delta : deltas_) angle -= 0.5 * std::atan2(delta.y - y, x - delta.x);
  if (pattern_ != Pattern::whorl) {
    // The two singularities alone let a loop's legs fan out; on fingers they run side by side, and steeper.
    const double side = pattern_ == Pattern::left_loop ? 1 : -1;
    const Point core = cores_[0];
    const double legs = -std::numbers::pi / 2 - side * 0.75;
    const double away = std::atan2(core.y - y, x - core.x) - legs;
    const double near = smooth_step(1.1 * height_, 0.1 * height_, std::hypot(x - core.x, y - core.y));
    angle -= 0.5 * 0.55 * std::sin(away) * near;
    angle +=
        side * 0.42 * bell(x - core.x + side * 0.12 * width_, 0.3 * width_, y - core.y - 0.24 * height_, 0.2 * height_);
  }
  // Above the core, ridges bend round the tip of the finger more than the two singularities alone make them.
  const double above = smooth_step(deltas_[0].y, cores_[0].y - 0.15 * height_, y);
  angle -= (pattern_ == Pattern::whorl ? 0.25 : 0.5) * above * across * 1.6;
  return angle;
}

double OrientationField::period(double x, double y) const {
  const double vary = 0.09 * value_noise(texture_ + 1, x / 110, y / 110);
  // Ridges towards the joint are broader.
  const double low = 0.14 * smooth_step(0.6 * height_, 0.95 * height_, y);
  return period_ * (1 + vary + low);
}

}  // namespace enrolkit::people
