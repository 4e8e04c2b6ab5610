// SPDX-License-Identifier: Apache-2.0
#include <functional>
#include <optional>

#include "enrolkit/dossier_store.hpp"
#include "sdk/dossier/dossier_id.hpp"
#include "sdk/dossier/store_parts.hpp"

namespace enrolkit {
namespace {

using store::DossierRow;
using store::Parts;

constexpr std::size_t kLeastPrefix = 4;

Error gone(const DossierRow& row) { return Error{ErrorCode::not_found, "dossier " + row.entry.id + ": was destroyed"}; }

// What one moment of the store shows, while others write.
class Snapshot {
 public:
  explicit Snapshot(sqlite::Database& database) : database_(database), begun_(database.execute("BEGIN")) {}
  ~Snapshot() {
    if (begun_) static_cast<void>(database_.execute("ROLLBACK"));
  }
  Snapshot(const Snapshot&) = delete;
  Snapshot& operator=(const Snapshot&) = delete;
  [[nodiscard]] const Status& begun() const { return begun_; }

 private:
  sqlite::Database& database_;
  Status begun_;
};

struct Opened {
  DossierRow row;
  crypto::SecretKey key;
};

Result<Opened> open_row(Parts& parts, std::string_view id) {
  auto row = parts.rows.find(parts.database, id);
  if (!row) return row.error();
  if (row->entry.state >= DossierState::destroying) return gone(*row);
  auto key = parts.slots.read(row->entry.number, row->entry.id);
  if (!key) return key.error();
  return Opened{*std::move(row), *key};
}

Status allow(Parts& parts, const DossierEntry& entry, DossierUse use) {
  if (entry.state == DossierState::open) {
    return Error{ErrorCode::invalid_argument, "dossier " + entry.id + ": its session is not finished"};
  }
  const Date day = store::today(parts);
  if (day > entry.terms.retain_until) {
    return Error{ErrorCode::refused_by_rules, "dossier " + entry.id + ": was to be kept until " +
                                                  format_date(entry.terms.retain_until) + " and is to be destroyed"};
  }
  if (use != DossierUse::duplicate && day > entry.terms.use_until) {
    return Error{ErrorCode::refused_by_rules, "dossier " + entry.id + ": after " + format_date(entry.terms.use_until) +
                                                  " it may be used for a duplicate only"};
  }
  return {};
}

// The use goes into the audit before anything is handed out. Unlike all else it does not wait for the disk: the next
// write takes it along. False: the store is damaged or the disk full, and reading must go on all the same.
Result<bool> tell_read(Parts& parts, const std::function<Status()>& tell) {
  if (!parts.damage.empty()) return false;
  if (const Status set = parts.database.execute("PRAGMA synchronous = NORMAL"); !set) return set.error();
  const auto in_one = [&]() -> Status {
    auto transaction = sqlite::Transaction::begin(parts.database);
    if (!transaction) return transaction.error();
    const Status told = tell();
    return told ? transaction->commit() : told;
  };
  const Status told = in_one();
  const Status back = parts.database.execute("PRAGMA synchronous = FULL");
  if (!back) return back.error();
  if (told) return true;
  const ErrorCode code = told.error().code;
  if (code == ErrorCode::no_space || code == ErrorCode::malformed || code == ErrorCode::crypto) return false;
  return told.error();
}

// Of one dossier, which may have been destroyed since it was read.
Result<bool> tell_read(Parts& parts, const DossierRow& read, const std::string& event, const std::string& what) {
  return tell_read(parts, [&]() -> Status {
    auto row = parts.rows.at(parts.database, read.entry.number);
    if (!row) return row.error();
    if (row->entry.state >= DossierState::destroying) return gone(*row);
    return store::tell(parts, *row, event, what);
  });
}

DossierCard card_of(const DossierRow& row, const store::StoredCard& stored) {
  DossierCard card{row.entry, stored.subject, {}, row.session > 0, true};
  for (const store::StoredFile& file : stored.files) card.files.push_back(file.file);
  return card;
}

// The card of a dossier that may be had for this use, and of its files those that are `wanted`: all, or the one path.
Result<Dossier> read(Parts& parts, std::string_view id, std::optional<std::string_view> wanted, DossierUse use) {
  Dossier dossier;
  DossierRow row;
  {
    const Snapshot snapshot(parts.database);
    if (!snapshot.begun()) return snapshot.begun().error();
    const auto opened = open_row(parts, id);
    if (!opened) return opened.error();
    row = opened->row;
    if (const Status allowed = allow(parts, row.entry, use); !allowed) return allowed.error();
    const auto stored = store::get_card(parts, opened->key, row);
    if (!stored) return stored.error();
    dossier.card = card_of(row, *stored);
    for (const store::StoredFile& file : stored->files) {
      if (wanted && file.file.path != *wanted) continue;
      auto entry = store::get_stored_file(parts, opened->key, row, file);
      if (!entry) return entry.error();
      dossier.files.push_back(*std::move(entry));
    }
  }
  if (wanted && dossier.files.empty()) {
    return Error{ErrorCode::not_found, "dossier " + row.entry.id + ": has no file " + std::string(*wanted)};
  }
  const std::string purpose = use == DossierUse::duplicate ? " for a duplicate" : " for production";
  const auto told = tell_read(parts, row, "read", (wanted ? "one file" : "all files") + purpose);
  if (!told) return told.error();
  dossier.in_audit = *told;
  return dossier;
}

}  // namespace

Result<DossierEntry> DossierStore::find(std::string_view prefix) {
  if (prefix.size() < kLeastPrefix || prefix.size() > kIdDigits || !is_hexadecimal(prefix)) {
    return Error{ErrorCode::invalid_argument, "'" + std::string(prefix.substr(0, kIdDigits)) +
                                                  "' is no id of a dossier: " + std::to_string(kLeastPrefix) + " to " +
                                                  std::to_string(kIdDigits) + " hexadecimal digits are expected"};
  }
  auto ids =
      parts_->database.query("SELECT id FROM dossier WHERE id >= ?1 AND id < ?1 || 'g' ORDER BY id LIMIT 2", prefix);
  if (!ids) return ids.error();
  const auto first = ids->step();
  if (!first) return first.error();
  if (!*first) return Error{ErrorCode::not_found, "dossier " + std::string(prefix) + ": is not in this store"};
  const std::string id = ids->text(0);
  const auto second = ids->step();
  if (!second) return second.error();
  if (*second) {
    return Error{ErrorCode::invalid_argument,
                 "dossier " + std::string(prefix) + ": several begin so, such as " + id + " and " + ids->text(0)};
  }
  const auto row = parts_->rows.find(parts_->database, id);
  if (!row) return row.error();
  return row->entry;
}

Result<DossierList> DossierStore::list(const DossierFilter& filter) {
  DossierList list;
  std::vector<DossierRow> rows;
  const Status read = parts_->rows.newest(parts_->database, filter, rows, list.problems);
  if (!read) return read.error();
  for (DossierRow& row : rows) list.entries.push_back(std::move(row.entry));
  return list;
}

Result<DossierCard> DossierStore::card(std::string_view id) {
  DossierCard card;
  DossierRow row;
  {
    const Snapshot snapshot(parts_->database);
    if (!snapshot.begun()) return snapshot.begun().error();
    const auto opened = open_row(*parts_, id);
    if (!opened) return opened.error();
    row = opened->row;
    const auto stored = store::get_card(*parts_, opened->key, row);
    if (!stored) return stored.error();
    card = card_of(row, *stored);
  }
  const auto told = tell_read(*parts_, row, "card_read", "");
  if (!told) return told.error();
  card.in_audit = *told;
  return card;
}

Result<DossierCards> DossierStore::cards(const DossierFilter& filter) {
  DossierCards cards;
  std::size_t decrypted = 0;
  {
    const Snapshot snapshot(parts_->database);
    if (!snapshot.begun()) return snapshot.begun().error();
    std::vector<DossierRow> rows;
    const Status read = parts_->rows.newest(parts_->database, filter, rows, cards.problems);
    if (!read) return read.error();
    for (const DossierRow& row : rows) {
      DossierCard card{row.entry, {}, {}, false, true};
      if (row.entry.state < DossierState::destroying) {
        const auto key = parts_->slots.read(row.entry.number, row.entry.id);
        const auto stored = key ? store::get_card(*parts_, *key, row) : Result<store::StoredCard>(key.error());
        if (stored) card = card_of(row, *stored);
        if (stored) ++decrypted;
        if (!stored) cards.problems.push_back({"card", row.entry.id, stored.error().message});
      }
      cards.cards.push_back(std::move(card));
    }
  }
  if (decrypted == 0) return cards;
  const std::string which = std::to_string(decrypted) + " dossiers, of numbers " +
                            std::to_string(cards.cards.back().entry.number) + " to " +
                            std::to_string(cards.cards.front().entry.number);
  const auto told = tell_read(*parts_, [&]() -> Status {
    const auto sequence = parts_->trail.append(parts_->database, store::now(*parts_), parts_->options.actor,
                                               {"names_read", 0, 0, "", which});
    return sequence ? Status{} : Status(sequence.error());
  });
  if (!told) return told.error();
  cards.in_audit = *told;
  return cards;
}

// A damaged audit is not told here: nothing can be saved to such a store, which says so.
Result<SavedSession> DossierStore::saved_session(std::string_view id) {
  SavedSession saved;
  DossierRow row;
  {
    const Snapshot snapshot(parts_->database);
    if (!snapshot.begun()) return snapshot.begun().error();
    const auto opened = open_row(*parts_, id);
    if (!opened) return opened.error();
    row = opened->row;
    if (row.entry.state != DossierState::open) {
      return Error{ErrorCode::invalid_argument, "dossier " + row.entry.id + ": its session is finished"};
    }
    saved.version = row.entry.version;
    if (row.session > 0) {
      auto state = store::get_part(*parts_, opened->key, row, store::kSessionPart, {}, row.session);
      if (!state) return state.error();
      saved.state = *std::move(state);
    }
  }
  if (row.session > 0) {
    const auto told = tell_read(*parts_, row, "session_read", std::to_string(saved.state.size()) + " bytes");
    if (!told) return told.error();
  }
  parts_->sessions_seen[row.entry.number] = row.session;
  return saved;
}

Result<Bytes> DossierStore::session(std::string_view id) {
  auto saved = saved_session(id);
  if (!saved) return saved.error();
  return std::move(saved->state);
}

Result<Dossier> DossierStore::get(std::string_view id, DossierUse use) { return read(*parts_, id, std::nullopt, use); }

Result<SingleFile> DossierStore::get_file(std::string_view id, std::string_view path, DossierUse use) {
  auto dossier = read(*parts_, id, path, use);
  if (!dossier) return dossier.error();
  return SingleFile{std::move(dossier->files.front().bytes), dossier->in_audit};
}

}  // namespace enrolkit
