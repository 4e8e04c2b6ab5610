// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <vector>

#include "quality/finger/neighbourhood.hpp"

namespace enrolkit::ridges {

// A walk along a line of the skeleton.
struct Walk {
  enum class End { length, line_end, fork };
  std::vector<Step> pixels;  // without the one that it started from
  End end = End::length;
};

// From `from` over its neighbour `next` until the line ends, forks, or `length` pixels are walked.
[[nodiscard]] Walk walk(const Plane<std::uint8_t>& skeleton, Step from, Step next, int length);

// Takes away side branches that end within kMaxSpur pixels of a fork, and lines of at most kMaxIsland pixels.
void prune(Plane<std::uint8_t>& skeleton);

}  // namespace enrolkit::ridges
