// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "enrolkit/nfiq2_model.hpp"

namespace enrolkit::cli {

// The native measures of each image as NFIQ 2 writes them, on standard output: no verdict, so kCompliant when every
// image could be measured. Which columns are approximate is told once on standard error. `ppi` empty: as the files
// state. `light_ridges`: they are turned into negatives first; by itself the reference takes all ridges for dark.
int print_nfiq2_table(const std::vector<std::string>& images, std::optional<double> ppi, bool light_ridges,
                      const Nfiq2Model* model);

}  // namespace enrolkit::cli
