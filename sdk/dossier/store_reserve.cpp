// SPDX-License-Identifier: Apache-2.0
// On a full disk, where destroying is wanted most, the journal cannot even be carried over into the database: the room
// for that comes from this file.
#include <fcntl.h>
#include <unistd.h>

#include "sdk/dossier/store_parts.hpp"

namespace enrolkit::store {
namespace {

// The journal is carried over from 2 MiB on (wal_autocheckpoint), and the last dossier in it may be large.
constexpr off_t kReserveBytes = 4 << 20U;
constexpr off_t kLeastReserveBytes = 256 << 10U;  // on a small disk

std::string path_of(const Parts& parts) { return (parts.folder / "reserve").string(); }

}  // namespace

void keep_reserve(const Parts& parts) {
  const int fd = ::open(path_of(parts).c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
  if (fd < 0) return;  // it is there
  bool filled = false;
  for (off_t bytes = kReserveBytes; bytes >= kLeastReserveBytes && !filled; bytes /= 2) {
    filled = ::posix_fallocate(fd, 0, bytes) == 0;
    if (!filled && ::ftruncate(fd, 0) != 0) break;
  }
  ::close(fd);
  if (!filled) release_reserve(parts);
}

void release_reserve(const Parts& parts) { ::unlink(path_of(parts).c_str()); }

}  // namespace enrolkit::store
