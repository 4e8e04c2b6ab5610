// SPDX-License-Identifier: Apache-2.0
#include "sdk/dossier/dossier_rows.hpp"

#include "sdk/dossier/crypto/key_derivation.hpp"
#include "sdk/dossier/field_bytes.hpp"

namespace enrolkit::store {
namespace {

constexpr std::string_view kColumns =
    "SELECT number, id, state, application, date, policy, policy_version, use_until, retain_until, keep_seven_years, "
    "version, card, session, created, changed, event, mac FROM dossier ";

std::int64_t ms(AuditTime time) { return time.time_since_epoch().count(); }
AuditTime at_ms(std::int64_t count) { return AuditTime(std::chrono::milliseconds(count)); }

Error changed(const std::string& id) {
  return Error{ErrorCode::crypto, "dossier " + id + ": its row was changed by somebody without the store's key"};
}

}  // namespace

Result<Bytes> DossierRows::mac_of(const DossierRow& row) const {
  const DossierEntry& entry = row.entry;
  const DossierTerms& terms = entry.terms;
  return crypto::hmac_sha256(key_, FieldBytes("enrolkit dossier row")
                                       .add(store_)
                                       .add(entry.number)
                                       .add(entry.id)
                                       .add(static_cast<std::int64_t>(entry.state))
                                       .add(terms.application)
                                       .add(format_date(terms.date))
                                       .add(terms.policy)
                                       .add(terms.policy_version)
                                       .add(format_date(terms.use_until))
                                       .add(format_date(terms.retain_until))
                                       .add(static_cast<std::int64_t>(terms.keep_seven_years))
                                       .add(entry.version)
                                       .add(row.card)
                                       .add(row.session)
                                       .add(ms(entry.created))
                                       .add(ms(entry.changed))
                                       .add(row.event)
                                       .bytes());
}

Result<std::int64_t> DossierRows::next_number(sqlite::Database& database) {
  return database.number("SELECT coalesce(max(seq), 0) + 1 FROM sqlite_sequence WHERE name = 'dossier'");
}

Status DossierRows::insert(sqlite::Database& database, const DossierRow& row) const {
  const auto mac = mac_of(row);
  if (!mac) return mac.error();
  const DossierTerms& terms = row.entry.terms;
  return database.run(
      "INSERT INTO dossier(number, id, state, application, date, policy, policy_version, use_until, retain_until, "
      "keep_seven_years, version, card, session, created, changed, event, mac) "
      "VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
      row.entry.number, row.entry.id, static_cast<int>(row.entry.state), terms.application, format_date(terms.date),
      terms.policy, terms.policy_version, format_date(terms.use_until), format_date(terms.retain_until),
      static_cast<int>(terms.keep_seven_years), row.entry.version, row.card, row.session, ms(row.entry.created),
      ms(row.entry.changed), row.event, *mac);
}

Status DossierRows::update(sqlite::Database& database, const DossierRow& row) const {
  const auto mac = mac_of(row);
  if (!mac) return mac.error();
  const DossierTerms& terms = row.entry.terms;
  return database.run(
      "UPDATE dossier SET state = ?, application = ?, date = ?, policy = ?, policy_version = ?, use_until = ?, "
      "retain_until = ?, keep_seven_years = ?, version = ?, card = ?, session = ?, changed = ?, event = ?, mac = ? "
      "WHERE number = ?",
      static_cast<int>(row.entry.state), terms.application, format_date(terms.date), terms.policy, terms.policy_version,
      format_date(terms.use_until), format_date(terms.retain_until), static_cast<int>(terms.keep_seven_years),
      row.entry.version, row.card, row.session, ms(row.entry.changed), row.event, *mac, row.entry.number);
}

Result<DossierRow> DossierRows::trusted(const sqlite::Statement& statement) const {
  DossierRow row;
  DossierEntry& entry = row.entry;
  entry.number = statement.integer(0);
  entry.id = statement.text(1);
  const std::int64_t state = statement.integer(2);
  entry.terms.application = statement.text(3);
  entry.terms.policy = statement.text(5);
  entry.terms.policy_version = statement.text(6);
  const auto date = parse_date(statement.text(4));
  const auto use_until = parse_date(statement.text(7));
  const auto retain_until = parse_date(statement.text(8));
  const std::int64_t keep = statement.integer(9);
  entry.version = statement.integer(10);
  row.card = statement.integer(11);
  row.session = statement.integer(12);
  entry.created = at_ms(statement.integer(13));
  entry.changed = at_ms(statement.integer(14));
  row.event = statement.integer(15);
  row.mac = statement.blob(16);
  if (!date || !use_until || !retain_until || state < 0 || state > static_cast<int>(DossierState::destroyed) ||
      keep < 0 || keep > 1) {
    return changed(entry.id);
  }
  entry.state = static_cast<DossierState>(state);
  entry.terms.date = *date;
  entry.terms.use_until = *use_until;
  entry.terms.retain_until = *retain_until;
  entry.terms.keep_seven_years = keep == 1;
  const auto mac = mac_of(row);
  if (!mac) return mac.error();
  if (!crypto::equal(*mac, row.mac)) return changed(entry.id);
  return row;
}

Result<DossierRow> DossierRows::find(sqlite::Database& database, std::string_view id) const {
  auto statement = database.query(std::string(kColumns) + "WHERE id = ?", id);
  if (!statement) return statement.error();
  const auto found = statement->step();
  if (!found && found.error().code == ErrorCode::malformed) return search(database, id, found.error());
  if (!found) return found.error();
  if (!*found) return Error{ErrorCode::not_found, "dossier " + std::string(id) + ": is not in this store"};
  return trusted(*statement);
}

// Past a damaged index.
Result<DossierRow> DossierRows::search(sqlite::Database& database, std::string_view id, const Error& damage) const {
  std::vector<DossierRow> rows;
  std::vector<StoreProblem> ignored;
  DossierFilter all;
  all.limit = SIZE_MAX / 2;
  if (const Status read = newest(database, all, rows, ignored); !read) return read.error();
  for (const DossierRow& row : rows) {
    if (row.entry.id == id) return row;
  }
  return damage;
}

Result<DossierRow> DossierRows::at(sqlite::Database& database, std::int64_t number) const {
  auto statement = database.query(std::string(kColumns) + "WHERE number = ?", number);
  if (!statement) return statement.error();
  const auto found = statement->step();
  if (!found) return found.error();
  if (!*found)
    return Error{ErrorCode::not_found, "dossier number " + std::to_string(number) + ": is not in this store"};
  return trusted(*statement);
}

Status DossierRows::newest(sqlite::Database& database, const DossierFilter& filter, std::vector<DossierRow>& rows,
                           std::vector<StoreProblem>& problems) const {
  const std::int64_t before = filter.before > 0 ? filter.before : INT64_MAX;
  const auto limit = static_cast<std::int64_t>(filter.limit);
  auto statement =
      filter.state
          ? database.query(std::string(kColumns) + "WHERE number < ? AND state = ? ORDER BY number DESC LIMIT ?",
                           before, static_cast<int>(*filter.state), limit)
          : database.query(std::string(kColumns) + "WHERE number < ? ORDER BY number DESC LIMIT ?", before, limit);
  if (!statement) return statement.error();
  DossierFilter rest = filter;
  for (;;) {
    const auto found = statement->step();
    if (!found && found.error().code != ErrorCode::malformed) return found.error();
    if (!found) {
      problems.push_back({"store.db", "", found.error().message});
      one_by_one(database, rest, rows, problems);
      return {};
    }
    if (!*found) return {};
    rest.before = statement->integer(0);
    auto row = trusted(*statement);
    if (row) {
      rows.push_back(*std::move(row));
    } else {
      problems.push_back({"dossier " + statement->text(1), statement->text(1), row.error().message});
    }
  }
}

void DossierRows::one_by_one(sqlite::Database& database, const DossierFilter& filter, std::vector<DossierRow>& rows,
                             std::vector<StoreProblem>& problems) const {
  const auto highest = next_number(database);
  std::int64_t number = filter.before > 0 ? filter.before : highest ? *highest : 0;
  std::int64_t lost = 0;
  while (--number > 0 && rows.size() < filter.limit) {
    auto row = at(database, number);
    if (row) {
      if (!filter.state || row->entry.state == *filter.state) rows.push_back(*std::move(row));
    } else if (row.error().code == ErrorCode::malformed) {
      ++lost;
    } else if (row.error().code == ErrorCode::crypto) {
      problems.push_back({"dossier number " + std::to_string(number), "", row.error().message});
    }
  }
  if (lost > 0) problems.push_back({"store.db", "", std::to_string(lost) + " rows of dossiers cannot be read"});
}

}  // namespace enrolkit::store
