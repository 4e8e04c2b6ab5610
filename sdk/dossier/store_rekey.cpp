// SPDX-License-Identifier: Apache-2.0
// The store gets a new key of its own, wrapped by the station's new one. All that hangs on it is prepared beside what
// holds, then the database takes it over in one transaction, which is the moment of the change; then the new files take
// the place of the old ones, which are overwritten first. Whatever interrupts, the next opening goes on or goes back.
#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

#include "sdk/dossier/crypto/random.hpp"
#include "sdk/dossier/store_opening.hpp"
#include "sdk/dossier/unfinished_folder.hpp"

namespace enrolkit {
namespace store {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kPage = 2000;
constexpr std::int64_t kMostOrphans = 10'000;  // as in a review: a sparse file may claim any length

Error failed(const fs::path& path, const char* doing) {
  const int error = errno;
  return Error{error == ENOSPC ? ErrorCode::no_space : ErrorCode::io,
               path.string() + ": cannot " + doing + ": " + std::strerror(error)};
}

// Zeros in place, on the disk. A file that is not there has nothing to overwrite.
Status overwrite(const fs::path& path) {
  const int fd = ::open(path.c_str(), O_WRONLY | O_CLOEXEC | O_NOFOLLOW);
  if (fd < 0 && errno == ENOENT) return {};
  const off_t size = fd < 0 ? -1 : ::lseek(fd, 0, SEEK_END);
  bool done = size >= 0;
  const Bytes zeros(64U << 10U);
  for (off_t at = 0; done && at < size; at += static_cast<off_t>(zeros.size())) {
    const auto piece = static_cast<std::size_t>(std::min<off_t>(size - at, static_cast<off_t>(zeros.size())));
    done = ::pwrite(fd, zeros.data(), piece, at) == static_cast<ssize_t>(piece);
  }
  if (done) done = ::fsync(fd) == 0;
  const Status status = done ? Status{} : Status{failed(path, "overwrite")};
  if (fd >= 0) ::close(fd);
  return status;
}

Status remove_file(const fs::path& path) {
  if (const Status gone = overwrite(path); !gone) return gone;
  if (::unlink(path.c_str()) != 0 && errno != ENOENT) return failed(path, "remove");
  return {};
}

// What writing the new lock left behind when it was interrupted.
void remove_unfinished_locks(const fs::path& folder) {
  std::error_code ignored;
  for (const auto& entry : fs::directory_iterator(folder, ignored)) {
    if (entry.path().filename().string().starts_with(std::string(kNewLockName) + ".")) {
      static_cast<void>(remove_file(entry.path()));
    }
  }
}

Status replace(const fs::path& from, const fs::path& to) {
  std::error_code ignored;
  if (!fs::exists(from, ignored)) return {};
  if (const Status gone = overwrite(to); !gone) return gone;
  if (::rename(from.c_str(), to.c_str()) != 0) return failed(to, "replace");
  return {};
}

Result<std::int64_t> generation_of(const fs::path& folder) {
  auto database = sqlite::Database::open(folder / kDatabaseName, SQLITE_OPEN_READWRITE);
  if (!database) return database.error();
  return database->number("SELECT generation FROM store");
}

// Each row that can be trusted gets the MAC of the new key; the others stay untrusted.
Status take_over_rows(Parts& parts, const DossierRows& rows_anew, std::map<std::int64_t, std::string>& dossiers,
                      std::vector<StoreProblem>& problems) {
  DossierFilter page;
  page.limit = kPage;
  for (;;) {
    std::vector<DossierRow> rows;
    const std::size_t before = problems.size();
    if (const Status read = parts.rows.newest(parts.database, page, rows, problems); !read) return read;
    for (const DossierRow& row : rows) {
      if (row.entry.state < DossierState::destroying) dossiers[row.entry.number] = row.entry.id;
      if (const Status stored = rows_anew.update(parts.database, row); !stored) return stored;
    }
    if (rows.empty() || rows.size() + problems.size() - before < kPage) return {};
    page.before = rows.back().entry.number;
  }
}

}  // namespace

bool change_of_key_is_open(const fs::path& folder) {
  std::error_code ignored;
  return fs::exists(folder / kNewLockName, ignored) || fs::exists(folder / kNewKeysName, ignored);
}

Status settle_change_of_key(const fs::path& folder) {
  const auto lock = read_lock(folder / kNewLockName);
  bool forward = false;
  if (lock) {
    const auto generation = generation_of(folder);
    if (!generation) return generation.error();
    forward = *generation == lock->generation;
  }
  remove_unfinished_locks(folder);
  Status done = forward ? replace(folder / kNewKeysName, folder / kKeysName) : remove_file(folder / kNewKeysName);
  if (done) synchronise_folder(folder);
  if (done) done = forward ? replace(folder / kNewLockName, folder / kLockName) : remove_file(folder / kNewLockName);
  if (done) synchronise_folder(folder);
  return done;
}

}  // namespace store

Result<RekeyReport> DossierStore::rekey(const std::filesystem::path& folder, const StationKey& before,
                                        const StationKey& after, const StoreOptions& options) {
  using namespace store;
  if (const Status named = check_actor(options.actor); !named) return named.error();
  auto use = enter_alone(folder, options.busy_timeout);
  if (!use) return use.error();
  const auto old_lock = read_lock(folder / kLockName);
  if (!old_lock) return old_lock.error();
  auto parts = open_parts(folder, before, options, *std::move(use));
  if (!parts) return parts.error();
  if (!parts->damage.empty()) return Error{ErrorCode::malformed, parts->damage + ", but its key cannot be changed"};

  const auto store_key = crypto::random_key();
  if (!store_key) return store_key.error();
  const auto keys = keys_of(*store_key);
  if (!keys) return keys.error();
  const auto lock = make_lock(parts->id, *store_key, after, old_lock->generation + 1);
  if (!lock) return lock.error();
  if (const auto opened = unlock(*lock, after, folder / kNewLockName); !opened) return opened.error();

  RekeyReport report;
  const auto change = [&]() -> Status {
    auto transaction = sqlite::Transaction::begin(parts->database);
    if (!transaction) return transaction.error();
    std::map<std::int64_t, std::string> dossiers;
    Status done = take_over_rows(*parts, DossierRows(parts->id, keys->rows), dossiers, report.problems);
    const AuditTrail trail(parts->id, keys->audit);
    if (done) done = trail.take_over(parts->database, parts->trail);
    const auto next = DossierRows::next_number(parts->database);
    if (done && !next) done = next.error();
    const auto note_left = [&](std::int64_t number, const std::string& message) {
      const auto dossier = dossiers.find(number);
      report.problems.push_back({"keys", dossier != dossiers.end() ? dossier->second : "", message});
    };
    if (done) {
      done = parts->slots.rewrap(folder / kNewKeysName, keys->slots, dossiers, *next - 1 + kMostOrphans, note_left);
    }
    if (done) done = write_lock(folder / kNewLockName, *lock);
    if (!done) return done;
    synchronise_folder(folder);
    report.keys = static_cast<std::int64_t>(dossiers.size());
    for (const StoreProblem& problem : report.problems) {
      if (problem.where == "keys" && !problem.dossier.empty()) --report.keys;
    }
    const auto told =
        trail.append(parts->database, now(*parts), options.actor,
                     {"rekeyed", 0, 0, "",
                      std::to_string(report.keys) + " data keys were wrapped anew; the station's key was a " +
                          old_lock->kind + " and is a " + lock->kind});
    if (!told) return told.error();
    done = parts->database.run("UPDATE store SET generation = ?", lock->generation);
    return done ? transaction->commit() : done;
  };
  const Status changed = change();
  const Status settled = settle_change_of_key(folder);
  if (!changed) return changed.error();
  if (!settled) return settled.error();
  sqlite3_wal_checkpoint_v2(parts->database.handle(), nullptr, SQLITE_CHECKPOINT_TRUNCATE, nullptr, nullptr);
  return report;
}

}  // namespace enrolkit
