// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "enrolkit/image.hpp"
#include "quality/finger/plane.hpp"

namespace enrolkit::slap {

using Blot = std::vector<Point>;  // centres of blocks, in blocks

// Connected areas of ridges that are large enough for a finger; what hangs on by a thin bridge, as handwriting or a
// neighbour's finger does, is cut off.
[[nodiscard]] std::vector<Blot> find_blots(const ridges::Plane<std::uint8_t>& ridge);

}  // namespace enrolkit::slap
