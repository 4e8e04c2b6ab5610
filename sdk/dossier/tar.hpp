// SPDX-License-Identifier: Apache-2.0
// The archive format of POSIX.1-1988 (ustar), regular files only.
#pragma once

#include <string>
#include <vector>

#include "enrolkit/enrolment.hpp"

namespace enrolkit {

// A plain relative name with '/' between its parts: no "..", no empty part, no control code.
bool is_plain_path(const std::string& path);

// The same files give the same bytes. Paths are plain and of at most 100 bytes.
Bytes write_tar(const std::vector<FileEntry>& files);

// Errors: malformed or truncated (with the offset), unsupported (anything but regular files), too_large; `name` begins
// the message.
Result<std::vector<FileEntry>> read_tar(BytesView archive, const std::string& name);

}  // namespace enrolkit
