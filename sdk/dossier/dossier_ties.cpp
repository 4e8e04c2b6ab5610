// SPDX-License-Identifier: Apache-2.0
#include "sdk/dossier/dossier_ties.hpp"

#include <algorithm>

#include "sdk/dossier/dossier_record.hpp"

namespace enrolkit {

bool same_application(const DossierFacts& one, const DossierFacts& other) {
  if (one.terms.application != other.terms.application || one.terms.date != other.terms.date) return false;
  const DossierSubject& a = one.subject;
  const DossierSubject& b = other.subject;
  if (!a.document_number.empty() && !b.document_number.empty()) return a.document_number == b.document_number;
  return a.surname == b.surname && a.given_names == b.given_names && a.birth_date == b.birth_date;
}

namespace store {
namespace {

// Those of the same kind and day; what is damaged among them cannot be compared, and review tells it.
Result<std::vector<DossierRow>> of_one_day(Parts& parts, const DossierTerms& terms) {
  auto numbers =
      parts.database.query("SELECT number FROM dossier WHERE date = ? AND application = ? AND state < ?",
                           format_date(terms.date), terms.application, static_cast<int>(DossierState::destroying));
  if (!numbers) return numbers.error();
  std::vector<DossierRow> rows;
  for (;;) {
    const auto found = numbers->step();
    if (!found) return found.error();
    if (!*found) return rows;
    if (auto row = parts.rows.at(parts.database, numbers->integer(0))) rows.push_back(*std::move(row));
  }
}

const FileEntry* record_of(const std::vector<FileEntry>& files) {
  const auto record =
      std::find_if(files.begin(), files.end(), [](const auto& one) { return one.path == kDossierRecord; });
  return record == files.end() ? nullptr : &*record;
}

bool same_record(Parts& parts, const crypto::SecretKey& key, const DossierRow& row, const StoredCard& card,
                 const std::vector<FileEntry>& files) {
  const FileEntry* sent = record_of(files);
  if (sent == nullptr) return false;
  const auto stored = std::find_if(card.files.begin(), card.files.end(),
                                   [](const StoredFile& one) { return one.file.path == kDossierRecord; });
  if (stored == card.files.end()) return false;
  const auto kept = get_stored_file(parts, key, row, *stored);
  return kept && kept->bytes == sent->bytes;
}

// The last such event of a dossier.
Result<std::optional<AuditEvent>> use_before(Parts& parts, const DossierRow& row) {
  auto found = parts.database.query(
      "SELECT coalesce(max(sequence), 0) FROM audit WHERE dossier > 0 AND dossier = ? AND event = ?", row.entry.number,
      kSamplesUsed);
  if (!found) return found.error();
  if (const auto stepped = found->step(); !stepped) return stepped.error();
  if (found->integer(0) == 0) return std::optional<AuditEvent>();
  auto events = AuditTrail::events(parts.database, row.entry.number, found->integer(0) - 1, 1);
  if (!events) return events.error();
  return events->empty() ? std::optional<AuditEvent>() : std::optional(std::move(events->front()));
}

std::string ending(const RetainedUse& use) { return "used " + use.detail + " (rule " + use.ends + ")"; }

}  // namespace

Result<std::string> expect_sole(Parts& parts, const DossierFacts& facts, const std::vector<FileEntry>& files) {
  const auto rows = of_one_day(parts, facts.terms);
  if (!rows) return rows.error();
  for (const DossierRow& row : *rows) {
    const auto key = parts.slots.read(row.entry.number, row.entry.id);
    if (!key) continue;
    const auto card = get_card(parts, *key, row);
    if (!card || !same_application(facts, {row.entry.terms, card->subject})) continue;
    if (same_record(parts, *key, row, *card, files)) return row.entry.id;
    return Error{ErrorCode::already_exists, "dossier " + row.entry.id + " of the same application, " +
                                                facts.terms.application + " of " + format_date(facts.terms.date) +
                                                ", is there with other content; where it is the wrong one, destroy it "
                                                "first"};
  }
  return std::string();
}

Result<std::optional<std::int64_t>> note_use(Parts& parts, const std::optional<RetainedUse>& use) {
  if (!use) return std::optional<std::int64_t>();
  auto row = parts.rows.find(parts.database, use->dossier);
  if (!row) return row.error();
  if (row->entry.state == DossierState::open) {
    return Error{ErrorCode::invalid_argument, "dossier " + row->entry.id +
                                                  ": its session is not finished: its samples "
                                                  "cannot be used"};
  }
  if (!use->ends.empty()) {
    const auto before = use_before(parts, *row);
    if (!before) return before.error();
    if (*before) {
      return Error{ErrorCode::refused_by_rules, "dossier " + row->entry.id + ": its samples were used already " +
                                                    (*before)->detail + ", by " + (*before)->actor + " at " +
                                                    format_time((*before)->time) + ", and may be used once (rule " +
                                                    use->ends + ")"};
    }
  }
  if (const Status told = tell(parts, *row, kSamplesUsed, use->detail); !told) return told.error();
  if (use->ends.empty() || row->entry.state >= DossierState::destroying) return std::optional<std::int64_t>();
  const std::int64_t number = row->entry.number;
  if (const Status begun = begin_destruction(parts, *row, ending(*use)); !begun) return begun.error();
  return std::optional(number);
}

void end_use(Parts& parts, std::optional<std::int64_t> used, const std::optional<RetainedUse>& use) {
  if (used && use) static_cast<void>(destroy_all(parts, {{*used, ending(*use)}}));
}

}  // namespace store
}  // namespace enrolkit
