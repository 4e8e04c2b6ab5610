// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "enrolkit/photo.hpp"

namespace enrolkit::cli {

// The components of ISO/IEC 29794-5 of each image as OFIQ writes them, on standard output: no verdict, so kCompliant
// when every image could be read. Which columns are approximate is told once on standard error.
int print_ofiq_table(const std::vector<std::string>& images, std::shared_ptr<const PhotoModels> models);

}  // namespace enrolkit::cli
