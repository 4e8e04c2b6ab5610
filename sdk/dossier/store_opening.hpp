// SPDX-License-Identifier: Apache-2.0
// How a store's folder becomes the parts that work on it.
#pragma once

#include "sdk/dossier/store_lock.hpp"
#include "sdk/dossier/store_parts.hpp"

namespace enrolkit::store {

inline constexpr const char* kLockName = "lock.json";
inline constexpr const char* kKeysName = "keys";
inline constexpr const char* kDatabaseName = "store.db";
// While the store's key is changed: what will stand in place of the first two.
inline constexpr const char* kNewLockName = "lock.new";
inline constexpr const char* kNewKeysName = "keys.new";

// The keys for each purpose, all from the store's.
struct StoreKeys {
  crypto::SecretKey slots;
  crypto::SecretKey rows;
  crypto::SecretKey audit;
};
Result<StoreKeys> keys_of(const crypto::SecretKey& store_key);

Status check_actor(const std::string& actor);

// `use` is kept as long as the parts.
Result<Parts> assemble(const std::filesystem::path& folder, const std::string& id, const crypto::SecretKey& store_key,
                       const StoreOptions& options, StoreUse use);

// The store of `folder`, brought to the present schema and completed where it was interrupted; what is damaged as a
// whole is told in `damage`, and left. Errors: those of DossierStore::open.
Result<Parts> open_parts(const std::filesystem::path& folder, const StationKey& key, const StoreOptions& options,
                         StoreUse use);

// Takes the store for use, shared with others, after an interrupted change of its key was settled. Errors: not_found,
// timeout, those of settle_change_of_key.
Result<StoreUse> enter(const std::filesystem::path& folder, std::chrono::milliseconds patience);
Result<StoreUse> enter_alone(const std::filesystem::path& folder, std::chrono::milliseconds patience);

// Whether a change of the store's key was interrupted, and its completion: forward when the database knows of the
// change, else back. Needs no key, and that nobody else has the store open.
bool change_of_key_is_open(const std::filesystem::path& folder);
Status settle_change_of_key(const std::filesystem::path& folder);

}  // namespace enrolkit::store
