// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

#include "quality/finger/contrast_normalisation.hpp"
#include "quality/finger/ridge_frequency.hpp"
#include "quality/finger/ridge_orientation.hpp"

namespace enrolkit::ridges {

// Blocks (1) that may hold ridges: contrast and a common direction. Frames and straight edges still pass.
[[nodiscard]] Plane<std::uint8_t> contact_mask(const NormalisedPrint& print, const OrientationField& orientation);

// Of those, the blocks that repeat as ridges do; small holes filled, small parts dropped.
[[nodiscard]] Plane<std::uint8_t> ridge_mask(const Plane<std::uint8_t>& contact, const OrientationField& orientation,
                                             const FrequencyField& frequency);

// Of those, the blocks in which the enhancement found ridges: this draws in the edge, which the wide windows of the
// other measures carry a millimetre too far.
[[nodiscard]] Plane<std::uint8_t> answered_mask(const Plane<std::uint8_t>& ridge, const Plane<std::int16_t>& enhanced);

}  // namespace enrolkit::ridges
