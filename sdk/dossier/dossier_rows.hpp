// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "enrolkit/dossier_store.hpp"
#include "sdk/dossier/crypto/secret_key.hpp"
#include "sdk/dossier/sqlite/database.hpp"

namespace enrolkit::store {

// One row of the dossiers' table. `mac` vouches for all the rest.
struct DossierRow {
  DossierEntry entry;
  std::int64_t card = 0;
  std::int64_t session = 0;
  std::int64_t event = 0;
  Bytes mac;
};

class DossierRows {
 public:
  DossierRows(std::string store, const crypto::SecretKey& key) : store_(std::move(store)), key_(key) {}

  // The number of the next dossier; within a transaction.
  static Result<std::int64_t> next_number(sqlite::Database& database);
  Status insert(sqlite::Database& database, const DossierRow& row) const;
  Status update(sqlite::Database& database, const DossierRow& row) const;

  // Errors: not_found; crypto: the row was changed by somebody without this store's key.
  Result<DossierRow> find(sqlite::Database& database, std::string_view id) const;
  Result<DossierRow> at(sqlite::Database& database, std::int64_t number) const;

  // Rows below `before` (0: all), newest first, of one state or of all; what cannot be trusted becomes a problem.
  Status newest(sqlite::Database& database, const DossierFilter& filter, std::vector<DossierRow>& rows,
                std::vector<StoreProblem>& problems) const;

 private:
  Result<DossierRow> search(sqlite::Database& database, std::string_view id, const Error& damage) const;
  // Row by row, when the table cannot be walked.
  void one_by_one(sqlite::Database& database, const DossierFilter& filter, std::vector<DossierRow>& rows,
                  std::vector<StoreProblem>& problems) const;
  Result<Bytes> mac_of(const DossierRow& row) const;
  Result<DossierRow> trusted(const sqlite::Statement& statement) const;

  std::string store_;
  crypto::SecretKey key_;
};

}  // namespace enrolkit::store
