// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

#include "enrolkit/image.hpp"
#include "quality/finger/plane.hpp"

namespace enrolkit::ridges {

// The grey image scaled by `scale` (2 = twice as large): linear interpolation, averaged where it shrinks.
[[nodiscard]] Plane<std::uint8_t> resampled(ImageView grey, double scale);

}  // namespace enrolkit::ridges
