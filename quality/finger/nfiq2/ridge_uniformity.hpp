// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "quality/finger/nfiq2/slanted_block.hpp"

namespace enrolkit::nfiq2 {

// Adds the ratios of the widths of neighbouring runs, ridge against valley, to `ratios` (RVUP). None where fewer than
// three runs lie wholly in the block.
void add_width_ratios(const Turned<32, 16>& block, std::vector<double>& ratios);

}  // namespace enrolkit::nfiq2
