// SPDX-License-Identifier: Apache-2.0
#include "enrolkit/dossier_store.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <system_error>

#include "sdk/dossier/crypto/random.hpp"
#include "sdk/dossier/dossier_id.hpp"
#include "sdk/dossier/store_opening.hpp"
#include "sdk/dossier/store_schema.hpp"
#include "sdk/dossier/unfinished_folder.hpp"

namespace enrolkit {
namespace {

namespace fs = std::filesystem;

// SQLite would make the file readable for others; its companions take over its permissions.
Status make_private_file(const fs::path& path) {
  const int fd = ::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
  if (fd < 0) return Error{ErrorCode::io, path.string() + ": cannot be created"};
  ::close(fd);
  return {};
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

}  // namespace

Status DossierStore::create(const fs::path& wanted, const StationKey& key, const StoreOptions& options) {
  if (const Status named = store::check_actor(options.actor); !named) return named;
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
  Status done = store::write_lock(unfinished->path() / store::kLockName, *lock);
  if (done) done = store::KeySlots::create(unfinished->path() / store::kKeysName, *id);
  if (done) done = make_private_file(unfinished->path() / store::kDatabaseName);
  if (!done) return done;
  {
    auto parts = store::assemble(unfinished->path(), *id, *store_key, options, {});
    if (!parts) return parts.error();
    if (done = fill(*parts); !done) return done;
  }
  synchronise_folder(unfinished->path());
  if (done = unfinished->become(folder); !done) return done;
  synchronise_folder(folder.has_parent_path() ? folder.parent_path() : fs::path("."));
  return {};
}

Result<DossierStore> DossierStore::open(const fs::path& folder, const StationKey& key, const StoreOptions& options) {
  if (const Status named = store::check_actor(options.actor); !named) return named.error();
  auto use = store::enter(folder, options.busy_timeout);
  if (!use) return use.error();
  auto parts = store::open_parts(folder, key, options, *std::move(use));
  if (!parts) return parts.error();
  return DossierStore(std::make_unique<Parts>(*std::move(parts)));
}

DossierStore::DossierStore(std::unique_ptr<Parts> parts) : parts_(std::move(parts)) {}
DossierStore::DossierStore(DossierStore&&) noexcept = default;
DossierStore& DossierStore::operator=(DossierStore&&) noexcept = default;
DossierStore::~DossierStore() = default;

}  // namespace enrolkit
