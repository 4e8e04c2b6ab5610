// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>
#include <numbers>

#include "people/fingerprint.hpp"
#include "people/noise.hpp"
#include "people/vec3.hpp"

namespace enrolkit::people {
namespace {

constexpr double kRidgeLevel = 52;  // grey where skin touches the glass, as optical readers give it
constexpr double kValleyLevel = 226;
constexpr double kGroundLevel = 243;
constexpr double kSharpness = 6;  // how steeply a ridge meets its valley

// From the impression's plane to the master's: the inverse of what the skin does, which is all that drawing needs.
class Skin {
 public:
  Skin(const MasterPrint& master, const Touch& touch)
      : touch_(touch),
        centre_{master.ridges.width / 2.0, master.ridges.height / 2.0},
        cos_(std::cos(radians(touch.rotation))),
        sin_(std::sin(radians(touch.rotation))) {}

  [[nodiscard]] Point to_master(Point p) const {
    const double x = p.x - touch_.width / 2.0 - touch_.shift_x;
    const double y = p.y - touch_.height / 2.0 - touch_.shift_y;
    // Skin under pressure stands still; towards the rim it is dragged and twisted.
    const double rim = std::min(1.5, (x * x + y * y) / (150.0 * 150.0));
    const double drag = touch_.distortion * 3.2;
    const double dx =
        drag * (value_noise(touch_.texture, p.x / 130, p.y / 130) + rim * value_noise(touch_.texture + 1, 0.5, 0.5));
    const double dy = drag * (value_noise(touch_.texture + 2, p.x / 130, p.y / 130) +
                              rim * value_noise(touch_.texture + 3, 0.5, 0.5));
    const double twist = 0.03 * touch_.distortion * rim * value_noise(touch_.texture + 4, 0.5, 0.5);
    const double sx = x + dx - twist * y;
    const double sy = y + dy + twist * x;
    return {centre_.x + cos_ * sx - sin_ * sy, centre_.y + sin_ * sx + cos_ * sy};
  }

  // The inverse of to_master by iteration: the displacement changes slowly, so a dozen steps end below 0.001 px.
  [[nodiscard]] Point to_impression(Point m) const {
    Point p{touch_.width / 2.0 + touch_.shift_x, touch_.height / 2.0 + touch_.shift_y};
    for (int i = 0; i < 25; ++i) {
      const Point at = to_master(p);
      const double ex = m.x - at.x;
      const double ey = m.y - at.y;
      p.x += cos_ * ex + sin_ * ey;
      p.y += -sin_ * ex + cos_ * ey;
    }
    return p;
  }

 private:
  Touch touch_;
  Point centre_;
  double cos_, sin_;
};

// 1 inside the contact area, 0 outside, soft and ragged between.
double contact_at(const Touch& touch, Point p) {
  const double size = touch.contact * (1 + 0.08 * touch.pressure);
  const double x = (p.x - touch.width / 2.0 - touch.shift_x) / (132 * size);
  const double y = (p.y - touch.height / 2.0 - touch.shift_y) / (166 * size);
  const double ragged = 0.05 * fractal_noise(touch.texture + 5, p.x / 30, p.y / 30, 3);
  const double r = std::pow(std::pow(std::abs(x), 2.3) + std::pow(std::abs(y), 2.3), 1 / 2.3);
  return smooth_step(1.06, 0.88, r + ragged);
}

// Share of the ridges' ink that a crease lets through.
double past_creases(const MasterPrint& master, Point m) {
  double share = 1;
  for (const Crease& crease : master.creases) {
    const double dx = crease.to.x - crease.from.x;
    const double dy = crease.to.y - crease.from.y;
    const double t =
        std::clamp(((m.x - crease.from.x) * dx + (m.y - crease.from.y) * dy) / (dx * dx + dy * dy), 0.0, 1.0);
    const double off = std::hypot(m.x - crease.from.x - t * dx, m.y - crease.from.y - t * dy) +
                       1.2 * value_noise(77, m.x / 7, m.y / 7);
    const double thin = crease.width * (0.35 + 0.65 * std::sin(std::numbers::pi * t));
    share = std::min(share, smooth_step(thin - 0.8, thin + 0.9, off));
  }
  return share;
}

// What the reader sees of the skin at p, which is m on the master print.
double skin_grey(const MasterPrint& master, const Touch& touch, Point p, Point m, double contact) {
  const std::uint32_t seed = touch.texture;
  const double patch = fractal_noise(seed + 6, p.x / 46, p.y / 46, 2);
  const double wetness = touch.moisture + 0.3 * patch;
  const double dry = std::clamp(-wetness, 0.0, 1.0);
  const double wet = std::clamp(wetness - 0.1, 0.0, 1.0);
  // Ridges swell and thin along their way, more so when dry; light contact reaches their tops only.
  const double beads = value_noise(seed + 7, m.x / 4.2, m.y / 4.2) + 0.5 * value_noise(seed + 11, m.x / 2.1, m.y / 2.1);
  const double thick = 0.5 * wetness + 0.4 * touch.pressure - 1.1 * (1 - contact);
  const double height = master.ridges.at(m.x, m.y) + thick + touch.roughness * (0.22 + 0.5 * dry) * beads - 0.1;
  double ink = 1 / (1 + std::exp(-kSharpness * height));
  // Dry skin touches in grains; wet skin smears into the valleys.
  const double grain = value_noise(seed + 12, m.x / 1.9, m.y / 1.9);
  ink *= 1 - std::min(1.0, 1.4 * dry) * smooth_step(0.1, 0.6, grain + 0.4 * dry);
  ink += (1 - ink) * 0.8 * wet * smooth_step(-0.3, 0.6, value_noise(seed + 8, m.x / 9, m.y / 9) + wet - 0.3);
  ink *= past_creases(master, m);
  const double tone = 14 * patch - 14 * touch.pressure + 10 * beads - 20 * wet;
  return blend(kValleyLevel - 40 * std::max(0.0, touch.pressure) - 26 * wet, kRidgeLevel + tone, ink);
}

Point centre_of(const Touch& touch) { return {touch.width / 2.0 + touch.shift_x, touch.height / 2.0 + touch.shift_y}; }

}  // namespace

Impression press(const MasterPrint& master, const Touch& touch) {
  const Skin skin(master, touch);
  Impression impression;
  impression.image = Image(touch.width, touch.height, PixelFormat::grey8);
  const std::uint32_t seed = touch.texture;
  for (int y = 0; y < touch.height; ++y) {
    std::uint8_t* row = impression.image.row(y);
    for (int x = 0; x < touch.width; ++x) {
      const Point p{static_cast<double>(x), static_cast<double>(y)};
      double contact = contact_at(touch, p);
      double grey = kGroundLevel;
      if (contact > 0) {
        const Point m = skin.to_master(p);
        const bool inside = m.x > 2 && m.y > 2 && m.x < master.ridges.width - 3 && m.y < master.ridges.height - 3;
        if (!inside) contact = 0;
        grey = blend(kGroundLevel, skin_grey(master, touch, p, m, contact), smooth_step(0, 0.5, contact));
      }
      grey += touch.noise * (3.0 * lattice_normal(seed + 9, x, y) + 2.5 * value_noise(seed + 10, p.x / 3, p.y / 3));
      row[x] = static_cast<std::uint8_t>(std::clamp(std::floor(grey + 0.5), 0.0, 255.0));
    }
  }
  const Point middle = centre_of(touch);
  for (const Minutia& m : master.minutiae) {
    const Point p = skin.to_impression({m.x, m.y});
    // A minutia needs ridges around it: what lies within 8 px of the rim is not seen as one.
    const double far = std::hypot(p.x - middle.x, p.y - middle.y);
    const Point outwards{p.x + 8 * (p.x - middle.x) / std::max(1.0, far),
                         p.y + 8 * (p.y - middle.y) / std::max(1.0, far)};
    if (contact_at(touch, outwards) < 0.5) continue;
    if (p.x < 8 || p.y < 8 || p.x > touch.width - 9 || p.y > touch.height - 9) continue;
    const Point ahead = skin.to_impression({m.x + 3 * std::cos(m.direction), m.y - 3 * std::sin(m.direction)});
    double direction = std::atan2(p.y - ahead.y, ahead.x - p.x);
    if (direction < 0) direction += 2 * std::numbers::pi;
    impression.minutiae.push_back({p.x, p.y, direction, m.type, m.quality});
  }
  return impression;
}

}  // namespace enrolkit::people
