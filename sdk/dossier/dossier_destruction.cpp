// SPDX-License-Identifier: Apache-2.0
// A dossier is destroyed in three steps: the intention with its rule is stored; its key is overwritten; its encrypted
// parts are removed and the evidence stored. After the second nothing can be read any more, and whatever interrupts,
// the next opening goes on where it stopped.
#include <algorithm>

#include "enrolkit/dossier_store.hpp"
#include "sdk/dossier/store_parts.hpp"

namespace enrolkit {
namespace store {

Status begin_destruction(Parts& parts, DossierRow& row, const std::string& rule) {
  row.entry.state = DossierState::destroying;
  row.entry.version += 1;
  return store_change(parts, row, "destroying", rule);
}

namespace {

using Dossiers = std::vector<std::pair<std::int64_t, std::string>>;

Status intend(Parts& parts, const Dossiers& dossiers) {
  auto transaction = sqlite::Transaction::begin(parts.database);
  if (!transaction) return transaction.error();
  for (const auto& [number, rule] : dossiers) {
    auto row = parts.rows.at(parts.database, number);
    if (!row) return row.error();
    if (row->entry.state >= DossierState::destroying) continue;
    if (const Status begun = begin_destruction(parts, *row, rule); !begun) return begun;
  }
  return transaction->commit();
}

Status conclude(Parts& parts, const Dossiers& dossiers) {
  auto transaction = sqlite::Transaction::begin(parts.database);
  if (!transaction) return transaction.error();
  for (const auto& [number, rule] : dossiers) {
    auto row = parts.rows.at(parts.database, number);
    if (!row) return row.error();
    if (row->entry.state != DossierState::destroying) continue;  // another process was faster
    if (const Status gone = parts.database.run("DELETE FROM part WHERE dossier = ?", number); !gone) return gone;
    const std::int64_t pieces = parts.database.changes();
    row->entry.state = DossierState::destroyed;
    row->entry.version += 1;
    row->card = 0;
    row->session = 0;
    const std::string evidence =
        rule + "; its key was overwritten, " + std::to_string(pieces) + " encrypted pieces were removed";
    if (const Status stored = store_change(parts, *row, "destroyed", evidence); !stored) return stored;
  }
  return transaction->commit();
}

Result<std::string> rule_of(Parts& parts, const DossierRow& row) {
  auto event = parts.database.query("SELECT detail FROM audit WHERE sequence = ?", row.event);
  if (!event) return event.error();
  const auto found = event->step();
  if (!found) return found.error();
  return *found ? event->text(0) : std::string("the rule is not known any more");
}

}  // namespace

namespace {

Status destroy_now(Parts& parts, const Dossiers& dossiers) {
  if (const Status intended = intend(parts, dossiers); !intended) return intended;
  std::vector<std::int64_t> numbers;
  for (const auto& [number, rule] : dossiers) numbers.push_back(number);
  if (const Status wiped = parts.slots.wipe(numbers); !wiped) return wiped;
  return conclude(parts, dossiers);
}

// The journal's space is used again, the reserve is given up, and removed pages are not overwritten: the key is gone.
Status destroy_on_full_disk(Parts& parts, const Dossiers& dossiers) {
  release_reserve(parts);
  sqlite3_wal_checkpoint_v2(parts.database.handle(), nullptr, SQLITE_CHECKPOINT_TRUNCATE, nullptr, nullptr);
  if (const Status set = parts.database.execute("PRAGMA secure_delete = FAST"); !set) return set;
  const Status done = destroy_now(parts, dossiers);
  keep_reserve(parts);
  const Status back = parts.database.execute("PRAGMA secure_delete = ON");
  return done ? back : done;
}

}  // namespace

Status destroy_all(Parts& parts, const Dossiers& dossiers) {
  if (dossiers.empty()) return {};
  const Status done = destroy_now(parts, dossiers);
  if (done || done.error().code != ErrorCode::no_space) return done;
  return destroy_on_full_disk(parts, dossiers);
}

Status recover(Parts& parts) {
  DossierFilter filter;
  filter.state = DossierState::destroying;
  filter.limit = 1'000'000;
  std::vector<DossierRow> rows;
  std::vector<StoreProblem> ignored;  // review tells them
  if (const Status read = parts.rows.newest(parts.database, filter, rows, ignored); !read) return read;
  Dossiers interrupted;
  for (const DossierRow& row : rows) {
    const auto rule = rule_of(parts, row);
    if (!rule) return rule.error();
    interrupted.emplace_back(row.entry.number, *rule);
  }
  if (const Status done = destroy_all(parts, interrupted); !done) return done;

  // The key of a dossier whose storing was interrupted. More than one such key says that the database lost dossiers:
  // they are left for whoever mends it.
  const auto orphan = [&]() -> Result<std::int64_t> {
    const auto next = DossierRows::next_number(parts.database);
    if (!next) return next.error();
    const auto last = parts.slots.last();
    if (!last) return last.error();
    return *last == *next ? *next : 0;
  };
  auto number = orphan();
  if (!number) return number.error();
  if (*number == 0) return {};
  auto transaction = sqlite::Transaction::begin(parts.database);  // nobody is storing one just now
  if (!transaction) return transaction.error();
  number = orphan();
  if (!number) return number.error();
  return *number == 0 ? Status{} : parts.slots.cut_after(*number - 1);
}

}  // namespace store

namespace {

constexpr std::size_t kBatch = 64;  // dossiers destroyed between two waits for the disk
constexpr std::size_t kPage = 2000;

std::string rule_for(const DossierTerms& terms) {
  return "retention of " + terms.policy + " " + terms.policy_version + ": kept until " +
         format_date(terms.retain_until) + (terms.keep_seven_years ? " as the applicant had asked" : "");
}

// The space that the dossiers took in the journal is given back; when others read just now, later.
void shorten_journal(store::Parts& parts) {
  sqlite3_wal_checkpoint_v2(parts.database.handle(), nullptr, SQLITE_CHECKPOINT_TRUNCATE, nullptr, nullptr);
}

}  // namespace

Result<AuditEvent> DossierStore::destroy(std::string_view id, const std::string& rule) {
  if (const Status checked = store::check_note({"destroyed", rule}); !checked) return checked.error();
  const auto row = parts_->rows.find(parts_->database, id);
  if (!row) return row.error();
  if (const Status done = store::destroy_all(*parts_, {{row->entry.number, rule}}); !done) return done.error();
  shorten_journal(*parts_);
  auto events = store::AuditTrail::events(parts_->database, row->entry.number, 0, 1'000'000);
  if (!events) return events.error();
  const auto event = std::find_if(events->begin(), events->end(),
                                  [](const AuditEvent& candidate) { return candidate.event == "destroyed"; });
  if (event == events->end()) {
    return Error{ErrorCode::crypto, "dossier " + std::string(id) + ": the evidence of its destruction is missing"};
  }
  return *event;
}

Result<PurgeReport> DossierStore::purge(Date on, bool dry_run) {
  if (!dry_run) {
    const auto clock = clock_state();
    if (!clock) return clock.error();
    if (*clock != ClockState::right) {
      return Error{ErrorCode::refused_by_rules,
                   std::string("the clock ") +
                       (*clock == ClockState::set_back ? "was set back: it shows a time before the last event"
                                                       : "jumped: the last event lies more than " +
                                                             std::to_string(kMaxSilentDays) + " days back") +
                       "; nothing is destroyed until somebody confirms it"};
    }
    if (on > store::today(*parts_)) {
      return Error{ErrorCode::invalid_argument, "a purge on " + format_date(on) +
                                                    ", which is not yet come, would "
                                                    "destroy too early"};
    }
  }
  PurgeReport report;
  report.on = on;
  report.dry_run = dry_run;
  DossierFilter page;
  page.limit = kPage;
  std::vector<std::pair<std::int64_t, std::string>> batch;
  for (;;) {
    std::vector<store::DossierRow> rows;
    std::vector<StoreProblem> problems;
    if (const Status read = parts_->rows.newest(parts_->database, page, rows, problems); !read) return read.error();
    report.problems.insert(report.problems.end(), problems.begin(), problems.end());
    for (const store::DossierRow& row : rows) {
      const DossierEntry& entry = row.entry;
      if (entry.state == DossierState::destroyed) continue;
      if (on <= entry.terms.retain_until) {
        ++report.kept;
        if (on > entry.terms.use_until) ++report.kept_for_duplicate;
        continue;
      }
      report.destroyed.push_back({entry, rule_for(entry.terms)});
      if (dry_run) continue;
      batch.emplace_back(entry.number, rule_for(entry.terms));
      if (batch.size() < kBatch) continue;
      if (const Status done = store::destroy_all(*parts_, batch); !done) return done.error();
      batch.clear();
    }
    if (rows.size() + problems.size() < kPage) break;
    if (rows.empty()) break;
    page.before = rows.back().entry.number;
  }
  if (dry_run) return report;
  if (const Status done = store::destroy_all(*parts_, batch); !done) return done.error();
  if (!report.destroyed.empty()) shorten_journal(*parts_);
  return report;
}

}  // namespace enrolkit
