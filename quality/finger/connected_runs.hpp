// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

#include "quality/finger/plane.hpp"

namespace enrolkit::ridges {

// Sets to 0 the parts of 1s (connected by side or corner) of fewer than `least` pixels.
void drop_small(Plane<std::uint8_t>& binary, int least);

// Sets to 1 the parts of 0s (connected by side) of fewer than `least` pixels that do not touch the edge of the plane.
void fill_small(Plane<std::uint8_t>& binary, int least);

}  // namespace enrolkit::ridges
