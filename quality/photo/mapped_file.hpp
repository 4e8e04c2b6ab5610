// SPDX-License-Identifier: Apache-2.0
// A file's bytes, read only, as the page cache holds them: only what is looked at comes into memory, and processes
// share it. As with a shared library, who replaces the file must write a new one beside it and rename it.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <span>

#include "enrolkit/result.hpp"

namespace enrolkit::photo {

class MappedFile {
 public:
  // Errors: not_found, permission_denied, not_a_file, empty_input, too_large (more than `max_bytes`), io. Their
  // messages begin with `what`.
  [[nodiscard]] static Result<MappedFile> open(const std::filesystem::path& path, std::size_t max_bytes,
                                               const char* what);

  ~MappedFile();
  MappedFile(MappedFile&& other) noexcept;
  MappedFile& operator=(MappedFile&& other) noexcept;
  MappedFile(const MappedFile&) = delete;
  MappedFile& operator=(const MappedFile&) = delete;

  [[nodiscard]] std::span<const std::uint8_t> bytes() const { return {data_, size_}; }

 private:
  MappedFile(const std::uint8_t* data, std::size_t size) : data_(data), size_(size) {}

  const std::uint8_t* data_;
  std::size_t size_;
};

}  // namespace enrolkit::photo
