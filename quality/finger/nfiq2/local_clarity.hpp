// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "quality/finger/nfiq2/slanted_block.hpp"

namespace enrolkit::nfiq2 {

// How well the grey of ridges and valleys keeps apart, 0..1; 0 where their widths are not a finger's (LCS).
[[nodiscard]] double local_clarity(const Turned<32, 16>& block);

}  // namespace enrolkit::nfiq2
