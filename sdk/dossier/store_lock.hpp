// SPDX-License-Identifier: Apache-2.0
// lock.json: the store's own key, wrapped by the station's.
#pragma once

#include <filesystem>
#include <string>

#include "enrolkit/station_key.hpp"
#include "sdk/dossier/crypto/secret_key.hpp"

namespace enrolkit::store {

struct StoreLock {
  std::string store;  // the store's id
  std::string kind;   // of the station's key
  Bytes wrapped;
  int generation = 0;  // how often the store's key was changed
};

Result<StoreLock> read_lock(const std::filesystem::path& path);
Status write_lock(const std::filesystem::path& path, const StoreLock& lock);

Result<StoreLock> make_lock(const std::string& store, const crypto::SecretKey& store_key, const StationKey& key,
                            int generation = 0);
// Errors: crypto: another key, passphrase or kind of key.
Result<crypto::SecretKey> unlock(const StoreLock& lock, const StationKey& key, const std::filesystem::path& path);

}  // namespace enrolkit::store
