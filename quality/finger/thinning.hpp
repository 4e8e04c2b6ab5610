// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

#include "quality/finger/plane.hpp"

namespace enrolkit::ridges {

// Thins lines of 1s to one pixel's width, ends and forks kept (Guo and Hall 1989, A1). The plane has a margin of 1.
void thin(Plane<std::uint8_t>& binary);

}  // namespace enrolkit::ridges
