// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sdk/dossier/sqlite/database.hpp"

namespace enrolkit::store {

// The number of the present schema, in SQLite's user_version.
inline constexpr int kSchemaVersion = 1;

// What holds for each connection: full synchronisation, no temporary files, deleted content overwritten.
Status configure(sqlite::Database& database, int busy_milliseconds);

// In a transaction of the caller's: an empty database becomes the present schema.
Status create_schema(sqlite::Database& database);

// Brings an older schema to the present one, step by step in one transaction: all of it or nothing. Returns the version
// that it found. Errors: unsupported: a newer enrolkit wrote it.
Result<int> migrate(sqlite::Database& database, const std::string& name);

}  // namespace enrolkit::store
