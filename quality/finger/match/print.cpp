// SPDX-License-Identifier: Apache-2.0
#include "quality/finger/match/print.hpp"

#include <algorithm>
#include <bit>
#include <cmath>
#include <numeric>

namespace enrolkit::match {
namespace {

float cross(Spot o, Spot a, Spot b) { return (a.x - o.x) * (b.y - o.y) - (a.y - o.y) * (b.x - o.x); }

// Andrew's monotone chain.
std::vector<Spot> convex_hull(std::vector<Spot> spots) {
  std::sort(spots.begin(), spots.end(), [](Spot a, Spot b) { return a.x < b.x || (a.x == b.x && a.y < b.y); });
  if (spots.size() < 3) return spots;
  std::vector<Spot> hull;
  for (int side = 0; side < 2; ++side) {
    const std::size_t base = hull.size();
    for (const Spot spot : spots) {
      while (hull.size() >= base + 2 && cross(hull[hull.size() - 2], hull.back(), spot) <= 0) hull.pop_back();
      hull.push_back(spot);
    }
    hull.pop_back();
    std::reverse(spots.begin(), spots.end());
  }
  return hull;
}

std::uint64_t content_key(const Print& print) {
  std::uint64_t key = 0xcbf29ce484222325U;  // FNV-1a over the words
  const auto add = [&](float value) { key = (key ^ std::bit_cast<std::uint32_t>(value)) * 0x100000001b3U; };
  for (std::size_t i = 0; i < static_cast<std::size_t>(print.count); ++i) {
    add(print.x[i]);
    add(print.y[i]);
    add(print.angle[i]);
  }
  return key;
}

}  // namespace

float outside(const std::vector<Spot>& hull, float x, float y) {
  if (hull.empty()) return 1e9F;
  if (hull.size() < 3) {  // no area: the distance to the nearest end
    float nearest = 1e9F;
    for (const Spot spot : hull) nearest = std::min(nearest, std::hypot(spot.x - x, spot.y - y));
    return nearest;
  }
  float farthest = -1e9F;
  for (std::size_t i = 0; i < hull.size(); ++i) {
    const Spot a = hull[i];
    const Spot b = hull[(i + 1) % hull.size()];
    const float length = std::hypot(b.x - a.x, b.y - a.y);
    if (length > 0) farthest = std::max(farthest, -cross(a, b, {x, y}) / length);
  }
  return farthest;
}

std::unique_ptr<Print> make_print(const std::vector<Minutia>& minutiae, double scale) {
  auto print = std::make_unique<Print>();
  std::vector<std::size_t> order(minutiae.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(),
                   [&](std::size_t a, std::size_t b) { return minutiae[a].quality > minutiae[b].quality; });
  order.resize(std::min<std::size_t>(order.size(), kMaxMinutiae));
  std::vector<Spot> spots;
  for (std::size_t i = 0; i < order.size(); ++i) {
    const Minutia& minutia = minutiae[order[i]];
    print->x[i] = static_cast<float>((minutia.x + 0.5) * scale - 0.5);
    print->y[i] = static_cast<float>((minutia.y + 0.5) * scale - 0.5);
    print->angle[i] = static_cast<float>(std::remainder(-minutia.direction, 2 * kPi));
    spots.push_back({print->x[i], print->y[i]});
  }
  print->count = static_cast<int>(order.size());
  print->hull = convex_hull(std::move(spots));
  print->cylinders = make_cylinders(*print);
  print->key = content_key(*print);
  return print;
}

}  // namespace enrolkit::match
