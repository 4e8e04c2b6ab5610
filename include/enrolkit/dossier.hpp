// SPDX-License-Identifier: Apache-2.0
// What a dossier store holds and tells: dossiers, their terms and cards, what purge, change of key and review come to.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "enrolkit/audit.hpp"
#include "enrolkit/bytes.hpp"
#include "enrolkit/date.hpp"
#include "enrolkit/enrolment.hpp"

#pragma GCC visibility push(default)
namespace enrolkit {

enum class DossierState : std::uint8_t {
  open,        // a session under way
  finished,    // whole
  exported,    // whole, and handed over
  destroying,  // its destruction began; the next opening of the store completes it
  destroyed,   // only the terms and the evidence are left
};
[[nodiscard]] std::string_view dossier_state_name(DossierState state) noexcept;  // "open", ...

// What listing and purging need: it stands in the store unencrypted, but no change to it goes unnoticed.
struct DossierTerms {
  std::string application = "ordinary";
  Date date{};  // of the application
  std::string policy;
  std::string policy_version;
  Date use_until{};     // the last day on which it may be produced from (3 months)
  Date retain_until{};  // the last day on which it is kept; after use_until for a duplicate only
  bool keep_seven_years = false;
};

// Personal data: encrypted with the dossier's key, as its files and their names are.
struct DossierSubject {
  std::string surname;
  std::string given_names;
  std::optional<Date> birth_date;
  std::string document_number;
  std::string post;
};

inline constexpr std::size_t kMaxSubjectBytes = 4096;  // each text

struct DossierFacts {
  DossierTerms terms;
  DossierSubject subject;
};

// As an enrolment has them: kept for the retention of its rules, or for seven years from the application when that was
// asked for.
[[nodiscard]] DossierFacts dossier_facts(const Enrolment& enrolment);
[[nodiscard]] DossierFacts dossier_facts(const Applicant& applicant, const RulesAnswer& rules);

struct DossierEntry {
  std::string id;           // 32 hexadecimal digits
  std::int64_t number = 0;  // in order of creation, never used again
  DossierState state = DossierState::open;
  DossierTerms terms;
  std::int64_t version = 0;  // goes up with each change
  AuditTime created{};
  AuditTime changed{};
};

struct DossierFile {
  std::string path;  // as FileEntry::path
  std::uint64_t bytes = 0;
};

struct DossierCard {
  DossierEntry entry;
  DossierSubject subject;
  std::vector<DossierFile> files;
  bool session = false;  // a session's state is stored
  bool in_audit = true;  // as of Dossier
};

struct Dossier {
  DossierCard card;
  std::vector<FileEntry> files;
  bool in_audit = true;  // false: the audit is damaged or the disk is full, and the use could not be noted
};

struct SingleFile {
  Bytes bytes;
  bool in_audit = true;  // as of Dossier
};

// The state of a session and the version of its dossier, as one moment of the store shows them.
struct SavedSession {
  Bytes state;
  std::int64_t version = 0;
};

// Why the samples of a dossier are wanted: it decides how long they may be had, and stands in the audit.
enum class DossierUse : std::uint8_t {
  production,  // of the document, a reissue after an error, the hand-over: until use_until
  duplicate,   // until retain_until
};

inline constexpr const char* kSamplesUsed = "samples_used";  // the event of such a use

// The use that a dossier makes of the samples of another one of the store: see retained_use (retained.hpp).
struct RetainedUse {
  std::string dossier;  // the other's id
  std::string detail;   // of its event kSamplesUsed: "for the ordinary application of 2026-11-22"
  std::string ends;     // the rule under which one use ends its retention: it is destroyed then, and not used again;
                        // empty: it is kept
};

// What storing a dossier has to do with others of the store: it is stored with this, in one step, or not at all.
struct DossierTies {
  std::optional<RetainedUse> use;
  bool sole = false;  // no other dossier of the same application may be there (same_application); one with the same
                      // dossier.json is answered instead, and nothing is stored
};

// Whether two dossiers are of one application: the same kind and day, and the same number of the document, or, where
// one of them has no number, the same names and day of birth.
[[nodiscard]] bool same_application(const DossierFacts& one, const DossierFacts& other);

struct DossierFilter {
  std::optional<DossierState> state;
  std::int64_t before = 0;  // only numbers below it; 0: from the newest
  std::size_t limit = 100;
};

// What is damaged or was tampered with, and where. The rest of the store can be read all the same.
struct StoreProblem {
  std::string where;    // "audit 12", "dossier 5f..", "file chip/EF.DG2", "keys", "store.db"
  std::string dossier;  // its id, or empty
  std::string message;
};

struct DossierList {
  std::vector<DossierEntry> entries;   // newest first
  std::vector<StoreProblem> problems;  // rows that cannot be trusted, in place of an entry
};

struct DossierCards {
  std::vector<DossierCard> cards;  // newest first; of a destroyed dossier the entry alone
  std::vector<StoreProblem> problems;
  bool in_audit = true;  // as of Dossier
};

struct PurgedDossier {
  DossierEntry entry;
  std::string rule;  // under which it is destroyed
};

struct PurgeReport {
  Date on{};
  bool dry_run = false;
  std::vector<PurgedDossier> destroyed;  // or would be
  std::int64_t kept = 0;
  std::int64_t kept_for_duplicate = 0;  // of them past use_until: seven years were asked for
  std::vector<StoreProblem> problems;   // left alone, because their terms cannot be trusted
};

struct RekeyReport {
  std::int64_t keys = 0;               // of dossiers, wrapped anew
  std::vector<StoreProblem> problems;  // what could not be trusted or opened, and was left as it was
};

struct StoreReview {
  std::int64_t dossiers = 0;   // all but the destroyed
  std::int64_t destroyed = 0;  // no key, no file
  std::int64_t files = 0;      // decrypted
  AuditHead head;
  std::vector<StoreProblem> problems;
};

}  // namespace enrolkit
#pragma GCC visibility pop
