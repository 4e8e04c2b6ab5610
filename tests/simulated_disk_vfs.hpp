// SPDX-License-Identifier: Apache-2.0
// SQLite's way to the simulated disk: the system's VFS, with each write told.
#pragma once

#include <sqlite3.h>

#include <new>

#include "tests/simulated_disk.hpp"

namespace enrolkit {

struct WatchedFile {
  sqlite3_file base;
  sqlite3_file* real;
  std::size_t number;
  std::string* path;  // of a watched file, else null
};

inline sqlite3_vfs* system_vfs() {
  static sqlite3_vfs* const vfs = sqlite3_vfs_find("unix");
  return vfs;
}
inline WatchedFile* watched(sqlite3_file* file) { return reinterpret_cast<WatchedFile*>(file); }
inline sqlite3_file* real(sqlite3_file* file) { return watched(file)->real; }

inline int watched_close(sqlite3_file* file) {
  delete watched(file)->path;
  return real(file)->pMethods->xClose(real(file));
}
inline int watched_write(sqlite3_file* file, const void* data, int size, sqlite3_int64 offset) {
  const int code = real(file)->pMethods->xWrite(real(file), data, size, offset);
  if (code == SQLITE_OK && watched(file)->path != nullptr) {
    SimulatedDisk::instance().write(watched(file)->number, offset,
                                    {static_cast<const std::uint8_t*>(data), static_cast<std::size_t>(size)});
  }
  return code;
}
inline int watched_truncate(sqlite3_file* file, sqlite3_int64 size) {
  const int code = real(file)->pMethods->xTruncate(real(file), size);
  if (code == SQLITE_OK && watched(file)->path != nullptr)
    SimulatedDisk::instance().truncate(watched(file)->number, size);
  return code;
}
inline int watched_sync(sqlite3_file* file, int flags) {
  const int code = real(file)->pMethods->xSync(real(file), flags);
  if (code == SQLITE_OK && watched(file)->path != nullptr) {
    SimulatedDisk::instance().synchronise(watched(file)->number);
    SimulatedDisk::instance().name_synchronised(*watched(file)->path);
  }
  return code;
}

inline const sqlite3_io_methods kWatchedMethods = {
    2,
    watched_close,
    [](sqlite3_file* f, void* data, int size, sqlite3_int64 at) {
      return real(f)->pMethods->xRead(real(f), data, size, at);
    },
    watched_write,
    watched_truncate,
    watched_sync,
    [](sqlite3_file* f, sqlite3_int64* size) { return real(f)->pMethods->xFileSize(real(f), size); },
    [](sqlite3_file* f, int level) { return real(f)->pMethods->xLock(real(f), level); },
    [](sqlite3_file* f, int level) { return real(f)->pMethods->xUnlock(real(f), level); },
    [](sqlite3_file* f, int* answer) { return real(f)->pMethods->xCheckReservedLock(real(f), answer); },
    [](sqlite3_file* f, int operation, void* value) {
      return real(f)->pMethods->xFileControl(real(f), operation, value);
    },
    [](sqlite3_file* f) { return real(f)->pMethods->xSectorSize(real(f)); },
    [](sqlite3_file* f) { return real(f)->pMethods->xDeviceCharacteristics(real(f)); },
    [](sqlite3_file* f, int page, int size, int extend, void volatile** memory) {
      return real(f)->pMethods->xShmMap(real(f), page, size, extend, memory);
    },
    [](sqlite3_file* f, int offset, int n, int flags) {
      return real(f)->pMethods->xShmLock(real(f), offset, n, flags);
    },
    [](sqlite3_file* f) { real(f)->pMethods->xShmBarrier(real(f)); },
    [](sqlite3_file* f, int remove) { return real(f)->pMethods->xShmUnmap(real(f), remove); },
    nullptr,
    nullptr};

inline int watched_open(sqlite3_vfs*, const char* name, sqlite3_file* file, int flags, int* out_flags) {
  auto* self = watched(file);
  self->base.pMethods = nullptr;
  self->path = nullptr;
  self->real = reinterpret_cast<sqlite3_file*>(self + 1);
  const int code = system_vfs()->xOpen(system_vfs(), name, self->real, flags, out_flags);
  if (self->real->pMethods == nullptr) return code;
  self->base.pMethods = &kWatchedMethods;
  if (name != nullptr && SimulatedDisk::instance().watches(name)) {
    self->path = new std::string(name);
    self->number = SimulatedDisk::instance().file_of(name);
  }
  return code;
}
inline int watched_delete(sqlite3_vfs*, const char* name, int synchronise) {
  const int code = system_vfs()->xDelete(system_vfs(), name, synchronise);
  if (code == SQLITE_OK) SimulatedDisk::instance().removed(name);
  return code;
}

// From now on SQLite goes through it.
inline void register_watching_vfs() {
  static sqlite3_vfs vfs = *system_vfs();
  vfs.zName = "watched";
  vfs.szOsFile = static_cast<int>(sizeof(WatchedFile)) + system_vfs()->szOsFile;
  vfs.xOpen = watched_open;
  vfs.xDelete = watched_delete;
  sqlite3_vfs_register(&vfs, 1);
}

}  // namespace enrolkit
