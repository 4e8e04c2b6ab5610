// SPDX-License-Identifier: Apache-2.0
// The dossiers of a station at rest: an encrypted store in a folder, without a server, that survives a power cut at any
// moment. See sdk/dossier/THREATS.md for what it protects and what it does not.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "enrolkit/audit.hpp"
#include "enrolkit/bytes.hpp"
#include "enrolkit/date.hpp"
#include "enrolkit/dossier.hpp"
#include "enrolkit/result.hpp"
#include "enrolkit/station_key.hpp"

#pragma GCC visibility push(default)
namespace enrolkit {

enum class ClockState : std::uint8_t {
  right,
  set_back,  // it shows a time before the last event
  jumped,    // it shows a time more than kMaxSilentDays after it
};
[[nodiscard]] std::string_view clock_state_name(ClockState state) noexcept;  // "right", "set_back", "jumped"
inline constexpr int kMaxClockDriftSeconds = 300;  // a clock that is put right by so much was right enough
inline constexpr int kMaxSilentDays = 92;          // a kit in a cupboard longer than a retention is looked at first

struct StoreOptions {
  std::string actor = "unknown";                   // who works with it, for the audit
  std::function<AuditTime()> clock;                // empty: the machine's
  std::chrono::milliseconds busy_timeout{10'000};  // how long a write waits for another process
};

// Several processes may have one store open; each object is for one thread at a time. What a call stored before it
// returned is there after a crash or a power cut; what an interrupted call stored is wholly there or not at all.
// Errors of all calls besides those told: timeout (another process writes for too long), no_space, io, malformed (a
// damaged file), crypto (damaged or changed bytes; the message says which), not_found (no such dossier).
class DossierStore {
 public:
  // Makes an empty store in a new folder. Errors: already_exists.
  [[nodiscard]] static Status create(const std::filesystem::path& folder, const StationKey& key,
                                     const StoreOptions& options = {});

  // Opens it, completes what was interrupted, and brings an older schema to the present one. Errors: not_found (no
  // store there), crypto (another key or passphrase; says so), unsupported (a newer enrolkit wrote it).
  [[nodiscard]] static Result<DossierStore> open(const std::filesystem::path& folder, const StationKey& key,
                                                 const StoreOptions& options = {});

  // Changes the station's key: the store gets a new key of its own, each dossier's key is wrapped anew, rows and audit
  // are vouched for by the new key, and the old lock is overwritten, so that the old key opens nothing that is stored
  // here from then on (copies that were made before, it does). Stands in the audit. Interrupted at any moment, either
  // the old key opens everything or the new one; what is damaged stays as it is. Errors: those of open; timeout:
  // another program has the store open; malformed: the database is damaged as a whole.
  [[nodiscard]] static Result<RekeyReport> rekey(const std::filesystem::path& folder, const StationKey& before,
                                                 const StationKey& after, const StoreOptions& options = {});
  DossierStore(DossierStore&&) noexcept;
  DossierStore& operator=(DossierStore&&) noexcept;
  ~DossierStore();

  // The day that counts for retention: this machine's, or the latest right one when its clock was set back.
  [[nodiscard]] Date today();
  // Who works with it, as StoreOptions said.
  [[nodiscard]] const std::string& actor() const noexcept;

  // Stores a finished dossier; returns its id: `id`, or one that is drawn. `notes` go into the audit with it. Errors:
  // invalid_argument (a path that is no relative file name or stands twice, retain_until before use_until, an empty
  // policy, an id that is not of 32 hexadecimal digits, ties.use of a dossier that is not finished), too_large,
  // already_exists (a dossier of this id, be it destroyed; with ties.sole: of this application, names it),
  // refused_by_rules (ties.use: what may be used once was used before).
  [[nodiscard]] Result<std::string> add(const DossierFacts& facts, const std::vector<FileEntry>& files,
                                        const std::vector<AuditNote>& notes = {}, std::string_view id = {},
                                        const DossierTies& ties = {});

  // A session: begin, save its state as often as wanted (the bytes are its own business; empty: none yet), finish.
  // `notes` go into the audit together with the state. Two that work on one session do not undo each other's work: a
  // state that another object, or another process, stored since this one read, stored or began the session is neither
  // replaced nor finished before it was read anew. Where `seen` is given, it is the version on which the caller builds
  // (SavedSession::version, one more after each call), whatever else this object has done. Errors: as add;
  // invalid_argument (not in state open); already_exists (such a state: says who stored it and when).
  [[nodiscard]] Result<std::string> begin(const DossierFacts& facts, BytesView state = {},
                                          const std::vector<AuditNote>& notes = {});
  [[nodiscard]] Status save_session(std::string_view id, BytesView state, const std::vector<AuditNote>& notes = {},
                                    std::optional<std::int64_t> seen = {});
  [[nodiscard]] Result<Bytes> session(std::string_view id);
  [[nodiscard]] Result<SavedSession> saved_session(std::string_view id);
  [[nodiscard]] Status finish(std::string_view id, const DossierFacts& facts, const std::vector<FileEntry>& files,
                              const std::vector<AuditNote>& notes = {}, std::optional<std::int64_t> seen = {},
                              const std::optional<RetainedUse>& use = {});

  // The dossier whose id begins with `prefix` (4 digits at least). Errors: not_found, invalid_argument (several do).
  [[nodiscard]] Result<DossierEntry> find(std::string_view prefix);
  [[nodiscard]] Result<DossierList> list(const DossierFilter& filter = {});

  // Personal data and file names, without the samples; of one dossier, or of all that list() would give. Who looks at
  // names stands in the audit: of one as `card_read`, of many in one event `names_read`, which tells their numbers.
  // Errors: not_found (also: destroyed).
  [[nodiscard]] Result<DossierCard> card(std::string_view id);
  [[nodiscard]] Result<DossierCards> cards(const DossierFilter& filter = {});

  // Everything, or one file. The use stands in the audit. Errors: not_found (also: destroyed), refused_by_rules (the
  // use is not allowed any more), invalid_argument (not finished).
  [[nodiscard]] Result<Dossier> get(std::string_view id, DossierUse use);
  [[nodiscard]] Result<SingleFile> get_file(std::string_view id, std::string_view path, DossierUse use);

  // Notes that it was handed over; `detail` says to whom. May be repeated. Errors: invalid_argument (not finished).
  [[nodiscard]] Status mark_exported(std::string_view id, const std::string& detail);

  // Destroys its key, then what the key had encrypted; the evidence is the audit's event, which it returns. Destroying
  // again returns the same event. `rule` says why.
  [[nodiscard]] Result<AuditEvent> destroy(std::string_view id, const std::string& rule);

  // Destroys each dossier whose retain_until lies before `on`. May be interrupted and repeated. Errors:
  // invalid_argument: `on` lies after today, unless in a dry run; refused_by_rules: the clock was set back or jumped.
  [[nodiscard]] Result<PurgeReport> purge(Date on, bool dry_run);

  // What the clock looks like beside the audit, and a human's word that it is right now.
  [[nodiscard]] Result<ClockState> clock_state();
  [[nodiscard]] Status confirm_clock();

  // An event of the caller's own. Errors: invalid_argument (see AuditNote).
  [[nodiscard]] Status note(std::string_view dossier_id, const AuditNote& note);
  [[nodiscard]] Result<AuditHead> head();
  // In order, at most `limit` after `after`; of one dossier when `id` is not empty.
  [[nodiscard]] Result<std::vector<AuditEvent>> events(std::string_view id = {}, std::int64_t after = 0,
                                                       std::size_t limit = 1000);

  // Looks at every event, key, row and file. `known` is a head noted earlier: is it still part of the audit?
  [[nodiscard]] Result<StoreReview> review(const std::optional<AuditHead>& known = {});

  struct Parts;  // of the implementation

 private:
  explicit DossierStore(std::unique_ptr<Parts> parts);
  std::unique_ptr<Parts> parts_;
};

}  // namespace enrolkit
#pragma GCC visibility pop
