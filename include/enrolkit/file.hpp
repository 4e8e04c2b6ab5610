// SPDX-License-Identifier: Apache-2.0
// Files that are read whole and appear whole: nobody ever sees half a result.
#pragma once

#include <cstddef>
#include <filesystem>
#include <string_view>

#include "enrolkit/bytes.hpp"
#include "enrolkit/result.hpp"

#pragma GCC visibility push(default)
namespace enrolkit {

// Reads a regular file whole. Errors: not_found, permission_denied, not_a_file (a folder or device), empty_input,
// too_large (more than max_bytes), io.
[[nodiscard]] Result<Bytes> read_file(const std::filesystem::path& path, std::size_t max_bytes);

// Writes through a temporary file beside `path`, synchronises it to the disk and renames it: `path` holds the old
// content or the whole new one. Errors: not_found (no such folder), permission_denied, no_space, not_a_file, io.
[[nodiscard]] Status write_file(const std::filesystem::path& path, BytesView data);
[[nodiscard]] Status write_file(const std::filesystem::path& path, std::string_view text);

}  // namespace enrolkit
#pragma GCC visibility pop
