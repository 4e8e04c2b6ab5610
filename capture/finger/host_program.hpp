// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>

#include "enrolkit/result.hpp"

namespace enrolkit::host {

// Where the finger host is: beside the library or program that holds this code, in the bin or libexec folder that goes
// with it, or where `cmake --install` puts it. Errors: device_failed.
[[nodiscard]] Result<std::filesystem::path> find_program();

}  // namespace enrolkit::host
