// SPDX-License-Identifier: Apache-2.0
// What happens to a dossier that is in the store: its session goes on and is finished, it is handed over.
#include "enrolkit/dossier_store.hpp"
#include "sdk/dossier/dossier_ties.hpp"
#include "sdk/dossier/store_parts.hpp"

namespace enrolkit {
namespace {

using store::DossierRow;
using store::Parts;

// A row that is about to change, and its key.
struct Change {
  sqlite::Transaction transaction;
  DossierRow row;
  crypto::SecretKey key;
};

Result<Change> change(Parts& parts, std::string_view id) {
  auto transaction = sqlite::Transaction::begin(parts.database);
  if (!transaction) return transaction.error();
  auto row = parts.rows.find(parts.database, id);
  if (!row) return row.error();
  if (row->entry.state >= DossierState::destroying) {
    return Error{ErrorCode::not_found, "dossier " + row->entry.id + ": was destroyed"};
  }
  auto key = parts.slots.read(row->entry.number, row->entry.id);
  if (!key) return key.error();
  row->entry.version += 1;
  return Change{*std::move(transaction), *std::move(row), *key};
}

// Two officers at one session: the second is told who was faster, instead of undoing unseen what the first one stored.
Error overtaken(Parts& parts, const DossierRow& row) {
  std::string who;
  const auto last = store::AuditTrail::events(parts.database, row.entry.number, row.event - 1, 1);
  if (last && !last->empty()) who = " by " + last->front().actor + " at " + format_time(last->front().time);
  return {ErrorCode::already_exists, "dossier " + row.entry.id + ": its session was stored by somebody else meanwhile" +
                                         who + " (version " + std::to_string(row.entry.version - 1) +
                                         "); nothing of this step is stored: look again and repeat it"};
}

// `row` has the version that it is about to get.
Status expect_open(Parts& parts, const DossierRow& row, std::optional<std::int64_t> seen) {
  if (row.entry.state != DossierState::open) {
    return Error{ErrorCode::invalid_argument, "dossier " + row.entry.id + ": is " +
                                                  std::string(dossier_state_name(row.entry.state)) +
                                                  ", only an open session can go on"};
  }
  if (seen) return *seen == row.entry.version - 1 ? Status{} : overtaken(parts, row);
  const auto read = parts.sessions_seen.find(row.entry.number);
  if (row.session == (read == parts.sessions_seen.end() ? 0 : read->second)) return {};
  return overtaken(parts, row);
}

}  // namespace

Status DossierStore::save_session(std::string_view id, BytesView state, const std::vector<AuditNote>& notes,
                                  std::optional<std::int64_t> seen) {
  Status checked = store::check_notes(notes);
  if (checked) checked = store::check_session(state);
  if (!checked) return checked;
  auto changing = change(*parts_, id);
  if (!changing) return changing.error();
  DossierRow& row = changing->row;
  Status done = expect_open(*parts_, row, seen);
  row.session = row.entry.version;
  if (done) done = store::put_part(*parts_, changing->key, row, store::kSessionPart, {}, row.session, state);
  if (done) done = store::tell(*parts_, row, notes);
  if (done) done = store::store_change(*parts_, row, "session_saved", std::to_string(state.size()) + " bytes");
  if (done) done = changing->transaction.commit();
  if (done) parts_->sessions_seen[row.entry.number] = row.session;
  return done;
}

Status DossierStore::finish(std::string_view id, const DossierFacts& facts, const std::vector<FileEntry>& files,
                            const std::vector<AuditNote>& notes, std::optional<std::int64_t> seen,
                            const std::optional<RetainedUse>& use) {
  Status done = store::check_facts(facts);
  if (done) done = store::check_files(files);
  if (done) done = store::check_notes(notes);
  if (!done) return done;
  auto changing = change(*parts_, id);
  if (!changing) return changing.error();
  DossierRow& row = changing->row;
  if (done = expect_open(*parts_, row, seen); !done) return done;
  row.entry.state = DossierState::finished;
  row.entry.terms = facts.terms;
  row.card = row.entry.version;
  row.session = 0;
  done = parts_->database.run("DELETE FROM part WHERE dossier = ? AND part = ?", row.entry.number, store::kSessionPart);
  if (done) done = store::put_files(*parts_, changing->key, row, facts.subject, files);
  if (done) done = store::tell(*parts_, row, notes);
  if (done) done = store::store_change(*parts_, row, "finished", store::extent_of(files));
  const auto used = done ? store::note_use(*parts_, use) : Result<std::optional<std::int64_t>>(done.error());
  if (!used) return used.error();
  if (done = changing->transaction.commit(); !done) return done;
  parts_->sessions_seen.erase(row.entry.number);
  store::end_use(*parts_, *used, use);
  return {};
}

Status DossierStore::mark_exported(std::string_view id, const std::string& detail) {
  if (Status checked = store::check_note({"exported", detail}); !checked) return checked;
  auto changing = change(*parts_, id);
  if (!changing) return changing.error();
  DossierRow& row = changing->row;
  if (row.entry.state == DossierState::open) {
    return Error{ErrorCode::invalid_argument, "dossier " + row.entry.id + ": its session is not finished"};
  }
  row.entry.state = DossierState::exported;
  Status done = store::store_change(*parts_, row, "exported", detail);
  if (done) done = changing->transaction.commit();
  return done;
}

Status DossierStore::note(std::string_view dossier_id, const AuditNote& note) {
  if (Status checked = store::check_note(note); !checked) return checked;
  auto transaction = sqlite::Transaction::begin(parts_->database);
  if (!transaction) return transaction.error();
  store::Happening happening{note.event, 0, 0, "", note.detail};
  if (!dossier_id.empty()) {
    const auto row = parts_->rows.find(parts_->database, dossier_id);
    if (!row) return row.error();
    happening.dossier = row->entry.number;
    happening.version = row->entry.version;
    happening.policy = row->entry.terms.policy + " " + row->entry.terms.policy_version;
  }
  const auto told = parts_->trail.append(parts_->database, store::now(*parts_), parts_->options.actor, happening);
  if (!told) return told.error();
  return transaction->commit();
}

}  // namespace enrolkit
