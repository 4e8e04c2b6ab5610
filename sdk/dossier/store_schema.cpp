// SPDX-License-Identifier: Apache-2.0
#include "sdk/dossier/store_schema.hpp"

#include <array>

namespace enrolkit::store {
namespace {

// A step is never changed once a version with it was used: the next one mends it.
constexpr std::array<const char*, 2> kSteps = {
    // 0 -> 1
    R"sql(
CREATE TABLE store(one INTEGER PRIMARY KEY CHECK(one = 1), id TEXT NOT NULL) STRICT;
CREATE TABLE dossier(
  number INTEGER PRIMARY KEY AUTOINCREMENT,  -- also the slot of its key
  id TEXT NOT NULL UNIQUE,
  state INTEGER NOT NULL,
  application TEXT NOT NULL,
  date TEXT NOT NULL,
  policy TEXT NOT NULL,
  policy_version TEXT NOT NULL,
  use_until TEXT NOT NULL,
  retain_until TEXT NOT NULL,
  keep_seven_years INTEGER NOT NULL,
  version INTEGER NOT NULL,
  card INTEGER NOT NULL,     -- the version in which the card was written
  session INTEGER NOT NULL,  -- likewise; 0: no session is stored
  created INTEGER NOT NULL,
  changed INTEGER NOT NULL,
  event INTEGER NOT NULL,    -- the event of the audit that made this version
  mac BLOB NOT NULL) STRICT;
CREATE INDEX dossier_state ON dossier(state, number);
CREATE TABLE part(
  dossier INTEGER NOT NULL,
  part INTEGER NOT NULL,     -- 0: the card, 1: the session, then the files
  sealed BLOB NOT NULL,
  PRIMARY KEY(dossier, part)) STRICT;
CREATE TABLE audit(
  sequence INTEGER PRIMARY KEY,
  time INTEGER NOT NULL,
  actor TEXT NOT NULL,
  policy TEXT NOT NULL,
  event TEXT NOT NULL,
  dossier INTEGER NOT NULL,  -- its number, or 0
  version INTEGER NOT NULL,
  detail TEXT NOT NULL,
  hash BLOB NOT NULL,
  mac BLOB NOT NULL) STRICT;
CREATE INDEX audit_dossier ON audit(dossier, sequence) WHERE dossier > 0;
CREATE TRIGGER audit_no_change BEFORE UPDATE ON audit BEGIN SELECT RAISE(ABORT, 'the audit is append-only'); END;
CREATE TRIGGER audit_no_removal BEFORE DELETE ON audit BEGIN SELECT RAISE(ABORT, 'the audit is append-only'); END;
CREATE TABLE head(
  one INTEGER PRIMARY KEY CHECK(one = 1),
  sequence INTEGER NOT NULL,
  hash BLOB NOT NULL,
  last_seen INTEGER NOT NULL,
  clock INTEGER NOT NULL,
  mac BLOB NOT NULL) STRICT;
)sql",
    // 1 -> 2: the store's key can be changed; an event's MAC, which vouches for its hash, is then made anew
    R"sql(
ALTER TABLE store ADD COLUMN generation INTEGER NOT NULL DEFAULT 0;  -- how often it was, as in lock.json
DROP TRIGGER IF EXISTS audit_no_change;
CREATE TRIGGER audit_no_change BEFORE UPDATE OF sequence, time, actor, policy, event, dossier, version, detail, hash
  ON audit BEGIN SELECT RAISE(ABORT, 'the audit is append-only'); END;
)sql"};

Status apply_steps(sqlite::Database& database, std::int64_t from, std::span<const char* const> steps) {
  for (const char* step : steps.subspan(static_cast<std::size_t>(from))) {
    if (const Status done = database.execute(step); !done) return done;
  }
  return database.execute(("PRAGMA user_version = " + std::to_string(steps.size())).c_str());
}

}  // namespace

std::span<const char* const> schema_steps() { return kSteps; }

Status configure(sqlite::Database& database, int busy_milliseconds) {
  sqlite3_busy_timeout(database.handle(), busy_milliseconds);
  return database.execute(
      "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA secure_delete = ON; PRAGMA temp_store = MEMORY;"
      "PRAGMA trusted_schema = OFF; PRAGMA cell_size_check = ON; PRAGMA wal_autocheckpoint = 500;");
}

void carry_over_journal(const std::filesystem::path& path) {
  std::error_code ignored;
  const auto journal = std::filesystem::file_size(path.string() + "-wal", ignored);
  if (ignored || journal == 0) return;
  auto database = sqlite::Database::open(path, SQLITE_OPEN_READWRITE);
  if (!database) return;
  static_cast<void>(database->execute(
      "PRAGMA locking_mode = EXCLUSIVE; PRAGMA synchronous = FULL; PRAGMA secure_delete = ON; PRAGMA temp_store = "
      "MEMORY; PRAGMA trusted_schema = OFF; PRAGMA cell_size_check = ON; SELECT count(*) FROM sqlite_schema; "
      "PRAGMA wal_checkpoint(TRUNCATE);"));
}

Status configure_damaged(sqlite::Database& database, int busy_milliseconds) {
  sqlite3_busy_timeout(database.handle(), busy_milliseconds);
  // With a writable schema SQLite takes a file that is shorter than its header says.
  sqlite3_db_config(database.handle(), SQLITE_DBCONFIG_WRITABLE_SCHEMA, 1, nullptr);
  return database.execute("PRAGMA query_only = ON; PRAGMA temp_store = MEMORY; SELECT count(*) FROM sqlite_schema;");
}

Status touch(sqlite::Database& database) { return database.execute("SELECT count(*) FROM sqlite_schema"); }

Status create_schema(sqlite::Database& database) { return apply_steps(database, 0, kSteps); }

Result<int> migrate(sqlite::Database& database, const std::string& name, std::span<const char* const> steps) {
  const auto present = static_cast<std::int64_t>(steps.size());
  const auto found = database.number("PRAGMA user_version");
  if (!found) return found.error();
  if (*found > present) {
    return Error{ErrorCode::unsupported, name + ": the store has schema version " + std::to_string(*found) +
                                             ", this enrolkit knows versions up to " + std::to_string(present)};
  }
  if (*found == present) return static_cast<int>(present);
  auto transaction = sqlite::Transaction::begin(database);
  if (!transaction) return transaction.error();
  const auto again = database.number("PRAGMA user_version");  // another process may have been first
  if (!again) return again.error();
  if (*again > present) return static_cast<int>(*again);
  if (*again < 1) return Error{ErrorCode::malformed, name + ": holds no dossier store"};
  if (const Status done = apply_steps(database, *again, steps); !done) return done.error();
  if (const Status done = transaction->commit(); !done) return done.error();
  return static_cast<int>(*again);
}

}  // namespace enrolkit::store
