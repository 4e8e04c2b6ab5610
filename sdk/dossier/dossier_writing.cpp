// SPDX-License-Identifier: Apache-2.0
#include "enrolkit/dossier_store.hpp"
#include "sdk/dossier/crypto/random.hpp"
#include "sdk/dossier/dossier_id.hpp"
#include "sdk/dossier/dossier_ties.hpp"
#include "sdk/dossier/store_parts.hpp"

namespace enrolkit {
namespace {

using store::DossierRow;
using store::Parts;

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

struct NewDossier {
  DossierState state = DossierState::finished;
  const std::vector<FileEntry>* files = nullptr;
  BytesView session{};
  const std::vector<AuditNote>* notes = nullptr;
  std::string_view id{};  // empty: one is drawn
  DossierTies ties{};
};

Status check_id(std::string_view id) {
  if (is_id(id)) return {};
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
  if (checked) checked = store::check_notes(*dossier.notes);
  if (checked) checked = store::check_session(dossier.session);
  if (!checked) return checked.error();
  const auto id = dossier.id.empty() ? random_id() : Result<std::string>(std::string(dossier.id));
  if (!id) return id.error();
  if (checked = check_id(*id); !checked) return checked.error();
  const auto key = crypto::random_key();
  if (!key) return key.error();

  auto transaction = sqlite::Transaction::begin(parts.database);
  if (!transaction) return transaction.error();
  if (checked = expect_new(parts, *id); !checked) return checked.error();
  if (dossier.ties.sole) {
    auto there = store::expect_sole(parts, facts, files);
    if (!there || !there->empty()) return there;
  }
  const auto number = store::DossierRows::next_number(parts.database);
  if (!number) return number.error();
  DossierRow row;
  row.entry = {*id, *number, state, facts.terms, 1, store::now(parts), store::now(parts)};
  row.card = 1;
  NewKey new_key(parts.slots, *number);
  Status done = parts.slots.write(*number, row.entry.id, *key);
  if (done) done = store::put_files(parts, *key, row, facts.subject, files);
  if (done && !dossier.session.empty()) {
    row.session = row.entry.version;
    done = store::put_part(parts, *key, row, store::kSessionPart, {}, row.session, dossier.session);
  }
  if (done) done = store::tell(parts, row, *dossier.notes);
  if (done) {
    done = state == DossierState::open ? store::tell(parts, row, "opened", "a session began")
                                       : store::tell(parts, row, "finished", store::extent_of(files));
  }
  if (done) done = parts.rows.insert(parts.database, row);
  const auto used = done ? store::note_use(parts, dossier.ties.use) : Result<std::optional<std::int64_t>>(done.error());
  if (!used) return used.error();
  if (done = transaction->commit(); !done) return done.error();
  new_key.keep();
  store::end_use(parts, *used, dossier.ties.use);
  if (row.session > 0) parts.sessions_seen[row.entry.number] = row.session;
  return row.entry.id;
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
                                      const std::vector<AuditNote>& notes, std::string_view id,
                                      const DossierTies& ties) {
  return store_new(*parts_, facts, {DossierState::finished, &files, {}, &notes, id, ties});
}

Result<std::string> DossierStore::begin(const DossierFacts& facts, BytesView state,
                                        const std::vector<AuditNote>& notes) {
  const std::vector<FileEntry> none;
  return store_new(*parts_, facts, {DossierState::open, &none, state, &notes, {}, {}});
}

}  // namespace enrolkit
