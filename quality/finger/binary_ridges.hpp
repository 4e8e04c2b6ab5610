// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

#include "quality/finger/plane.hpp"

namespace enrolkit::ridges {

// 1 on ridges, 0 in valleys and outside the mask, at full size; specks dropped and pores filled. Margin 1.
[[nodiscard]] Plane<std::uint8_t> binary_ridges(const Plane<std::int16_t>& enhanced, int width, int height,
                                                const Plane<std::uint8_t>& mask);

}  // namespace enrolkit::ridges
