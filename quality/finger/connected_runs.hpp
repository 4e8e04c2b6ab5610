// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

#include "quality/finger/plane.hpp"

namespace enrolkit::ridges {

// Sets to 0 the parts of 1s (connected by side or corner) of fewer than `least` pixels.
void drop_small(Plane<std::uint8_t>& binary, int least);

// Sets to 1 the parts of 0s (connected by side) of fewer than `least` pixels that do not touch the edge of the plane.
void fill_small(Plane<std::uint8_t>& binary, int least);

// All of them, however large.
void fill_holes(Plane<std::uint8_t>& binary);

// Sets to 0 all parts of 1s (connected by side) but the one with the largest bounding box, of equals the first from the
// top left.
void keep_largest_box(Plane<std::uint8_t>& binary);

}  // namespace enrolkit::ridges
