// SPDX-License-Identifier: Apache-2.0
#include "sdk/dossier/audit_trail.hpp"

#include "sdk/dossier/audit_rows.hpp"
#include "sdk/dossier/crypto/hexadecimal.hpp"
#include "sdk/dossier/crypto/key_derivation.hpp"
#include "sdk/dossier/field_bytes.hpp"

namespace enrolkit::store {
namespace {

Error broken_head(const std::string& why) {
  return Error{ErrorCode::crypto,
               "the audit was tampered with: " + why + "; nothing is added to it, see dossier verify"};
}

}  // namespace

ClockState judge_clock(const TrailHead& head, AuditTime now) {
  if (head.last_seen == 0) return ClockState::right;
  const std::int64_t ms = now.time_since_epoch().count();
  if (ms < head.last_seen - kMaxClockDriftSeconds * std::int64_t{1000}) return ClockState::set_back;
  if (ms > head.last_seen + kMaxSilentDays * std::int64_t{86'400'000}) return ClockState::jumped;
  return ClockState::right;
}

Result<Bytes> AuditTrail::head_mac(const TrailHead& head) const {
  return crypto::hmac_sha256(key_, FieldBytes("enrolkit audit head")
                                       .add(store_)
                                       .add(head.sequence)
                                       .add(BytesView(head.hash))
                                       .add(head.last_seen)
                                       .add(static_cast<std::int64_t>(head.clock))
                                       .bytes());
}

Status AuditTrail::store_head(sqlite::Database& database, const TrailHead& head) const {
  const auto mac = head_mac(head);
  if (!mac) return mac.error();
  return database.run(
      "INSERT INTO head(one, sequence, hash, last_seen, clock, mac) VALUES(1, ?, ?, ?, ?, ?) ON CONFLICT(one) DO "
      "UPDATE SET sequence = excluded.sequence, hash = excluded.hash, last_seen = excluded.last_seen, "
      "clock = excluded.clock, mac = excluded.mac",
      head.sequence, head.hash, head.last_seen, static_cast<int>(head.clock), *mac);
}

Status AuditTrail::start(sqlite::Database& database) const { return store_head(database, {}); }

Result<TrailHead> AuditTrail::head(sqlite::Database& database) const {
  auto row = database.query("SELECT sequence, hash, last_seen, clock, mac FROM head");
  if (!row) return row.error();
  const auto found = row->step();
  if (!found) return found.error();
  if (!*found) return broken_head("its head is missing");
  TrailHead head;
  head.sequence = row->integer(0);
  head.hash = row->blob(1);
  head.last_seen = row->integer(2);
  head.clock = static_cast<ClockState>(row->integer(3));
  const auto mac = head_mac(head);
  if (!mac) return mac.error();
  if (!crypto::equal(*mac, row->blob(4))) return broken_head("its head was changed");
  auto last = database.query("SELECT sequence, hash FROM audit ORDER BY sequence DESC LIMIT 1");
  if (!last) return last.error();
  const auto any = last->step();
  if (!any) return any.error();
  const std::int64_t sequence = *any ? last->integer(0) : 0;
  if (sequence != head.sequence || (*any && last->blob(1) != head.hash)) {
    return broken_head("its head names event " + std::to_string(head.sequence) + " as the last, but " +
                       std::to_string(sequence) + " is");
  }
  return head;
}

Status AuditTrail::append_one(sqlite::Database& database, TrailHead& head, AuditTime now, const std::string& actor,
                              const Happening& happening) const {
  TrailRow row{head.sequence + 1,
               now.time_since_epoch().count(),
               actor,
               happening.policy,
               happening.event,
               happening.dossier,
               happening.version,
               happening.detail,
               {},
               {}};
  auto hash = hash_of(row, head.hash);
  if (!hash) return hash.error();
  row.hash = *std::move(hash);
  auto mac = crypto::hmac_sha256(key_, row.hash);
  if (!mac) return mac.error();
  row.mac = *std::move(mac);
  if (const Status stored = insert(database, row); !stored) return stored;
  head.sequence = row.sequence;
  head.hash = row.hash;
  return {};
}

Result<std::int64_t> AuditTrail::append(sqlite::Database& database, AuditTime now, const std::string& actor,
                                        const Happening& happening) const {
  auto head = this->head(database);
  if (!head) return head.error();
  const ClockState clock = judge_clock(*head, now);
  if (clock != head->clock) {
    head->clock = clock;
    const std::string seen =
        format_time(AuditTime(std::chrono::milliseconds(head->last_seen))) + " was the latest time before";
    const Happening change{clock == ClockState::right ? "clock_right" : "clock_" + std::string(clock_state_name(clock)),
                           0, 0, "", seen};
    if (const Status noted = append_one(database, *head, now, actor, change); !noted) return noted.error();
  }
  if (const Status stored = append_one(database, *head, now, actor, happening); !stored) return stored.error();
  if (clock == ClockState::right) head->last_seen = std::max(head->last_seen, now.time_since_epoch().count());
  if (const Status stored = store_head(database, *head); !stored) return stored.error();
  return head->sequence;
}

Status AuditTrail::confirm_clock(sqlite::Database& database, AuditTime now, const std::string& actor) const {
  auto head = this->head(database);
  if (!head) return head.error();
  const Happening confirmed{"clock_confirmed", 0, 0, "",
                            "it was " + std::string(clock_state_name(judge_clock(*head, now)))};
  if (const Status stored = append_one(database, *head, now, actor, confirmed); !stored) return stored;
  head->last_seen = now.time_since_epoch().count();
  head->clock = ClockState::right;
  return store_head(database, *head);
}

namespace {

struct Successor {
  const crypto::SecretKey& before;
  const crypto::SecretKey& after;
};

// mac_anew(hash, mac): the MAC of the new key where that of the old one is right.
void mac_anew(sqlite3_context* context, int, sqlite3_value** values) {
  const auto& keys = *static_cast<const Successor*>(sqlite3_user_data(context));
  const auto bytes = [](sqlite3_value* value) {
    const auto* data = static_cast<const std::uint8_t*>(sqlite3_value_blob(value));
    return BytesView(data, static_cast<std::size_t>(sqlite3_value_bytes(value)));
  };
  const auto old = crypto::hmac_sha256(keys.before, bytes(values[0]));
  const auto anew = crypto::hmac_sha256(keys.after, bytes(values[0]));
  if (!old || !anew) return sqlite3_result_error(context, "OpenSSL cannot compute an HMAC", -1);
  const BytesView found = bytes(values[1]);
  const BytesView mac = crypto::equal(*old, found) ? BytesView(*anew) : found;
  sqlite3_result_blob(context, mac.data(), static_cast<int>(mac.size()), SQLITE_TRANSIENT);
}

}  // namespace

Status AuditTrail::take_over(sqlite::Database& database, const AuditTrail& before) const {
  const auto head = before.head(database);
  if (!head) return head.error();
  Successor keys{before.key_, key_};
  constexpr int kFlags = SQLITE_UTF8 | SQLITE_DETERMINISTIC | SQLITE_DIRECTONLY;
  sqlite3_create_function_v2(database.handle(), "mac_anew", 2, kFlags, &keys, mac_anew, nullptr, nullptr, nullptr);
  Status done = database.execute("UPDATE audit SET mac = mac_anew(hash, mac)");
  sqlite3_create_function_v2(database.handle(), "mac_anew", 2, kFlags, nullptr, nullptr, nullptr, nullptr, nullptr);
  if (done) done = store_head(database, *head);
  return done;
}

Status AuditTrail::review(sqlite::Database& database, const std::optional<AuditHead>& known,
                          std::vector<StoreProblem>& problems) const {
  const auto complain = [&](std::int64_t sequence, const std::string& message) {
    problems.push_back({"audit " + std::to_string(sequence), "", message});
  };
  Bytes previous(32);
  std::int64_t expected = 1;
  bool known_seen = !known || known->sequence == 0;
  const Status read = for_each_row(database, [&](const TrailRow& row) {
    if (row.sequence != expected) {
      complain(expected, row.sequence == expected + 1
                             ? "the event was removed"
                             : "the events up to " + std::to_string(row.sequence - 1) + " were removed");
    }
    const auto hash = hash_of(row, previous);
    const auto mac = crypto::hmac_sha256(key_, row.hash);
    if (!mac || !crypto::equal(*mac, row.mac)) {
      complain(row.sequence, "the event was not written with this store's key");
    } else if (row.sequence == expected && (!hash || !crypto::equal(*hash, row.hash))) {
      complain(row.sequence, "the event was changed, or is not in its place");
    }
    if (known && row.sequence == known->sequence) {
      known_seen = true;
      if (crypto::to_hex(row.hash) != known->hash) complain(row.sequence, "the event is not the one noted elsewhere");
    }
    previous = row.hash;
    expected = row.sequence + 1;
  });
  if (!read) problems.push_back({"audit", "", read.error().message});
  if (read && !known_seen) complain(known->sequence, "the event noted elsewhere is missing: the end was cut off");
  const auto last = head(database);
  if (!last) problems.push_back({"audit head", "", last.error().message});
  return {};
}

Result<std::vector<AuditEvent>> AuditTrail::events(sqlite::Database& database, std::int64_t dossier, std::int64_t after,
                                                   std::size_t limit) {
  const std::string columns =
      "SELECT sequence, time, actor, policy, event, version, detail, "
      "(SELECT id FROM dossier WHERE number = audit.dossier) FROM audit WHERE sequence > ?1 ";
  const auto most = static_cast<std::int64_t>(limit);
  // "dossier > 0" lets SQLite use the index, which holds only such events.
  auto rows = dossier == 0 ? database.query(columns + "ORDER BY sequence LIMIT ?2", after, most)
                           : database.query(columns + "AND dossier > 0 AND dossier = ?2 ORDER BY sequence LIMIT ?3",
                                            after, dossier, most);
  if (!rows) return rows.error();
  std::vector<AuditEvent> events;
  for (;;) {
    const auto row = rows->step();
    if (!row) return row.error();
    if (!*row) return events;
    events.push_back({rows->integer(0), AuditTime(std::chrono::milliseconds(rows->integer(1))), rows->text(2),
                      rows->text(3), rows->text(4), rows->text(7), rows->integer(5), rows->text(6)});
  }
}

}  // namespace enrolkit::store
