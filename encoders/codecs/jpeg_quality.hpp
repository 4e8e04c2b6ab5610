// SPDX-License-Identifier: Apache-2.0
// How strongly a JPEG file was compressed, told from its quantisation.
#pragma once

#include <cstdint>
#include <span>

namespace enrolkit::codecs {

// The quality (1..100) at which libjpeg would write the luminance table that is nearest to this one of 64 steps in
// natural order.
[[nodiscard]] int jpeg_quality_of(std::span<const std::uint16_t, 64> steps);

}  // namespace enrolkit::codecs
