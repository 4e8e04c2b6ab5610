// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <optional>
#include <string>

#include "samples/cli/command.hpp"

namespace enrolkit::cli {

// The `device`-th reader, or, where `replay` names a folder, its images in the order of their names. `ppi` is that of
// the images, whatever they state.
[[nodiscard]] Result<std::unique_ptr<FingerReader>> open_reader(std::size_t device, const std::string& replay,
                                                                std::optional<double> ppi);

}  // namespace enrolkit::cli
