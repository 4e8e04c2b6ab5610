// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <vector>

#include "quality/finger/plane.hpp"

namespace enrolkit::nfiq2 {

using GreyPlane = ridges::Plane<std::uint8_t>;

// The weights, in 256ths, of a Gaussian over an odd number of pixels whose width follows from it: rounded from the
// outside inwards, each taking over what the one before lost, so that they sum up to 256.
[[nodiscard]] std::vector<int> gaussian_weights(int pixels);

// The Gaussian blur of 8-bit images in fixed point: every pixel is the exact weighted sum, rounded once. Mirrored at
// the edges without repeating them. `pixels` is odd and at most 255.
[[nodiscard]] GreyPlane blurred(const GreyPlane& grey, int pixels);

// The place of a line's pixel that mirroring (as often as needed) puts at i; n is the line's length.
[[nodiscard]] int mirrored(int i, int n) noexcept;

}  // namespace enrolkit::nfiq2
