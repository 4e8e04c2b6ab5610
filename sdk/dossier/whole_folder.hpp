// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <vector>

#include "enrolkit/enrolment.hpp"

namespace enrolkit {

// Writes the files into a new folder that appears whole or not at all, synchronised to the disk. Errors: already_exists
// (it is there and not empty), not_found (no parent folder), permission_denied, no_space, io.
Status write_whole_folder(const std::vector<FileEntry>& files, const std::filesystem::path& folder);

}  // namespace enrolkit
