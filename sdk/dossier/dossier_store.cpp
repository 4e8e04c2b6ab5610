// SPDX-License-Identifier: Apache-2.0
#include "enrolkit/dossier_store.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <array>
#include <system_error>

#include "sdk/dossier/crypto/hexadecimal.hpp"
#include "sdk/dossier/crypto/key_derivation.hpp"
#include "sdk/dossier/crypto/random.hpp"
#include "sdk/dossier/store_lock.hpp"
#include "sdk/dossier/store_parts.hpp"
#include "sdk/dossier/store_schema.hpp"
#include "sdk/dossier/unfinished_folder.hpp"

namespace enrolkit {
namespace {

namespace fs = std::filesystem;

constexpr const char* kLockName = "lock.json";
constexpr const char* kKeysName = "keys";
constexpr const char* kDatabaseName = "store.db";

Result<std::string> random_id() {
  std::array<std::uint8_t, 16> bytes{};
  if (const Status drawn = crypto::random_bytes(bytes); !drawn) return drawn.error();
  return crypto::to_hex(bytes);
}

Status check_actor(const std::string& actor) {
  if (!actor.empty() && actor.size() <= kMaxActorBytes && actor.find_first_of("\r\n") == std::string::npos) return {};
  return Error{ErrorCode::invalid_argument,
               "the actor must be named in one line of 1 to " + std::to_string(kMaxActorBytes) + " bytes"};
}

struct StoreKeys {
  crypto::SecretKey slots;
  crypto::SecretKey rows;
  crypto::SecretKey audit;
};

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

// SQLite would make the file readable for others; its companions take over its permissions.
Status make_private_file(const fs::path& path) {
  const int fd = ::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
  if (fd < 0) return Error{ErrorCode::io, path.string() + ": cannot be created"};
  ::close(fd);
  return {};
}

Result<DossierStore::Parts> assemble(const fs::path& folder, const std::string& id, const crypto::SecretKey& store_key,
                                     const StoreOptions& options, int flags) {
  const auto keys = keys_of(store_key);
  if (!keys) return keys.error();
  auto slots = store::KeySlots::open(folder / kKeysName, id, keys->slots);
  if (!slots) return slots.error();
  auto database = sqlite::Database::open(folder / kDatabaseName, flags);
  if (!database) return database.error();
  const int patience = static_cast<int>(options.busy_timeout.count());
  Status ready = store::configure(*database, patience);
  if (ready) ready = store::touch(*database);
  std::string damage;
  if (!ready && ready.error().code == ErrorCode::malformed) {
    damage = ready.error().message + "; what is left can be read";
    ready = store::configure_damaged(*database, patience);
  }
  if (!ready) return ready.error();
  return DossierStore::Parts{folder,
                             id,
                             options,
                             *std::move(database),
                             *std::move(slots),
                             store::DossierRows(id, keys->rows),
                             store::AuditTrail(id, keys->audit),
                             damage};
}

Status fill(DossierStore::Parts& parts) {
  auto transaction = sqlite::Transaction::begin(parts.database);
  if (!transaction) return transaction.error();
  Status done = store::create_schema(parts.database);
  if (done) done = parts.database.run("INSERT INTO store(one, id) VALUES(1, ?)", parts.id);
  if (done) done = parts.trail.start(parts.database);
  if (!done) return done;
  const auto told = parts.trail.append(parts.database, store::now(parts), parts.options.actor,
                                       {"store_created", 0, 0, "", "store " + parts.id});
  if (!told) return told.error();
  return transaction->commit();
}

// The database and the other files may not be those of two stores.
Status check_identity(DossierStore::Parts& parts) {
  auto row = parts.database.query("SELECT id FROM store");
  if (!row) return row.error();
  const auto found = row->step();
  if (!found) return found.error();
  if (!*found || row->text(0) != parts.id) {
    return Error{ErrorCode::malformed,
                 (parts.folder / kDatabaseName).string() + ": belongs to another store than " + kLockName};
  }
  return {};
}

}  // namespace

Status DossierStore::create(const fs::path& wanted, const StationKey& key, const StoreOptions& options) {
  if (const Status named = check_actor(options.actor); !named) return named;
  const fs::path folder = wanted.has_filename() ? wanted : wanted.parent_path();
  std::error_code error;
  if (fs::exists(folder, error) && !(fs::is_directory(folder, error) && fs::is_empty(folder, error))) {
    return Error{ErrorCode::already_exists, folder.string() + ": is there already; a store is made in a new folder"};
  }
  const auto id = random_id();
  if (!id) return id.error();
  const auto store_key = crypto::random_key();
  if (!store_key) return store_key.error();
  const auto lock = store::make_lock(*id, *store_key, key);
  if (!lock) return lock.error();
  auto unfinished = UnfinishedFolder::create(folder);
  if (!unfinished) return unfinished.error();
  Status done = store::write_lock(unfinished->path() / kLockName, *lock);
  if (done) done = store::KeySlots::create(unfinished->path() / kKeysName, *id);
  if (done) done = make_private_file(unfinished->path() / kDatabaseName);
  if (!done) return done;
  {
    auto parts = assemble(unfinished->path(), *id, *store_key, options, SQLITE_OPEN_READWRITE);
    if (!parts) return parts.error();
    if (done = fill(*parts); !done) return done;
  }
  synchronise_folder(unfinished->path());
  if (done = unfinished->become(folder); !done) return done;
  synchronise_folder(folder.has_parent_path() ? folder.parent_path() : fs::path("."));
  return {};
}

Result<DossierStore> DossierStore::open(const fs::path& folder, const StationKey& key, const StoreOptions& options) {
  if (const Status named = check_actor(options.actor); !named) return named.error();
  const fs::path lock_path = folder / kLockName;
  const auto lock = store::read_lock(lock_path);
  if (!lock) {
    if (lock.error().code != ErrorCode::not_found) return lock.error();
    return Error{ErrorCode::not_found, folder.string() + ": holds no dossier store (no " + kLockName + ")"};
  }
  const auto store_key = store::unlock(*lock, key, lock_path);
  if (!store_key) return store_key.error();
  auto parts = assemble(folder, lock->store, *store_key, options, SQLITE_OPEN_READWRITE);
  if (!parts) return parts.error();
  if (!parts->damage.empty()) return DossierStore(std::make_unique<Parts>(*std::move(parts)));
  const auto version = store::migrate(parts->database, (folder / kDatabaseName).string());
  if (!version) return version.error();
  if (const Status same = check_identity(*parts); !same) return same.error();
  if (const Status recovered = store::recover(*parts); !recovered) return recovered.error();
  store::keep_reserve(*parts);
  return DossierStore(std::make_unique<Parts>(*std::move(parts)));
}

DossierStore::DossierStore(std::unique_ptr<Parts> parts) : parts_(std::move(parts)) {}
DossierStore::DossierStore(DossierStore&&) noexcept = default;
DossierStore& DossierStore::operator=(DossierStore&&) noexcept = default;
DossierStore::~DossierStore() = default;

}  // namespace enrolkit
