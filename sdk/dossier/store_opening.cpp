// SPDX-License-Identifier: Apache-2.0
#include "sdk/dossier/store_opening.hpp"

#include "sdk/dossier/crypto/key_derivation.hpp"
#include "sdk/dossier/store_schema.hpp"

namespace enrolkit::store {

namespace fs = std::filesystem;

Status check_actor(const std::string& actor) {
  if (!actor.empty() && actor.size() <= kMaxActorBytes && actor.find_first_of("\r\n") == std::string::npos) return {};
  return Error{ErrorCode::invalid_argument,
               "the actor must be named in one line of 1 to " + std::to_string(kMaxActorBytes) + " bytes"};
}

Result<StoreKeys> keys_of(const crypto::SecretKey& store_key) {
  StoreKeys keys;
  for (const auto& [purpose, key] : {std::pair<const char*, crypto::SecretKey*>{"enrolkit slots", &keys.slots},
                                     {"enrolkit rows", &keys.rows},
                                     {"enrolkit audit", &keys.audit}}) {
    auto derived = crypto::derive_key(store_key, purpose);
    if (!derived) return derived.error();
    *key = *derived;
  }
  return keys;
}

Result<Parts> assemble(const fs::path& folder, const std::string& id, const crypto::SecretKey& store_key,
                       const StoreOptions& options, StoreUse use) {
  const auto keys = keys_of(store_key);
  if (!keys) return keys.error();
  auto slots = KeySlots::open(folder / kKeysName, id, keys->slots);
  if (!slots) return slots.error();
  auto database = sqlite::Database::open(folder / kDatabaseName, SQLITE_OPEN_READWRITE);
  if (!database) return database.error();
  const int patience = static_cast<int>(options.busy_timeout.count());
  Status ready = configure(*database, patience);
  if (ready) ready = touch(*database);
  std::string damage;
  if (!ready && ready.error().code == ErrorCode::malformed) {
    damage = ready.error().message + "; what is left can be read";
    ready = configure_damaged(*database, patience);
  }
  if (!ready) return ready.error();
  return Parts{std::move(use),
               folder,
               id,
               options,
               *std::move(database),
               *std::move(slots),
               DossierRows(id, keys->rows),
               AuditTrail(id, keys->audit),
               damage};
}

namespace {

Error no_store(const fs::path& folder) {
  return {ErrorCode::not_found, folder.string() + ": holds no dossier store (no " + kLockName + ")"};
}

// The database and the other files may not be those of two stores.
Status check_identity(Parts& parts, const StoreLock& lock) {
  auto row = parts.database.query("SELECT id, generation FROM store");
  if (!row) return row.error();
  const auto found = row->step();
  if (!found) return found.error();
  if (!*found || row->text(0) != parts.id) {
    return Error{ErrorCode::malformed,
                 (parts.folder / kDatabaseName).string() + ": belongs to another store than " + kLockName};
  }
  if (row->integer(1) == lock.generation) return {};
  return Error{ErrorCode::malformed, (parts.folder / kLockName).string() + ": is that of the store's key number " +
                                         std::to_string(lock.generation) + ", but the store has had its key number " +
                                         std::to_string(row->integer(1)) + "; it was put back, or the database was"};
}

}  // namespace

Result<Parts> open_parts(const fs::path& folder, const StationKey& key, const StoreOptions& options, StoreUse use) {
  const fs::path lock_path = folder / kLockName;
  const auto lock = read_lock(lock_path);
  if (!lock) return lock.error().code == ErrorCode::not_found ? no_store(folder) : lock.error();
  const auto store_key = unlock(*lock, key, lock_path);
  if (!store_key) return store_key.error();
  auto parts = assemble(folder, lock->store, *store_key, options, std::move(use));
  if (!parts || !parts->damage.empty()) return parts;
  const auto version = migrate(parts->database, (folder / kDatabaseName).string());
  if (!version) return version.error();
  if (const Status same = check_identity(*parts, *lock); !same) return same.error();
  if (const Status recovered = recover(*parts); !recovered) return recovered.error();
  keep_reserve(*parts);
  return parts;
}

Result<StoreUse> enter_alone(const fs::path& folder, std::chrono::milliseconds patience) {
  std::error_code ignored;
  if (!fs::exists(folder / kLockName, ignored)) {
    return no_store(folder);
  }
  auto use = StoreUse::alone(folder, patience);
  if (!use) return use;
  carry_over_journal(folder / kDatabaseName);
  if (!change_of_key_is_open(folder)) return use;
  if (const Status settled = settle_change_of_key(folder); !settled) return settled.error();
  return use;
}

Result<StoreUse> enter(const fs::path& folder, std::chrono::milliseconds patience) {
  std::error_code ignored;
  if (!fs::exists(folder / kLockName, ignored)) return no_store(folder);
  // Whoever comes first mends what a crash left.
  auto use = enter_alone(folder, std::chrono::milliseconds(0));
  if (!use && use.error().code == ErrorCode::timeout) {
    use = StoreUse::shared(folder, patience);
    if (!use || !change_of_key_is_open(folder)) return use;
    use = StoreUse();
    use = enter_alone(folder, patience);
  }
  if (!use) return use;
  if (const Status shared = use->share(); !shared) return shared.error();
  return use;
}

}  // namespace enrolkit::store
