// SPDX-License-Identifier: Apache-2.0
#include "quality/finger/minutia_detection.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <optional>

#include "quality/finger/extraction_parameters.hpp"
#include "quality/finger/false_minutiae.hpp"
#include "quality/finger/skeleton.hpp"

namespace enrolkit::ridges {
namespace {

bool inside(const Plane<std::uint8_t>& mask, double x, double y) {
  const int bx = static_cast<int>(std::floor(x)) / kBlock;
  const int by = static_cast<int>(std::floor(y)) / kBlock;
  return x >= 0 && y >= 0 && mask.holds(bx, by) && mask.at(bx, by) != 0;
}

bool far_from_edge(const Plane<std::uint8_t>& mask, Step at) {
  constexpr int kDirections = 16;
  for (int k = 0; k < kDirections; ++k) {
    const double angle = 2 * std::numbers::pi * k / kDirections;
    if (!inside(mask, at.x + kEdgeDistance * std::cos(angle), at.y + kEdgeDistance * std::sin(angle))) return false;
  }
  return true;
}

struct Vector {
  double x = 0;
  double y = 0;
};

Vector towards(Step from, Step to) {
  const double length = std::hypot(to.x - from.x, to.y - from.y);
  return length > 0 ? Vector{(to.x - from.x) / length, (to.y - from.y) / length} : Vector{};
}

// Where each run of set neighbours begins the line: its pixel at a side, else the first at a corner.
std::vector<Step> branches(const Plane<std::uint8_t>& skeleton, Step at) {
  const unsigned around = neighbourhood(skeleton, at.x, at.y);
  std::vector<Step> starts;
  for (unsigned k = 0; k < 8; ++k) {
    if ((around >> k & 1U) == 1 || (around >> ((k + 1) % 8) & 1U) == 0) continue;
    unsigned pick = (k + 1) % 8;
    if (pick % 2 == 1 && (around >> ((pick + 1) % 8) & 1U) == 1) pick = (pick + 1) % 8;
    starts.push_back({at.x + kNeighbours[pick].x, at.y + kNeighbours[pick].y});
  }
  return starts;
}

// Along the ridge of an ending.
std::optional<Vector> sense_of_ending(const Plane<std::uint8_t>& skeleton, Step at) {
  const auto starts = branches(skeleton, at);
  if (starts.size() != 1) return std::nullopt;
  const Walk way = walk(skeleton, at, starts.front(), kTraceLength);
  return towards(at, way.pixels.back());
}

// Into the valley between the two branches that lie closest; none where a branch is too short or two meet again.
std::optional<Vector> sense_of_bifurcation(const Plane<std::uint8_t>& skeleton, Step at) {
  const auto starts = branches(skeleton, at);
  if (starts.size() != 3) return std::nullopt;
  std::vector<Vector> ways;
  std::vector<Step> far;
  for (const Step start : starts) {
    const Walk way = walk(skeleton, at, start, kTraceLength);
    if (way.end == Walk::End::line_end && static_cast<int>(way.pixels.size()) < kMinBranch) return std::nullopt;
    ways.push_back(towards(at, way.pixels.back()));
    far.push_back(way.pixels.back());
  }
  std::size_t stem = 0;
  double closest = -2;
  for (std::size_t k = 0; k < 3; ++k) {
    const Step a = far[(k + 1) % 3];
    const Step b = far[(k + 2) % 3];
    if (std::abs(a.x - b.x) <= 1 && std::abs(a.y - b.y) <= 1) return std::nullopt;
    const Vector& u = ways[(k + 1) % 3];
    const Vector& v = ways[(k + 2) % 3];
    const double together = u.x * v.x + u.y * v.y;
    if (together > closest) {
      closest = together;
      stem = k;
    }
  }
  const Vector& u = ways[(stem + 1) % 3];
  const Vector& v = ways[(stem + 2) % 3];
  return Vector{u.x + v.x - ways[stem].x, u.y + v.y - ways[stem].y};
}

}  // namespace

std::vector<Minutia> detect_minutiae(const Plane<std::uint8_t>& skeleton, const OrientationField& orientation,
                                     const Plane<std::uint8_t>& mask) {
  std::vector<Minutia> found;
  for (int y = 0; y < skeleton.height; ++y) {
    const std::uint8_t* line = skeleton.row(y);
    for (int x = 0; x < skeleton.width; ++x) {
      if (line[x] == 0) continue;
      const int crossings = crossing_number(neighbourhood(skeleton, x, y));
      if ((crossings != 1 && crossings != 3) || !far_from_edge(mask, {x, y})) continue;
      const auto sense = crossings == 1 ? sense_of_ending(skeleton, {x, y}) : sense_of_bifurcation(skeleton, {x, y});
      if (!sense) continue;
      double angle = orientation.angle_at(x, y);  // of the image, y down
      if (std::cos(angle) * sense->x + std::sin(angle) * sense->y < 0) angle += std::numbers::pi;
      Minutia minutia;
      minutia.x = x;
      minutia.y = y;
      minutia.direction = angle == 0 ? 0 : 2 * std::numbers::pi - angle;
      minutia.type = crossings == 1 ? MinutiaType::ending : MinutiaType::bifurcation;
      found.push_back(minutia);
    }
  }
  drop_false_minutiae(found);
  return found;
}

}  // namespace enrolkit::ridges
