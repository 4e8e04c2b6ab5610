// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>

#include "enrolkit/result.hpp"

namespace enrolkit {

// A folder beside the final one, for its owner only, that is removed again unless it becomes the final one.
class UnfinishedFolder {
 public:
  // Errors: not_found (no parent folder), no_space, permission_denied, io.
  static Result<UnfinishedFolder> create(const std::filesystem::path& final_folder);

  UnfinishedFolder(UnfinishedFolder&& other) noexcept : path_(std::move(other.path_)) { other.path_.clear(); }
  UnfinishedFolder& operator=(UnfinishedFolder&&) = delete;
  UnfinishedFolder(const UnfinishedFolder&) = delete;
  UnfinishedFolder& operator=(const UnfinishedFolder&) = delete;
  ~UnfinishedFolder();

  [[nodiscard]] const std::filesystem::path& path() const { return path_; }

  // Takes the final name; an empty folder of that name is replaced. Errors: already_exists, io.
  Status become(const std::filesystem::path& final_folder);

 private:
  explicit UnfinishedFolder(std::filesystem::path path) : path_(std::move(path)) {}
  std::filesystem::path path_;
};

// The names in it are on the disk when this returns.
void synchronise_folder(const std::filesystem::path& folder);

}  // namespace enrolkit
