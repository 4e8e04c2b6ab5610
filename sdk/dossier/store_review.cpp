// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "enrolkit/dossier_store.hpp"
#include "sdk/dossier/crypto/hexadecimal.hpp"
#include "sdk/dossier/store_parts.hpp"

namespace enrolkit {
namespace {

using store::DossierRow;
using store::Parts;

constexpr std::size_t kPage = 1000;
constexpr std::int64_t kMostOrphans = 10'000;  // more are not counted: a sparse file may claim any length

class Review {
 public:
  Review(Parts& parts, StoreReview& review) : parts_(parts), review_(review) {}

  void look_at(const DossierRow& row) {
    const std::string id = row.entry.id;
    look_at_event(row);
    if (row.entry.state >= DossierState::destroying) {
      ++review_.destroyed;
      const auto empty = parts_.slots.empty(row.entry.number);
      if (!empty || !*empty) complain("keys", id, "the key of this destroyed dossier is there");
      const auto left = parts_.database.number("SELECT count(*) FROM part WHERE dossier = ?", row.entry.number);
      if (left && *left > 0)
        complain("store.db", id, std::to_string(*left) + " pieces of this destroyed dossier are there");
      return;
    }
    ++review_.dossiers;
    const auto key = parts_.slots.read(row.entry.number, id);
    if (!key) return complain("keys", id, key.error().message);
    const auto card = store::get_card(parts_, *key, row);
    if (!card) return complain("card", id, card.error().message);
    std::int64_t pieces = 1;
    if (row.session > 0) {
      ++pieces;
      const auto session = store::get_part(parts_, *key, row, store::kSessionPart, {}, row.session);
      if (!session) complain("session", id, session.error().message);
    }
    for (const store::StoredFile& stored : card->files) {
      const auto file = store::get_stored_file(parts_, *key, row, stored);
      if (!file) {
        complain("file " + stored.file.path, id, file.error().message);
      } else if (file->bytes.size() != stored.file.bytes) {
        complain("file " + stored.file.path, id, "its length is not what the card says");
      } else {
        ++review_.files;
      }
    }
    const auto there = parts_.database.number("SELECT count(*) FROM part WHERE dossier = ?", row.entry.number);
    const auto expected = pieces + static_cast<std::int64_t>(card->files.size());
    if (there && *there > expected) {
      complain("store.db", id, std::to_string(*there - expected) + " pieces belong to no file of the dossier");
    }
  }

  void complain(const std::string& where, const std::string& id, const std::string& message) {
    review_.problems.push_back({where, id, message});
  }

 private:
  // An older row with its own valid MAC, put back: the audit knows a later version.
  void look_at_event(const DossierRow& row) {
    const auto latest = parts_.database.number(
        "SELECT coalesce(max(version), 0) FROM audit WHERE dossier > 0 AND dossier = ?", row.entry.number);
    if (!latest) return complain("audit", row.entry.id, latest.error().message);
    if (*latest != row.entry.version) {
      complain("dossier " + row.entry.id, row.entry.id,
               "its version is " + std::to_string(row.entry.version) + ", the audit says " + std::to_string(*latest));
    }
  }

  Parts& parts_;
  StoreReview& review_;
};

}  // namespace

Result<StoreReview> DossierStore::review(const std::optional<AuditHead>& known) {
  StoreReview result;
  if (!parts_->damage.empty()) result.problems.push_back({"store.db", "", parts_->damage});
  if (const Status read = parts_->trail.review(parts_->database, known, result.problems); !read) return read.error();
  if (const auto end = head(); end) result.head = *end;
  Review review(*parts_, result);
  DossierFilter page;
  page.limit = kPage;
  std::int64_t highest = 0;
  for (;;) {
    std::vector<DossierRow> rows;
    const std::size_t problems = result.problems.size();
    const Status read = parts_->rows.newest(parts_->database, page, rows, result.problems);
    if (!read) {
      review.complain("store.db", "", read.error().message);
      break;
    }
    for (const DossierRow& row : rows) review.look_at(row);
    if (rows.empty() || rows.size() + result.problems.size() - problems < kPage) break;
    page.before = rows.back().entry.number;
  }
  const auto next = store::DossierRows::next_number(parts_->database);
  if (next) highest = *next - 1;
  const auto last = parts_->slots.last();
  std::int64_t orphans = 0;
  for (std::int64_t number = highest + 1; last && number <= std::min(*last, highest + kMostOrphans); ++number) {
    const auto empty = parts_->slots.empty(number);
    if (!empty || !*empty) ++orphans;
  }
  if (orphans > 0) {
    review.complain(
        "keys", "",
        std::to_string(orphans) + " keys belong to no dossier of the database: it lost what was stored last");
  }
  return result;
}

Result<AuditHead> DossierStore::head() {
  const auto head = parts_->trail.head(parts_->database);
  if (!head) return head.error();
  return AuditHead{head->sequence, crypto::to_hex(head->hash)};
}

Result<std::vector<AuditEvent>> DossierStore::events(std::string_view id, std::int64_t after, std::size_t limit) {
  std::int64_t number = 0;
  if (!id.empty()) {
    const auto row = parts_->rows.find(parts_->database, id);
    if (!row) return row.error();
    number = row->entry.number;
  }
  return store::AuditTrail::events(parts_->database, number, after, limit);
}

Result<ClockState> DossierStore::clock_state() {
  const auto head = parts_->trail.head(parts_->database);
  if (!head) return head.error();
  return store::judge_clock(*head, store::now(*parts_));
}

Status DossierStore::confirm_clock() {
  auto transaction = sqlite::Transaction::begin(parts_->database);
  if (!transaction) return transaction.error();
  Status done = parts_->trail.confirm_clock(parts_->database, store::now(*parts_), parts_->options.actor);
  if (done) done = transaction->commit();
  return done;
}

}  // namespace enrolkit
