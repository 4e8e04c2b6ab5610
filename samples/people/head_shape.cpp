// SPDX-License-Identifier: Apache-2.0
#include "people/head_shape.hpp"

namespace enrolkit::people {
namespace {

struct Knot {
  double at, value;
};

// A cubic through the knots with Catmull-Rom slopes.
template <std::size_t N>
double curve(const std::array<Knot, N>& knots, double at) {
  std::size_t i = 0;
  while (i + 2 < N && at > knots[i + 1].at) ++i;
  const auto slope = [&](std::size_t k) {
    const std::size_t before = k > 0 ? k - 1 : k;
    const std::size_t after = k + 1 < N ? k + 1 : k;
    return (knots[after].value - knots[before].value) / (knots[after].at - knots[before].at);
  };
  const double span = knots[i + 1].at - knots[i].at;
  const double t = std::clamp((at - knots[i].at) / span, 0.0, 1.0);
  const double t2 = t * t;
  const double t3 = t2 * t;
  return (2 * t3 - 3 * t2 + 1) * knots[i].value + (t3 - 2 * t2 + t) * span * slope(i) +
         (3 * t2 - 2 * t3) * knots[i + 1].value + (t3 - t2) * span * slope(i + 1);
}

}  // namespace

HeadShape::HeadShape(const Look& look, const Expression& expression)
    : look_(look), expression_(expression), chin_(look.chin + 0.75 * expression.mouth_gap) {}

double HeadShape::height_of(double v) const {
  // Rows crowd towards both poles, where the outline turns.
  constexpr double kEyeRow = 0.5;
  if (v < kEyeRow) return -chin_ * std::sin((1 - v / kEyeRow) * std::numbers::pi / 2);
  return look_.crown * std::sin((v - kEyeRow) / (1 - kEyeRow) * std::numbers::pi / 2);
}

HeadShape::Section HeadShape::section(double y) const {
  if (y >= 0) {
    const double s = std::min(1.0, y / look_.crown);
    const double round = std::pow(std::max(0.0, 1 - std::pow(s, 2.6)), 0.46);
    const double width = look_.half_breadth * round + look_.cranium * bell(s - 0.38, 0.25);
    const double depth = std::pow(std::max(0.0, 1 - std::pow(s, 2.9)), 0.46);
    return {s >= 1 ? 0 : width * (s > 0.97 ? std::sqrt((1 - s) / 0.03) : 1), -3 - 6 * s, 92 * depth};
  }
  const double s = std::min(1.0, -y / chin_);
  const double round = std::pow(std::max(0.0, 1 - std::pow(s, look_.jaw_round)), 0.46);
  const double width = look_.half_breadth * round * (1 - look_.jaw_taper * std::pow(s, 1.5)) +
                       look_.cranium * bell(0.38, 0.25) * (1 - s);
  static constexpr std::array<Knot, 6> kFront{{{0, 89}, {0.4, 88}, {0.62, 88}, {0.8, 90}, {0.93, 91}, {1, 87}}};
  static constexpr std::array<Knot, 6> kBack{{{0, -95}, {0.3, -82}, {0.48, -46}, {0.62, -2}, {0.85, 52}, {1, 86}}};
  const double front = curve(kFront, s);
  const double back = curve(kBack, s);
  return {width, (front + back) / 2, (front - back) / 2};
}

double HeadShape::half_width(double y) const { return section(y).half_width; }

double HeadShape::raised(double x, double y) const {
  const Look& k = look_;
  const double ax = std::abs(x);
  const double eye = k.inter_eye / 2;
  const double mouth = -k.mouth_level;
  const double gap = expression_.mouth_gap;
  const double smile = expression_.smile;
  double z = 0;
  z += k.brow_ridge * bell(ax - eye * 0.72, 15, y - k.brow_height + 3, 6.5);
  z -= (k.eye_depth + 3.5) * bell(ax - eye, 19, y - 2, 11);
  z += 11.5 * bell(ax - eye, 9, y, 8.5);         // eyeball and lids
  z += 12.0 * bell(ax - eye * 1.55, 12, y, 16);  // outer rim of the orbit: a face is flatter than the ellipse
  z -= 2.5 * bell(x, 9, y - 6, 8);               // root of the nose

  // The nose: a bridge that rises to the tip, wings, and a steep base.
  const double along = std::clamp(-(y - 4) / (k.nose_length - 2), 0.0, 1.2);
  const double base = smooth_step(-k.nose_length - 3.5, -k.nose_length + 5.5, y);
  const double top = smooth_step(16, -8, y);
  const double bridge = k.nose_bridge + 2.4 * along;
  z += (k.nose_out * (0.22 + 0.78 * std::pow(along, 1.25))) * std::exp(-std::pow(ax / bridge, 2.2) / 1.6) * base * top;
  z += 3.2 * bell(x, 6.8, y + k.nose_length - 7, 6) * base;
  z += 8.2 * bell(ax - k.nose_width + 4.6, 4.4, y + k.nose_length - 4.5, 5.6) *
       smooth_step(-k.nose_length - 3, -k.nose_length + 2, y);

  // Cheeks and the furrow from the nose to the mouth's corner, which a smile deepens.
  z += (k.cheeks + 3 * smile) * bell(ax - 37, 15, y + 36 - 5 * smile, 15);
  const double t = std::clamp((-y - k.nose_length + 4) / (k.mouth_level - k.nose_length + 4), 0.0, 1.4);
  const double furrow = k.nose_width + 3 + 9 * t + 4 * smile * t;
  z -= (0.5 + 1.3 * k.wrinkles + 2.2 * smile) * bell(ax - furrow, 3.2) * smooth_step(0, 0.3, t) *
       smooth_step(1.35, 0.9, t);

  // Mouth: the teeth's arch under it, lips, the dent below, the chin.
  z += 5 * bell(x, 24, y - mouth - 2, 15);
  z -= 1.1 * bell(x, 2.2, y + (k.nose_length + k.mouth_level - k.upper_lip) / 2, 5);  // philtrum
  const double half = k.mouth_half_width * (1 + 0.2 * smile);
  const double inside = std::sqrt(std::max(0.0, 1 - std::pow(ax / half, 2)));
  z += 3.4 * inside * bell(y - mouth - gap / 2 - k.upper_lip * 0.45, k.upper_lip * 0.5);
  z += 4.2 * inside * bell(y - mouth + gap / 2 + k.lower_lip * 0.5, k.lower_lip * 0.5);
  z -= 1.6 * inside * bell(y - mouth, 1.4 + gap / 2);
  const double below = mouth - gap * 0.6 - k.lower_lip;
  z -= 3.4 * bell(x, 18, y - below + 3, 5);
  z += k.chin_forward * bell(x, 13, y + chin_ - 13, 10);
  // Flat temples and forehead.
  z += 2.0 * bell(ax, 34, y - 44, 22);
  return z;
}

Vec3 HeadShape::skull(double u, double v) const {
  const double y = height_of(v);
  const Section s = section(y);
  const double a = 2 * std::numbers::pi * (u - 0.5);
  return {s.half_width * std::sin(a), y, s.centre + s.half_depth * std::cos(a)};
}

Vec3 HeadShape::at(double u, double v) const {
  Vec3 p = skull(u, v);
  const Section s = section(p.y);
  const double facing = smooth_step(-0.1, 0.3, (p.z - s.centre) / std::max(1.0, s.half_depth));
  if (facing > 0) p.z += raised(p.x, p.y) * facing * smooth_step(-chin_, -chin_ + 8, p.y);
  return p;
}

Vec3 HeadShape::front(double x, double y) const {
  const Section s = section(y);
  const double across = std::min(1.0, std::abs(x) / std::max(1e-6, s.half_width));
  const double z = s.centre + s.half_depth * std::sqrt(1 - across * across);
  return {x, y, z + raised(x, y) * smooth_step(-chin_, -chin_ + 8, y)};
}

}  // namespace enrolkit::people
