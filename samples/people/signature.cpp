// SPDX-License-Identifier: Apache-2.0
#include "people/signature.hpp"

#include <algorithm>
#include <span>
#include <vector>

#include "people/handwriting.hpp"
#include "people/noise.hpp"
#include "people/vec3.hpp"

namespace enrolkit::people {
namespace {

using Stroke = std::vector<Knot>;

// A hand's habits: the same for all letters of one signature.
struct Hand {
  double slant;     // sideways for each unit up
  double width;     // of a letter
  double flourish;  // how likely the end goes back under the name
  double care;      // 1 writes each knot, less leaves some out
  double wander;    // of each knot
};

constexpr int kMostLetters = 16;  // nobody signs a long name in full

void write_letter(Stroke& stroke, std::span<const Knot> letter, double& x, const Hand& hand, Random& random) {
  double widest = 0;
  for (std::size_t i = 0; i < letter.size(); ++i) {
    const double dx = random.normal(0, hand.wander);
    const double dy = random.normal(0, hand.wander);
    const bool written = i == 0 || i + 1 == letter.size() || random.chance(hand.care);
    widest = std::max(widest, letter[i].x);
    if (written) stroke.push_back({x + hand.width * (letter[i].x + dx), letter[i].y * (1 + 0.5 * dy) + dy});
  }
  x += hand.width * (widest - 0.1);
}

// Accents and dots are short strokes of their own.
void write_mark(std::vector<Stroke>& marks, double x, Random& random) {
  const double y = random.uniform(1.3, 1.6);
  marks.push_back({{x, y}, {x + random.uniform(0.05, 0.3), y + random.uniform(0.05, 0.25)}});
}

// The plain letter under a two-byte UTF-8 character at `i`, which then stands on its last byte; 0 when there is none.
char unmarked(std::string_view name, std::size_t& i) {
  static constexpr std::string_view kPlain =
      "AAAAAAACEEEEIIIIDNOOOOO OUUUUYTsaaaaaaaceeeeiiiidnooooo "
      "ouuuuytyAaAaAaCcCcCcCcDdDdEeEeEeEeEeGgGgGgGgHhHhIiIiIiIiIi"
      "IiJjKkkLlLlLlLlLlNnNnNnnNnOoOoOoOoRrRrRrSsSsSsSsTtTtTtUuUuUuUuUuUuWwYyYZzZzZzs";
  const auto lead = static_cast<unsigned char>(name[i]);
  if (lead < 0xC3 || lead > 0xC5 || i + 1 >= name.size()) return 0;
  const auto next = static_cast<unsigned char>(name[++i]);
  const std::size_t place = (lead - 0xC3U) * 64U + (next & 0x3FU);
  return place < kPlain.size() && kPlain[place] != ' ' ? kPlain[place] : '\0';
}

std::vector<Stroke> write_name(std::string_view name, const Hand& hand, Random& random) {
  std::vector<Stroke> strokes;
  std::vector<Stroke> marks;
  double x = 0;
  Stroke stroke;
  int written = 0;
  for (std::size_t i = 0; i < name.size() && written < kMostLetters; ++i) {
    const char c = name[i];
    if (c == ' ' || c == '-' || c == '\'') {
      if (stroke.size() > 1) strokes.push_back(std::move(stroke));
      stroke = {};
      x += 0.35;
      continue;
    }
    ++written;
    if (static_cast<unsigned char>(c) >= 0x80) {
      const char plain = unmarked(name, i);
      if (plain == 0) continue;
      write_mark(marks, x + 0.4 * hand.width, random);
      write_letter(stroke, plain <= 'Z' ? capital_letter(plain) : small_letter(plain), x, hand, random);
    } else if (c >= 'A' && c <= 'Z') {
      write_letter(stroke, capital_letter(c), x, hand, random);
    } else {
      if (c == 'i' || c == 'j') write_mark(marks, x + 0.4 * hand.width, random);
      write_letter(stroke, small_letter(c), x, hand, random);
    }
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
  strokes.insert(strokes.end(), marks.begin(), marks.end());
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
  const Hand hand{random.uniform(0.05, 0.55), random.uniform(0.7, 1.15), random.uniform(0.1, 0.7),
                  random.uniform(0.72, 1), random.uniform(0.02, 0.08)};
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
      // Dabs lie closer than half a pen's width, however far apart the knots are.
      const double span = unit_px * std::hypot(stroke[i + 1].x - stroke[i].x, stroke[i + 1].y - stroke[i].y);
      const int steps = std::max(12, static_cast<int>(span));
      for (int step = 0; step <= steps; ++step) {
        const Knot knot = on_spline(stroke, i, static_cast<double>(step) / steps);
        const double x = start + unit_px * (knot.x + hand.slant * knot.y - left);
        const double y = 0.62 * parameters.height - unit_px * knot.y - rise * (x - start);
        const double speed = i == 0 && step == 0 ? 0 : std::hypot(x - px, y - py) * steps / unit_px;
        const double wanted = parameters.pen * std::clamp(1.2 - 0.2 * speed, 0.4, 1.15);
        width += 2.4 / steps * (wanted - width);
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
