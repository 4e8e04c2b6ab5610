// SPDX-License-Identifier: Apache-2.0
#include "tests/quality/spoiled_print.hpp"

#include <algorithm>
#include <cmath>

namespace enrolkit::testing {
namespace {

constexpr int kGlass = 245;     // grey level of the empty sensor
constexpr int kMeanRadius = 6;  // px: a ridge and a valley

std::uint8_t grey(double value) { return static_cast<std::uint8_t>(std::clamp(value, 0.0, 255.0)); }

// The mean around each pixel, of every second one in each direction.
Image local_mean(const Image& print) {
  Image mean = print;
  for (int y = 0; y < print.height; ++y) {
    for (int x = 0; x < print.width; ++x) {
      int sum = 0;
      int count = 0;
      for (int v = std::max(0, y - kMeanRadius); v <= std::min(print.height - 1, y + kMeanRadius); v += 2) {
        for (int u = std::max(0, x - kMeanRadius); u <= std::min(print.width - 1, x + kMeanRadius); u += 2) {
          sum += print.row(v)[u];
          ++count;
        }
      }
      mean.row(y)[x] = static_cast<std::uint8_t>(sum / count);
    }
  }
  return mean;
}

// An ellipse in which the ridges run together or fade.
void smudge(Image& print, const Image& mean, people::Random& random) {
  const double cx = print.width / 2.0 + random.uniform(-110, 110);
  const double cy = print.height / 2.0 + random.uniform(-140, 140);
  const double rx = random.uniform(10, 45);
  const double ry = random.uniform(10, 45);
  const double strength = random.uniform(0.5, 1);
  const double tone = random.uniform(-40, 50);
  for (int y = 0; y < print.height; ++y) {
    for (int x = 0; x < print.width; ++x) {
      const double r = std::hypot((x - cx) / rx, (y - cy) / ry);
      if (r >= 1) continue;
      const double share = strength * std::min(1.0, 3 * (1 - r));
      const double hidden = std::clamp(mean.row(y)[x] + tone, 20.0, 250.0);
      print.row(y)[x] = grey(print.row(y)[x] * (1 - share) + hidden * share);
    }
  }
}

void leave_residue(Image& print, const Image& residue, double strength) {
  for (int y = 0; y < print.height; ++y) {
    for (int x = 0; x < print.width; ++x) {
      print.row(y)[x] = grey(print.row(y)[x] - strength * (kGlass - residue.row(y)[x]));
    }
  }
}

}  // namespace

people::Impression press_badly(const people::MasterPrint& master, const Image& residue, people::Random& random) {
  people::Touch touch = people::draw_touch(random);
  const double grade = random.uniform();
  const auto happens = [&](double share) { return random.uniform() < share; };
  if (happens(0.5)) touch.moisture = random.uniform(-1, 1) * (0.4 + 1.2 * grade);
  if (happens(0.4)) touch.pressure = random.uniform(-1, 1) * (0.4 + grade);
  if (happens(0.25)) touch.contact = random.uniform(0.45, 1);
  if (happens(0.25)) {
    touch.shift_x = 90 * grade * random.uniform(-1, 1);
    touch.shift_y = 90 * grade * random.uniform(-1, 1);
  }
  if (happens(0.4)) touch.noise = random.uniform(1, 3 + 30 * grade * grade);
  if (happens(0.4)) touch.roughness = random.uniform(1, 1.5 + 4 * grade * grade);
  if (happens(0.4)) touch.distortion = random.uniform(0.5, 3);
  const int smudges = happens(0.7) ? static_cast<int>(random.uniform(0, 2 + 30 * grade)) : 0;
  const double left = happens(0.3) ? random.uniform(0, 0.9) * grade : 0;

  people::Impression impression = people::press(master, touch);
  if (left > 0) leave_residue(impression.image, residue, left);
  const Image mean = smudges > 0 ? local_mean(impression.image) : Image();
  for (int i = 0; i < smudges; ++i) smudge(impression.image, mean, random);
  return impression;
}

Image residue_of(const people::MasterPrint& master, people::Random& random) {
  people::Touch touch = people::draw_touch(random);
  touch.rotation = random.uniform(0, 360);
  touch.shift_x = random.uniform(-60, 60);
  touch.shift_y = random.uniform(-60, 60);
  return people::press(master, touch).image;
}

}  // namespace enrolkit::testing
