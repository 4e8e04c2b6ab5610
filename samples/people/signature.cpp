// SPDX-License-Identifier: Apache-2.0
#include "people/signature.hpp"

#include <algorithm>
#include <vector>

#include "people/noise.hpp"
#include "people/vec3.hpp"

namespace enrolkit::people {
namespace {

struct Knot {
  double x = 0;
  double y = 0;  // of a writing line: 0 base, 1 top of small letters; down is negative
};
using Stroke = std::vector<Knot>;

// A hand's habits: the same for all letters of one signature.
struct Hand {
  double slant, width, flourish, legible;
};

// One small letter: up and down strokes, as many as its shape has, with loops above or below the line.
void write_letter(Stroke& stroke, char letter, double& x, const Hand& hand, Random& random) {
  constexpr std::string_view kTall = "bdfhklt";
  constexpr std::string_view kDeep = "gjpqyz";
  constexpr std::string_view kRound = "aceoqgd";
  const double w = hand.width * random.uniform(0.8, 1.2);
  const double top = kTall.find(letter) != std::string_view::npos ? random.uniform(1.9, 2.5) : random.uniform(0.8, 1.1);
  const double foot =
      kDeep.find(letter) != std::string_view::npos ? random.uniform(-1.3, -0.8) : random.uniform(-0.08, 0.1);
  if (kRound.find(letter) != std::string_view::npos) {
    stroke.push_back({x + 0.9 * w, 0.85});
    stroke.push_back({x + 0.2 * w, 0.75});
    stroke.push_back({x + 0.15 * w, 0.15});
    stroke.push_back({x + 0.7 * w, 0.1});
  }
  stroke.push_back({x + 0.75 * w, top});
  if (top > 1.5) stroke.push_back({x + 0.55 * w, top * 0.9});
  stroke.push_back({x + 0.7 * w, foot});
  if (foot < -0.5) stroke.push_back({x + 0.2 * w, foot * 0.85});
  if (letter == 'm' || letter == 'w') {
    stroke.push_back({x + 1.1 * w, 0.95});
    stroke.push_back({x + 1.2 * w, 0.0});
    x += 0.5 * w;
  }
  x += w * hand.legible;
}

void write_capital(Stroke& stroke, double& x, const Hand& hand, Random& random) {
  const double tall = random.uniform(2.4, 3.1);
  const double w = hand.width * random.uniform(1.4, 2.0);
  stroke.push_back({x - 0.3 * w, random.uniform(0.8, 1.8)});
  stroke.push_back({x + 0.25 * w, tall});
  stroke.push_back({x + 0.1 * w, random.uniform(-0.2, 0.2)});
  stroke.push_back({x - 0.35 * w, random.uniform(0.3, 0.7)});
  stroke.push_back({x + 0.5 * w, random.uniform(1.2, 1.7)});
  stroke.push_back({x + w, tall * random.uniform(0.75, 1.0)});
  stroke.push_back({x + 0.9 * w, random.uniform(0.8, 1.2)});
  stroke.push_back({x + 0.95 * w, 0});
  x += 1.1 * w;
}

std::vector<Stroke> write_name(std::string_view name, const Hand& hand, Random& random) {
  std::vector<Stroke> strokes;
  double x = 0;
  bool capital = true;
  Stroke stroke;
  int written = 0;
  for (const char c : name) {
    if (c == ' ' || c == '-') {
      if (stroke.size() > 2) strokes.push_back(std::move(stroke));
      stroke = {};
      x += 0.4;
      capital = true;
      continue;
    }
    if (static_cast<unsigned char>(c) >= 0x80) continue;  // the marks on letters are left to the flourish
    if (++written > 16) break;                            // nobody signs in full
    if (capital) {
      write_capital(stroke, x, hand, random);
    } else {
      write_letter(stroke, c, x, hand, random);
    }
    capital = false;
  }
  // The end runs out to the right, and many people go back under their name.
  stroke.push_back({x + 0.8, random.uniform(0.2, 0.6)});
  stroke.push_back({x + 1.8, random.uniform(0.0, 0.9)});
  if (random.chance(hand.flourish)) {
    stroke.push_back({x + 1.4, -0.7});
    stroke.push_back({x * 0.45, random.uniform(-1.1, -0.7)});
    stroke.push_back({x * 0.15, random.uniform(-1.0, -0.8)});
    stroke.push_back({x * 0.6, random.uniform(-1.5, -1.2)});
    stroke.push_back({x + 1.5, random.uniform(-1.1, -0.6)});
  }
  strokes.push_back(std::move(stroke));
  return strokes;
}

Knot on_spline(const Stroke& s, std::size_t i, double t) {
  const auto at = [&](std::ptrdiff_t k) {
    return s[static_cast<std::size_t>(std::clamp<std::ptrdiff_t>(k, 0, static_cast<std::ptrdiff_t>(s.size()) - 1))];
  };
  const auto k = static_cast<std::ptrdiff_t>(i);
  const Knot a = at(k - 1);
  const Knot b = at(k);
  const Knot c = at(k + 1);
  const Knot d = at(k + 2);
  const auto axis = [t](double p, double q, double r, double u) {
    return 0.5 * (2 * q + (r - p) * t + (2 * p - 5 * q + 4 * r - u) * t * t + (3 * q - p - 3 * r + u) * t * t * t);
  };
  return {axis(a.x, b.x, c.x, d.x), axis(a.y, b.y, c.y, d.y)};
}

// Ink as the darkest dab that reached each pixel.
class Paper {
 public:
  Paper(int width, int height) : width_(width), height_(height), ink_(static_cast<std::size_t>(width * height)) {}
  void dab(double x, double y, double radius, double strength) {
    const int reach = static_cast<int>(std::ceil(radius + 1.5));
    for (int py = static_cast<int>(y) - reach; py <= static_cast<int>(y) + reach; ++py) {
      for (int px = static_cast<int>(x) - reach; px <= static_cast<int>(x) + reach; ++px) {
        if (px < 0 || py < 0 || px >= width_ || py >= height_) continue;
        const double cover = strength * smooth_step(radius + 0.8, radius - 0.8, std::hypot(px - x, py - y));
        double& cell = ink_[static_cast<std::size_t>(py * width_ + px)];
        cell = std::max(cell, cover);
      }
    }
  }
  [[nodiscard]] double at(int x, int y) const { return ink_[static_cast<std::size_t>(y * width_ + x)]; }

 private:
  int width_, height_;
  std::vector<double> ink_;
};

}  // namespace

Image draw_signature(std::string_view name, Random& random, const SignatureParameters& parameters) {
  const Hand hand{random.uniform(0.15, 0.5), random.uniform(0.75, 1.05), random.uniform(0.2, 0.8),
                  random.uniform(0.6, 0.95)};
  const std::vector<Stroke> strokes = write_name(name, hand, random);
  double left = 1e9;
  double right = -1e9;
  for (const auto& stroke : strokes) {
    for (const Knot& knot : stroke) {
      left = std::min(left, knot.x + hand.slant * knot.y);
      right = std::max(right, knot.x + hand.slant * knot.y);
    }
  }
  const double unit_px = std::min(0.84 * parameters.width / (right - left), parameters.height / 5.6);
  const double start = (parameters.width - unit_px * (right - left)) / 2 + parameters.shift_x;
  const double rise = random.uniform(-0.02, 0.07);
  Paper paper(parameters.width, parameters.height);
  for (const auto& stroke : strokes) {
    double px = 0;
    double py = 0;
    double width = parameters.pen;
    for (std::size_t i = 0; i + 1 < stroke.size(); ++i) {
      constexpr int kSteps = 60;
      for (int step = 0; step <= kSteps; ++step) {
        const Knot knot = on_spline(stroke, i, static_cast<double>(step) / kSteps);
        const double x = start + unit_px * (knot.x + hand.slant * knot.y - left);
        const double y = 0.62 * parameters.height - unit_px * knot.y - rise * (x - start);
        const double speed =
            i + static_cast<std::size_t>(step) == 0 ? 0 : std::hypot(x - px, y - py) * kSteps / unit_px;
        const double wanted = parameters.pen * std::clamp(1.25 - 0.22 * speed, 0.45, 1.15);
        width += 0.04 * (wanted - width);
        paper.dab(x, y, width / 2, parameters.ink);
        px = x;
        py = y;
      }
    }
  }
  const auto seed = static_cast<std::uint32_t>(random.next());
  Image image(parameters.width, parameters.height, parameters.blue ? PixelFormat::rgb8 : PixelFormat::grey8);
  const Vec3 pen = parameters.blue ? Vec3{30, 44, 120} : Vec3{38, 38, 38};
  for (int y = 0; y < image.height; ++y) {
    std::uint8_t* out = image.row(y);
    for (int x = 0; x < image.width; ++x) {
      const double fibre = 1.6 * value_noise(seed, x / 2.0, y / 2.0) + 1.0 * lattice_normal(seed + 1, x, y);
      const double skip = 1 - 0.18 * smooth_step(0.2, 0.8, value_noise(seed + 2, x / 1.7, y / 1.7));
      const double ink = paper.at(x, y) * skip;
      const Vec3 v = blend(Vec3{246, 246, 244}, pen, ink) + Vec3{1, 1, 1} * fibre;
      const auto byte = [](double value) {
        return static_cast<std::uint8_t>(std::clamp(std::floor(value + 0.5), 0.0, 255.0));
      };
      *out++ = byte(v.x);
      if (parameters.blue) {
        *out++ = byte(v.y);
        *out++ = byte(v.z);
      }
    }
  }
  return image;
}

}  // namespace enrolkit::people
