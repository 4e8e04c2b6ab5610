// SPDX-License-Identifier: Apache-2.0
// The audit's table and its head, and the clock that it watches over.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "enrolkit/dossier_store.hpp"
#include "sdk/dossier/crypto/secret_key.hpp"
#include "sdk/dossier/sqlite/database.hpp"

namespace enrolkit::store {

struct TrailHead {
  std::int64_t sequence = 0;
  Bytes hash = Bytes(32);
  std::int64_t last_seen = 0;  // the latest time that was right, in ms; 0: none yet
  ClockState clock = ClockState::right;
};

// One event before it has a place in the trail.
struct Happening {
  std::string event;
  std::int64_t dossier = 0;  // its number
  std::int64_t version = 0;
  std::string policy;
  std::string detail;
};

class AuditTrail {
 public:
  AuditTrail(std::string store, const crypto::SecretKey& key) : store_(std::move(store)), key_(key) {}

  // The first head of an empty trail.
  Status start(sqlite::Database& database) const;
  // Errors: crypto: the head or the event it names is not what this store's key vouched for; nothing may be added then.
  Result<TrailHead> head(sqlite::Database& database) const;
  // Within a transaction. A clock that went wrong or is right again gives an event of its own before. Returns the
  // sequence number. Errors: those of head().
  Result<std::int64_t> append(sqlite::Database& database, AuditTime now, const std::string& actor,
                              const Happening& happening) const;
  // Within a transaction: each event and the head that `before`, the trail of another key, vouches for, this one does
  // from now on. What it does not vouch for stays as wrong as it was. Errors: those of head().
  Status take_over(sqlite::Database& database, const AuditTrail& before) const;
  // Within a transaction: the clock is right as it is.
  Status confirm_clock(sqlite::Database& database, AuditTime now, const std::string& actor) const;
  // Reads the whole trail; what is wrong is added to `problems`. `known` must be part of it.
  Status review(sqlite::Database& database, const std::optional<AuditHead>& known,
                std::vector<StoreProblem>& problems) const;

  static Result<std::vector<AuditEvent>> events(sqlite::Database& database, std::int64_t dossier, std::int64_t after,
                                                std::size_t limit);

 private:
  Status append_one(sqlite::Database& database, TrailHead& head, AuditTime now, const std::string& actor,
                    const Happening& happening) const;
  Result<Bytes> head_mac(const TrailHead& head) const;
  Status store_head(sqlite::Database& database, const TrailHead& head) const;

  std::string store_;
  crypto::SecretKey key_;
};

// Beside the latest time that was right.
ClockState judge_clock(const TrailHead& head, AuditTime now);

}  // namespace enrolkit::store
