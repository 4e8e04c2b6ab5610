// SPDX-License-Identifier: Apache-2.0
// Who has a store's folder open: many that share it, or the one that changes its key. The system keeps it, so that a
// killed process holds nothing.
#pragma once

#include <chrono>
#include <filesystem>

#include "enrolkit/result.hpp"

namespace enrolkit::store {

class StoreUse {
 public:
  // Errors: timeout (the key is being changed; for `alone`: others have it open), io.
  static Result<StoreUse> shared(const std::filesystem::path& folder, std::chrono::milliseconds patience);
  static Result<StoreUse> alone(const std::filesystem::path& folder, std::chrono::milliseconds patience);

  // From alone to shared; in between another may be alone.
  Status share();

  StoreUse() = default;
  StoreUse(StoreUse&& other) noexcept : fd_(other.fd_) { other.fd_ = -1; }
  StoreUse& operator=(StoreUse&& other) noexcept;
  StoreUse(const StoreUse&) = delete;
  StoreUse& operator=(const StoreUse&) = delete;
  ~StoreUse();

 private:
  explicit StoreUse(int fd) : fd_(fd) {}
  static Result<StoreUse> take(const std::filesystem::path& folder, int operation, std::chrono::milliseconds patience,
                               const char* otherwise);
  int fd_ = -1;
};

}  // namespace enrolkit::store
