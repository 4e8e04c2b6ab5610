// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <string>

#include "sdk/dossier/sqlite/database.hpp"

namespace enrolkit::store {

// One row of the audit's table.
struct TrailRow {
  std::int64_t sequence = 0;
  std::int64_t time = 0;  // ms since 1970, UTC
  std::string actor;
  std::string policy;
  std::string event;
  std::int64_t dossier = 0;
  std::int64_t version = 0;
  std::string detail;
  Bytes hash;
  Bytes mac;
};

// SHA-256 of the event and of the hash before it.
Result<Bytes> hash_of(const TrailRow& row, BytesView previous);
Status insert(sqlite::Database& database, const TrailRow& row);
// In order.
Status for_each_row(sqlite::Database& database, const std::function<void(const TrailRow&)>& look);

}  // namespace enrolkit::store
