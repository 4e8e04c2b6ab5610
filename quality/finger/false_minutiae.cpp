// SPDX-License-Identifier: Apache-2.0
#include "quality/finger/false_minutiae.hpp"

#include <cmath>

#include "quality/finger/extraction_parameters.hpp"

namespace enrolkit::ridges {
namespace {

bool cancel_each_other(const Minutia& a, const Minutia& b, double distance) {
  const bool opposite = std::cos(a.direction - b.direction) < 0;
  if (a.type == MinutiaType::bifurcation && b.type == MinutiaType::bifurcation) {
    return distance < kBridgeDistance && opposite;
  }
  return distance < kPairDistance && (opposite || a.type != b.type);
}

}  // namespace

// Minutiae come in order of rows, so a neighbour is never far behind in the list.
void drop_false_minutiae(std::vector<Minutia>& minutiae) {
  std::vector<char> gone(minutiae.size(), 0);
  for (std::size_t i = 0; i < minutiae.size(); ++i) {
    for (std::size_t j = i + 1; j < minutiae.size() && minutiae[j].y - minutiae[i].y < kBridgeDistance; ++j) {
      const double distance = std::hypot(minutiae[i].x - minutiae[j].x, minutiae[i].y - minutiae[j].y);
      if (distance < kBridgeDistance && cancel_each_other(minutiae[i], minutiae[j], distance)) gone[i] = gone[j] = 1;
    }
  }
  std::size_t kept = 0;
  for (std::size_t i = 0; i < minutiae.size(); ++i) {
    if (gone[i] == 0) minutiae[kept++] = minutiae[i];
  }
  minutiae.resize(kept);
}

}  // namespace enrolkit::ridges
