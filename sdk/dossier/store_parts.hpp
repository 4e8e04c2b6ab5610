// SPDX-License-Identifier: Apache-2.0
// What a DossierStore is made of, and the steps that its calls share.
#pragma once

#include <map>
#include <string>
#include <utility>
#include <vector>

#include "enrolkit/dossier_store.hpp"
#include "sdk/dossier/audit_trail.hpp"
#include "sdk/dossier/dossier_card.hpp"
#include "sdk/dossier/dossier_rows.hpp"
#include "sdk/dossier/key_slots.hpp"
#include "sdk/dossier/sqlite/database.hpp"
#include "sdk/dossier/store_use.hpp"

namespace enrolkit {

struct DossierStore::Parts {
  store::StoreUse use;  // let go of at last
  std::filesystem::path folder;
  std::string id;
  StoreOptions options;
  sqlite::Database database;
  store::KeySlots slots;
  store::DossierRows rows;
  store::AuditTrail trail;
  std::string damage;                                    // why the database can only be read; empty: it is sound
  std::map<std::int64_t, std::int64_t> sessions_seen{};  // the state of each session that the caller knows
};

namespace store {

using Parts = DossierStore::Parts;

inline constexpr std::int64_t kCardPart = 0;
inline constexpr std::int64_t kSessionPart = 1;
inline constexpr std::int64_t kFirstFilePart = 2;

[[nodiscard]] AuditTime now(const Parts& parts);
[[nodiscard]] Date local_date(AuditTime time);  // in the time zone of this machine
// By the clock of this machine, in its time zone; by the latest right time when the clock was set back.
[[nodiscard]] Date today(Parts& parts);

// The parts of a dossier, sealed with its key and bound to its id, their name and version.
Status put_part(Parts& parts, const crypto::SecretKey& key, const DossierRow& row, std::int64_t part,
                std::string_view name, std::int64_t version, BytesView plain);
Result<Bytes> get_part(Parts& parts, const crypto::SecretKey& key, const DossierRow& row, std::int64_t part,
                       std::string_view name, std::int64_t version);
Status put_card(Parts& parts, const crypto::SecretKey& key, const DossierRow& row, const StoredCard& card);
Result<StoredCard> get_card(Parts& parts, const crypto::SecretKey& key, const DossierRow& row);
Result<FileEntry> get_stored_file(Parts& parts, const crypto::SecretKey& key, const DossierRow& row,
                                  const StoredFile& file);

// All files and the card, in the row's version.
Status put_files(Parts& parts, const crypto::SecretKey& key, const DossierRow& row, const DossierSubject& subject,
                 const std::vector<FileEntry>& files);
std::string extent_of(const std::vector<FileEntry>& files);  // "14 files, 923538 bytes"

// Within a transaction: an event of the row's dossier; the row takes its number.
Status tell(Parts& parts, DossierRow& row, const std::string& event, const std::string& detail);
Status tell(Parts& parts, DossierRow& row, const std::vector<AuditNote>& notes);
// Within a transaction: the row's next version, with its event, goes into the table.
Status store_change(Parts& parts, DossierRow& row, const std::string& event, const std::string& detail);

// Within the folder: space that a full disk leaves for destroying. Made when missing and possible.
void keep_reserve(const Parts& parts);
void release_reserve(const Parts& parts);

// Within a transaction: the first step of a destruction.
Status begin_destruction(Parts& parts, DossierRow& row, const std::string& rule);
// Destroys the keys and parts of dossiers in one go: numbers with the rule under which. Those destroyed already are
// passed over.
Status destroy_all(Parts& parts, const std::vector<std::pair<std::int64_t, std::string>>& dossiers);
// Completes what a crash interrupted.
Status recover(Parts& parts);

}  // namespace store
}  // namespace enrolkit
