// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>

#include "quality/finger/plane.hpp"

namespace enrolkit::ridges {

struct Step {
  int x = 0;
  int y = 0;
};

// The eight neighbours, clockwise from the one above; bit k of a neighbourhood is neighbour k.
inline constexpr std::array<Step, 8> kNeighbours = {
    {{0, -1}, {1, -1}, {1, 0}, {1, 1}, {0, 1}, {-1, 1}, {-1, 0}, {-1, -1}}};

[[nodiscard]] inline unsigned neighbourhood(const Plane<std::uint8_t>& binary, int x, int y) {
  const std::uint8_t* above = binary.row(y - 1) + x;
  const std::uint8_t* here = binary.row(y) + x;
  const std::uint8_t* below = binary.row(y + 1) + x;
  return static_cast<unsigned>(above[0] | above[1] << 1 | here[1] << 2 | below[1] << 3 | below[0] << 4 |
                               below[-1] << 5 | here[-1] << 6 | above[-1] << 7);
}

inline constexpr std::array<std::uint8_t, 256> kCrossings = [] {
  std::array<std::uint8_t, 256> numbers{};
  for (unsigned ring = 0; ring < 256; ++ring) {
    for (unsigned k = 0; k < 8; ++k) {
      if ((ring >> k & 1U) == 0 && (ring >> ((k + 1) % 8) & 1U) == 1) ++numbers[ring];
    }
  }
  return numbers;
}();

// How often the ring of neighbours changes from 0 to 1: 1 at the end of a line, 2 on it, 3 where it forks.
[[nodiscard]] constexpr int crossing_number(unsigned neighbours) { return kCrossings[neighbours]; }

}  // namespace enrolkit::ridges
