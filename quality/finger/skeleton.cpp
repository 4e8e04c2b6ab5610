// SPDX-License-Identifier: Apache-2.0
#include "quality/finger/skeleton.hpp"

#include <algorithm>
#include <cstdlib>

#include "quality/finger/extraction_parameters.hpp"

namespace enrolkit::ridges {
namespace {

bool touches(Step a, Step b) { return std::abs(a.x - b.x) <= 1 && std::abs(a.y - b.y) <= 1; }

// The neighbours of an end lie side by side; the one at its side rather than at its corner is the line.
Step only_neighbour(const Plane<std::uint8_t>& skeleton, Step at) {
  Step found{};
  bool any = false;
  for (std::size_t k = 0; k < 8; ++k) {
    const Step next{at.x + kNeighbours[k].x, at.y + kNeighbours[k].y};
    if (skeleton.at(next.x, next.y) == 0 || (any && k % 2 == 1)) continue;
    found = next;
    any = true;
  }
  return found;
}

}  // namespace

Walk walk(const Plane<std::uint8_t>& skeleton, Step from, Step next, int length) {
  Walk way;
  Step before = from;
  Step at = next;
  for (;;) {
    way.pixels.push_back(at);
    const unsigned around = neighbourhood(skeleton, at.x, at.y);
    if (crossing_number(around) >= 3) {
      way.end = Walk::End::fork;
      return way;
    }
    if (static_cast<int>(way.pixels.size()) >= length) return way;
    // Of the neighbours not met yet, one at a side goes before one at a corner.
    bool found = false;
    Step best{};
    for (std::size_t pass = 0; pass < 2 && !found; ++pass) {
      for (std::size_t k = pass; k < 8 && !found; k += 2) {
        const Step step{at.x + kNeighbours[k].x, at.y + kNeighbours[k].y};
        if ((around >> k & 1U) == 0 || touches(step, before)) continue;
        best = step;
        found = true;
      }
    }
    if (!found) {
      way.end = Walk::End::line_end;
      return way;
    }
    before = at;
    at = best;
  }
}

void prune(Plane<std::uint8_t>& skeleton) {
  std::vector<Step> ends;
  for (int y = 0; y < skeleton.height; ++y) {
    for (int x = 0; x < skeleton.width; ++x) {
      if (skeleton.at(x, y) != 0 && crossing_number(neighbourhood(skeleton, x, y)) <= 1) ends.push_back({x, y});
    }
  }
  for (const Step end : ends) {
    if (skeleton.at(end.x, end.y) == 0) continue;
    const unsigned around = neighbourhood(skeleton, end.x, end.y);
    if (around == 0) {
      skeleton.at(end.x, end.y) = 0;
      continue;
    }
    if (crossing_number(around) != 1) continue;
    Walk way = walk(skeleton, end, only_neighbour(skeleton, end), kMaxIsland);
    const auto steps = static_cast<int>(way.pixels.size());
    const bool spur = way.end == Walk::End::fork && steps <= kMaxSpur;
    const bool island = way.end == Walk::End::line_end && steps < kMaxIsland;
    if (!spur && !island) continue;
    if (spur) way.pixels.pop_back();
    skeleton.at(end.x, end.y) = 0;
    for (const Step step : way.pixels) skeleton.at(step.x, step.y) = 0;
  }
}

}  // namespace enrolkit::ridges
