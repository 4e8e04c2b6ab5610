// SPDX-License-Identifier: Apache-2.0
#include "sdk/dossier/audit_rows.hpp"

#include "sdk/dossier/crypto/key_derivation.hpp"
#include "sdk/dossier/field_bytes.hpp"

namespace enrolkit::store {

Result<Bytes> hash_of(const TrailRow& row, BytesView previous) {
  return crypto::sha256(FieldBytes("enrolkit audit event")
                            .add(previous)
                            .add(row.sequence)
                            .add(row.time)
                            .add(row.actor)
                            .add(row.policy)
                            .add(row.event)
                            .add(row.dossier)
                            .add(row.version)
                            .add(row.detail)
                            .bytes());
}

Status insert(sqlite::Database& database, const TrailRow& row) {
  return database.run(
      "INSERT INTO audit(sequence, time, actor, policy, event, dossier, version, detail, hash, mac) "
      "VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
      row.sequence, row.time, row.actor, row.policy, row.event, row.dossier, row.version, row.detail, row.hash,
      row.mac);
}

Status for_each_row(sqlite::Database& database, const std::function<void(const TrailRow&)>& look) {
  auto rows = database.query(
      "SELECT sequence, time, actor, policy, event, dossier, version, detail, hash, mac FROM audit ORDER BY sequence");
  if (!rows) return rows.error();
  for (;;) {
    const auto row = rows->step();
    if (!row) return row.error();
    if (!*row) return {};
    look({rows->integer(0), rows->integer(1), rows->text(2), rows->text(3), rows->text(4), rows->integer(5),
          rows->integer(6), rows->text(7), rows->blob(8), rows->blob(9)});
  }
}

}  // namespace enrolkit::store
