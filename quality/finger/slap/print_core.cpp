// SPDX-License-Identifier: Apache-2.0
// The Poincare index of the orientation field (Kawagoe and Tojo 1984): half a turn around a core, minus half around a
// delta.
#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>

#include "enrolkit/finger_slap.hpp"
#include "quality/finger/block_smoothing.hpp"
#include "quality/finger/extraction_parameters.hpp"
#include "quality/finger/print_analysis.hpp"

namespace enrolkit {
namespace {

using ridges::PrintAnalysis;

constexpr double kWidthMm = 15;
constexpr double kHeightMm = 18;
constexpr int kRing = 2;            // blocks: the radius of the walk around a place
constexpr float kSmoothing = 1.5F;  // blocks, on top of the field's own: a core that is a whorl's two stays two

struct Field {
  ridges::Plane<float> cosine;
  ridges::Plane<float> sine;

  [[nodiscard]] double angle(int x, int y) const { return 0.5 * std::atan2(sine.at(x, y), cosine.at(x, y)); }
};

// In turns.
double turns_around(const Field& field, int x, int y) {
  constexpr std::array<std::array<int, 2>, 16> kWalk = {{{2, 0},
                                                         {2, 1},
                                                         {2, 2},
                                                         {1, 2},
                                                         {0, 2},
                                                         {-1, 2},
                                                         {-2, 2},
                                                         {-2, 1},
                                                         {-2, 0},
                                                         {-2, -1},
                                                         {-2, -2},
                                                         {-1, -2},
                                                         {0, -2},
                                                         {1, -2},
                                                         {2, -2},
                                                         {2, -1}}};
  double sum = 0;
  double last = field.angle(x + kWalk.back()[0], y + kWalk.back()[1]);
  for (const auto& [dx, dy] : kWalk) {
    const double angle = field.angle(x + dx, y + dy);
    sum += std::remainder(angle - last, std::numbers::pi);
    last = angle;
  }
  return sum / (2 * std::numbers::pi);
}

bool seen_around(const PrintAnalysis& analysis, int x, int y) {
  for (int v = y - kRing; v <= y + kRing; ++v) {
    for (int u = x - kRing; u <= x + kRing; ++u) {
      if (!analysis.ridge.holds(u, v) || analysis.ridge.at(u, v) == 0) return false;
    }
  }
  return true;
}

Point middle_of(const PrintAnalysis& analysis, double& blocks) {
  Point sum;
  for (int y = 0; y < analysis.ridge.height; ++y) {
    for (int x = 0; x < analysis.ridge.width; ++x) {
      if (analysis.ridge.at(x, y) == 0) continue;
      blocks += 1;
      sum.x += x;
      sum.y += y;
    }
  }
  return {sum.x / std::max(1.0, blocks), sum.y / std::max(1.0, blocks)};
}

// The topmost of the places that turn by half: the upper core. Its neighbours turn too; their middle is the core.
std::optional<Point> upper_core(const PrintAnalysis& analysis) {
  const Field field{ridges::smoothed(analysis.orientation.cosine, kSmoothing),
                    ridges::smoothed(analysis.orientation.sine, kSmoothing)};
  std::vector<Point> places;
  for (int y = kRing; y < analysis.ridge.height - kRing; ++y) {
    for (int x = kRing; x < analysis.ridge.width - kRing; ++x) {
      if (seen_around(analysis, x, y) && turns_around(field, x, y) > 0.25) {
        places.push_back({static_cast<double>(x), static_cast<double>(y)});
      }
    }
  }
  if (places.empty()) return std::nullopt;
  Point sum;
  int count = 0;
  for (const Point& place : places) {
    if (std::hypot(place.x - places.front().x, place.y - places.front().y) > 2 * kRing + 1) continue;
    sum.x += place.x;
    sum.y += place.y;
    ++count;
  }
  return Point{sum.x / count, sum.y / count};
}

}  // namespace

Result<PrintCore> print_core(ImageView print, double ppi) {
  const auto analysis = ridges::analyse_print(print, ppi);
  if (!analysis) return analysis.error();
  double blocks = 0;
  Point centre = middle_of(*analysis, blocks);
  if (blocks == 0) return Error{ErrorCode::not_found, "the print shows no ridges"};
  const auto core = upper_core(*analysis);
  const double block = ridges::kBlock / analysis->scale;
  const auto pixels = [&](Point p) { return Point{(p.x + 0.5) * block, (p.y + 0.5) * block}; };
  PrintCore answer;
  if (core) {
    answer.core = pixels(*core);
    centre = *core;
  }
  const int width = std::min(print.width, static_cast<int>(std::lround(kWidthMm / 25.4 * ppi)));
  const int height = std::min(print.height, static_cast<int>(std::lround(kHeightMm / 25.4 * ppi)));
  const Point at = pixels(centre);
  answer.area = {std::clamp(static_cast<int>(at.x) - width / 2, 0, print.width - width),
                 std::clamp(static_cast<int>(at.y) - height / 2, 0, print.height - height), width, height};
  return answer;
}

}  // namespace enrolkit
