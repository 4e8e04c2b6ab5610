// SPDX-License-Identifier: Apache-2.0
#include <array>

#include "enrolkit/dossier_store.hpp"
#include "sdk/dossier/crypto/hexadecimal.hpp"
#include "sdk/dossier/crypto/random.hpp"
#include "sdk/dossier/store_parts.hpp"

namespace enrolkit {
namespace {

using store::DossierRow;
using store::Parts;

Status put_files(Parts& parts, const crypto::SecretKey& key, const DossierRow& row, const DossierSubject& subject,
                 const std::vector<FileEntry>& files) {
  store::StoredCard card{subject, {}};
  std::int64_t part = store::kFirstFilePart;
  for (const FileEntry& file : files) {
    const Status put = store::put_part(parts, key, row, part, file.path, row.entry.version, file.bytes);
    if (!put) return put;
    card.files.push_back({{file.path, file.bytes.size()}, part, row.entry.version});
    ++part;
  }
  return store::put_card(parts, key, row, card);
}

std::string extent_of(const std::vector<FileEntry>& files) {
  std::uint64_t bytes = 0;
  for (const FileEntry& file : files) bytes += file.bytes.size();
  return std::to_string(files.size()) + " files, " + std::to_string(bytes) + " bytes";
}

// The key of a dossier whose storing failed is wiped at once; after a crash the next opening does it.
class NewKey {
 public:
  NewKey(store::KeySlots& slots, std::int64_t number) : slots_(slots), number_(number) {}
  ~NewKey() {
    if (number_ > 0) static_cast<void>(slots_.wipe({number_}));
  }
  NewKey(const NewKey&) = delete;
  NewKey& operator=(const NewKey&) = delete;
  void keep() { number_ = 0; }

 private:
  store::KeySlots& slots_;
  std::int64_t number_;
};

Status add_notes(Parts& parts, DossierRow& row, const std::vector<AuditNote>& notes) {
  for (const AuditNote& note : notes) {
    if (const Status told = store::tell(parts, row, note.event, note.detail); !told) return told;
  }
  return {};
}

Status check_notes(const std::vector<AuditNote>& notes) {
  for (const AuditNote& note : notes) {
    if (Status checked = store::check_note(note); !checked) return checked;
  }
  return {};
}

Status check_state(BytesView state) {
  if (state.size() <= kMaxDossierFileBytes) return {};
  return Error{ErrorCode::too_large, "the session's state has " + std::to_string(state.size()) + " bytes, more than " +
                                         std::to_string(kMaxDossierFileBytes)};
}

struct NewDossier {
  DossierState state = DossierState::finished;
  const std::vector<FileEntry>* files = nullptr;
  BytesView session{};
  const std::vector<AuditNote>* notes = nullptr;
  std::string_view id{};  // empty: one is drawn
};

Result<std::string> drawn_id() {
  std::array<std::uint8_t, 16> id{};
  if (const Status drawn = crypto::random_bytes(id); !drawn) return drawn.error();
  return crypto::to_hex(id);
}

Status check_id(std::string_view id) {
  if (id.size() == 32 && id.find_first_not_of("0123456789abcdef") == std::string_view::npos) return {};
  return Error{ErrorCode::invalid_argument, "the id of a dossier has 32 hexadecimal digits"};
}

Status expect_new(Parts& parts, const std::string& id) {
  const auto row = parts.rows.find(parts.database, id);
  if (row) {
    return Error{ErrorCode::already_exists,
                 "dossier " + id + ": is in this store already, " + std::string(dossier_state_name(row->entry.state))};
  }
  return row.error().code == ErrorCode::not_found ? Status{} : row.error();
}

Result<std::string> store_new(Parts& parts, const DossierFacts& facts, const NewDossier& dossier) {
  const DossierState state = dossier.state;
  const std::vector<FileEntry>& files = *dossier.files;
  Status checked = store::check_facts(facts);
  if (checked) checked = store::check_files(files);
  if (checked) checked = check_notes(*dossier.notes);
  if (checked) checked = check_state(dossier.session);
  if (!checked) return checked.error();
  const auto id = dossier.id.empty() ? drawn_id() : Result<std::string>(std::string(dossier.id));
  if (!id) return id.error();
  if (checked = check_id(*id); !checked) return checked.error();
  const auto key = crypto::random_key();
  if (!key) return key.error();

  auto transaction = sqlite::Transaction::begin(parts.database);
  if (!transaction) return transaction.error();
  if (checked = expect_new(parts, *id); !checked) return checked.error();
  const auto number = store::DossierRows::next_number(parts.database);
  if (!number) return number.error();
  DossierRow row;
  row.entry = {*id, *number, state, facts.terms, 1, store::now(parts), store::now(parts)};
  row.card = 1;
  NewKey new_key(parts.slots, *number);
  Status done = parts.slots.write(*number, row.entry.id, *key);
  if (done) done = put_files(parts, *key, row, facts.subject, files);
  if (done && !dossier.session.empty()) {
    row.session = row.entry.version;
    done = store::put_part(parts, *key, row, store::kSessionPart, {}, row.session, dossier.session);
  }
  if (done) done = add_notes(parts, row, *dossier.notes);
  if (done) {
    done = state == DossierState::open ? store::tell(parts, row, "opened", "a session began")
                                       : store::tell(parts, row, "finished", extent_of(files));
  }
  if (done) done = parts.rows.insert(parts.database, row);
  if (done) done = transaction->commit();
  if (!done) return done.error();
  new_key.keep();
  if (row.session > 0) parts.sessions_seen[row.entry.number] = row.session;
  return row.entry.id;
}

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

// The first span of a retention always holds; a longer one was asked for, and serves a duplicate.
DossierFacts dossier_facts(const Applicant& applicant, const RulesAnswer& rules) {
  DossierFacts facts;
  DossierTerms& terms = facts.terms;
  terms.application = rules.application;
  terms.date = applicant.application.date;
  terms.policy = rules.policy;
  terms.policy_version = rules.policy_version;
  terms.retain_until = rules.retain_until;
  terms.use_until = rules.retention.spans.empty() ? rules.retain_until : rules.retention.spans.front().until;
  terms.keep_seven_years = applicant.application.keep_seven_years && terms.use_until < terms.retain_until;
  facts.subject = {applicant.surname, applicant.given_names, applicant.birth_date, applicant.document_number,
                   applicant.application.post};
  return facts;
}

DossierFacts dossier_facts(const Enrolment& enrolment) { return dossier_facts(enrolment.applicant, enrolment.rules); }

Date DossierStore::today() { return store::today(*parts_); }

const std::string& DossierStore::actor() const noexcept { return parts_->options.actor; }

Result<std::string> DossierStore::add(const DossierFacts& facts, const std::vector<FileEntry>& files,
                                      const std::vector<AuditNote>& notes, std::string_view id) {
  return store_new(*parts_, facts, {DossierState::finished, &files, {}, &notes, id});
}

Result<std::string> DossierStore::begin(const DossierFacts& facts, BytesView state,
                                        const std::vector<AuditNote>& notes) {
  const std::vector<FileEntry> none;
  return store_new(*parts_, facts, {DossierState::open, &none, state, &notes, {}});
}

Status DossierStore::save_session(std::string_view id, BytesView state, const std::vector<AuditNote>& notes,
                                  std::optional<std::int64_t> seen) {
  Status checked = check_notes(notes);
  if (checked) checked = check_state(state);
  if (!checked) return checked;
  auto changing = change(*parts_, id);
  if (!changing) return changing.error();
  DossierRow& row = changing->row;
  Status done = expect_open(*parts_, row, seen);
  row.session = row.entry.version;
  if (done) done = store::put_part(*parts_, changing->key, row, store::kSessionPart, {}, row.session, state);
  if (done) done = add_notes(*parts_, row, notes);
  if (done) done = store::store_change(*parts_, row, "session_saved", std::to_string(state.size()) + " bytes");
  if (done) done = changing->transaction.commit();
  if (done) parts_->sessions_seen[row.entry.number] = row.session;
  return done;
}

Status DossierStore::finish(std::string_view id, const DossierFacts& facts, const std::vector<FileEntry>& files,
                            const std::vector<AuditNote>& notes, std::optional<std::int64_t> seen) {
  Status done = store::check_facts(facts);
  if (done) done = store::check_files(files);
  if (done) done = check_notes(notes);
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
  if (done) done = put_files(*parts_, changing->key, row, facts.subject, files);
  if (done) done = add_notes(*parts_, row, notes);
  if (done) done = store::store_change(*parts_, row, "finished", extent_of(files));
  if (done) done = changing->transaction.commit();
  if (done) parts_->sessions_seen.erase(row.entry.number);
  return done;
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
