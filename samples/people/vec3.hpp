// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <cmath>
#include <numbers>

namespace enrolkit::people {

// Millimetres of the head frame (x to the picture's right, y up, z to the camera), or linear red, green, blue.
struct Vec3 {
  double x = 0;
  double y = 0;
  double z = 0;

  friend Vec3 operator+(Vec3 a, Vec3 b) noexcept { return {a.x + b.x, a.y + b.y, a.z + b.z}; }
  friend Vec3 operator-(Vec3 a, Vec3 b) noexcept { return {a.x - b.x, a.y - b.y, a.z - b.z}; }
  friend Vec3 operator*(Vec3 a, double k) noexcept { return {a.x * k, a.y * k, a.z * k}; }
  friend Vec3 operator*(Vec3 a, Vec3 b) noexcept { return {a.x * b.x, a.y * b.y, a.z * b.z}; }
};

[[nodiscard]] inline double dot(Vec3 a, Vec3 b) noexcept { return a.x * b.x + a.y * b.y + a.z * b.z; }
[[nodiscard]] inline Vec3 cross(Vec3 a, Vec3 b) noexcept {
  return {a.y * b.z - a.z * b.y, a.z * b.x - a.x * b.z, a.x * b.y - a.y * b.x};
}
[[nodiscard]] inline double length(Vec3 a) noexcept { return std::sqrt(dot(a, a)); }
[[nodiscard]] inline Vec3 unit(Vec3 a) noexcept {
  const double l = length(a);
  return l > 0 ? a * (1 / l) : Vec3{0, 0, 1};
}
[[nodiscard]] inline Vec3 blend(Vec3 a, Vec3 b, double t) noexcept { return a + (b - a) * t; }
[[nodiscard]] inline double blend(double a, double b, double t) noexcept { return a + (b - a) * t; }

// 0 below `from`, 1 above `to` (or the other way round when to < from), smooth between.
[[nodiscard]] inline double smooth_step(double from, double to, double v) noexcept {
  const double t = std::clamp((v - from) / (to - from), 0.0, 1.0);
  return t * t * (3 - 2 * t);
}
[[nodiscard]] inline double bell(double x, double sigma) noexcept { return std::exp(-x * x / (2 * sigma * sigma)); }
[[nodiscard]] inline double bell(double x, double sx, double y, double sy) noexcept {
  return std::exp(-x * x / (2 * sx * sx) - y * y / (2 * sy * sy));
}
[[nodiscard]] inline double radians(double degrees) noexcept { return degrees * (std::numbers::pi / 180); }

// A rotation by its rows.
struct Rotation {
  Vec3 x{1, 0, 0};
  Vec3 y{0, 1, 0};
  Vec3 z{0, 0, 1};

  [[nodiscard]] Vec3 apply(Vec3 p) const noexcept { return {dot(x, p), dot(y, p), dot(z, p)}; }
  [[nodiscard]] Vec3 undo(Vec3 p) const noexcept { return x * p.x + y * p.y + z * p.z; }
};

// Degrees in the senses of photo.hpp: yaw + = nose to the picture's left, pitch + = looking up, roll + = clockwise as
// seen. The head nods in its neck, then turns, then leans.
[[nodiscard]] inline Rotation head_rotation(double yaw, double pitch, double roll) noexcept {
  const double cy = std::cos(radians(yaw));
  const double sy = std::sin(radians(yaw));
  const double cp = std::cos(radians(pitch));
  const double sp = std::sin(radians(pitch));
  const double cr = std::cos(radians(roll));
  const double sr = std::sin(radians(roll));
  const Vec3 a{cy, sp * sy, -cp * sy};  // rows of turn * nod
  const Vec3 b{0, cp, sp};
  const Vec3 c{sy, -sp * cy, cp * cy};
  return {a * cr + b * sr, b * cr - a * sr, c};
}

}  // namespace enrolkit::people
