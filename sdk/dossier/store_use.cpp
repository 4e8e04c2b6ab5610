// SPDX-License-Identifier: Apache-2.0
#include "sdk/dossier/store_use.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <string>
#include <thread>
#include <utility>

namespace enrolkit::store {
namespace {
constexpr std::chrono::milliseconds kPause{20};
}

StoreUse& StoreUse::operator=(StoreUse&& other) noexcept {
  std::swap(fd_, other.fd_);
  return *this;
}

StoreUse::~StoreUse() {
  if (fd_ >= 0) ::close(fd_);
}

Result<StoreUse> StoreUse::take(const std::filesystem::path& folder, int operation, std::chrono::milliseconds patience,
                                const char* otherwise) {
  StoreUse use(::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  const auto end = std::chrono::steady_clock::now() + patience;
  while (use.fd_ >= 0) {
    if (::flock(use.fd_, operation | LOCK_NB) == 0) return use;
    if (errno != EWOULDBLOCK && errno != EINTR) break;
    if (std::chrono::steady_clock::now() >= end) {
      return Error{ErrorCode::timeout, folder.string() + ": " + otherwise};
    }
    std::this_thread::sleep_for(kPause);
  }
  return Error{ErrorCode::io, folder.string() + ": cannot be locked: " + std::strerror(errno)};
}

Result<StoreUse> StoreUse::shared(const std::filesystem::path& folder, std::chrono::milliseconds patience) {
  return take(folder, LOCK_SH, patience, "the store's key is being changed; try again when that is done");
}

Result<StoreUse> StoreUse::alone(const std::filesystem::path& folder, std::chrono::milliseconds patience) {
  return take(folder, LOCK_EX, patience, "another program has the store open; close it to change the store's key");
}

Status StoreUse::share() {
  if (::flock(fd_, LOCK_SH) == 0) return {};
  return Error{ErrorCode::io, std::string("the store's folder cannot be shared: ") + std::strerror(errno)};
}

}  // namespace enrolkit::store
