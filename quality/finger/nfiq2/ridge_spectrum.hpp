// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "quality/finger/nfiq2/slanted_block.hpp"

namespace enrolkit::nfiq2 {

// How much of the waviness across the ridges lies at its strongest frequency, 1 where that is a single wave (FDA).
[[nodiscard]] double dominant_frequency_share(const Turned<16, 32>& block);

}  // namespace enrolkit::nfiq2
