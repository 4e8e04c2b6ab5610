// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>

#include "sdk/dossier/sqlite/database.hpp"

namespace enrolkit::store {

// Statement i brings a database of version i (SQLite's user_version) to version i + 1; their number is the present
// version.
std::span<const char* const> schema_steps();

// What holds for each connection: full synchronisation, no temporary files, deleted content overwritten.
Status configure(sqlite::Database& database, int busy_milliseconds);

// After a crash, before anything else opens the database, and by its only user: what the journal holds is carried over.
// SQLite does that when it is first asked, too, but then copies 32 KiB of memory as malloc gave it, with what freed
// memory held, into the shared file "-shm" when the journal has no whole frame (walIndexRecover, seen in 3.40.1 and
// found as a known sample in the file). Locked for good, it needs no such file. What fails here is told by the opening.
void carry_over_journal(const std::filesystem::path& database);

// For a database that SQLite calls damaged as a whole, such as one whose end is missing: what can still be reached is
// read, nothing is written.
Status configure_damaged(sqlite::Database& database, int busy_milliseconds);

// Errors: malformed: the database is damaged as a whole.
Status touch(sqlite::Database& database);

// In a transaction of the caller's: an empty database becomes the present schema.
Status create_schema(sqlite::Database& database);

// Brings an older schema to the present one, step by step in one transaction: all of it or nothing. Returns the version
// that it found. Errors: unsupported: a newer enrolkit wrote it.
Result<int> migrate(sqlite::Database& database, const std::string& name,
                    std::span<const char* const> steps = schema_steps());

}  // namespace enrolkit::store
