// SPDX-License-Identifier: Apache-2.0
#include "quality/photo/side_light.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include "quality/photo/linear_light.hpp"
#include "quality/photo/patch_statistics.hpp"

namespace enrolkit::photo {
namespace {

constexpr double kLOf255 = 100.0 / 255;

// Zones in face coordinates: centre and half sides.
struct Zone {
  Point centre;
  Point half;
};
constexpr Zone kForehead[] = {{{-0.38, -0.5}, {0.15, 0.09}}, {{0, -0.5}, {0.12, 0.09}}, {{0.38, -0.5}, {0.15, 0.09}}};
constexpr Zone kCheeks[] = {{{-0.5, 0.42}, {0.15, 0.12}}, {{0.5, 0.42}, {0.15, 0.12}}};
constexpr Zone kLowerCheeks[] = {{{-0.55, 0.8}, {0.12, 0.12}}, {{0.55, 0.8}, {0.12, 0.12}}};

// A forehead reflects light from above: this much more than the cheeks is usual (measured: up to 0.2).
constexpr double kForeheadGain = 0.15;

double log_light(const FacePatch& patch, const Zone& zone) {
  const Point a = patch.at({zone.centre.x - zone.half.x, zone.centre.y - zone.half.y});
  const Point b = patch.at({zone.centre.x + zone.half.x, zone.centre.y + zone.half.y});
  const std::array<Point, 4> box = {{a, {b.x, a.y}, b, {a.x, b.y}}};
  const double level = histogram_in(patch.lab, 0, box).quantile(0.5);
  return std::log(std::max(luminance_at((std::isnan(level) ? 0 : level) * kLOf255), 1e-4));
}

}  // namespace

UnevenLight uneven_light(const FacePatch& patch) {
  const double left = log_light(patch, kCheeks[0]);
  const double right = log_light(patch, kCheeks[1]);
  const double across = (left - right + log_light(patch, kLowerCheeks[0]) - log_light(patch, kLowerCheeks[1])) / 2;
  std::array<double, 3> forehead = {log_light(patch, kForehead[0]), log_light(patch, kForehead[1]),
                                    log_light(patch, kForehead[2])};
  std::sort(forehead.begin(), forehead.end());  // a lock of hair or a glossy spot is one of three
  const double above = forehead[1] - (left + right) / 2;
  const UnevenLight by_side =
      across < 0 ? UnevenLight{-across, {-0.9, 0.1}, {-0.05, 1.2}} : UnevenLight{across, {0.05, 0.1}, {0.9, 1.2}};
  const UnevenLight by_height = above < 0 ? UnevenLight{-above, {-0.7, -0.8}, {0.7, 0.2}}
                                          : UnevenLight{std::max(above - kForeheadGain, 0.0), {-0.8, 0.2}, {0.8, 1.2}};
  return by_side.log_ratio >= by_height.log_ratio ? by_side : by_height;
}

}  // namespace enrolkit::photo
