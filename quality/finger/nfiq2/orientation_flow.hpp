// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "quality/finger/nfiq2/slanted_block.hpp"

namespace enrolkit::nfiq2 {

// How much the orientation of blocks amid foreground differs from that of their eight neighbours, where it does (OF).
[[nodiscard]] std::vector<double> orientation_flow(const BlockGrid& grid);

}  // namespace enrolkit::nfiq2
