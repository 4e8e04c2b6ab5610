// SPDX-License-Identifier: Apache-2.0
// The audit of a dossier store: what was done, when, by whom, under which version of the policy. It is append-only:
// each event holds the SHA-256 of the one before it, each carries a MAC by the store's key, and a head with a MAC of
// its own says which event is the last. No biometrics and no name of an applicant are in it.
#pragma once

#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>

#include "enrolkit/result.hpp"

#pragma GCC visibility push(default)
namespace enrolkit {

using AuditTime = std::chrono::sys_time<std::chrono::milliseconds>;  // UTC

// "2026-11-22T13:05:07.250Z".
[[nodiscard]] std::string format_time(AuditTime time);

// What a caller tells. `event` is a short name of lower-case letters, digits and underscores ("finger_excepted"),
// `detail` one line of text for people.
struct AuditNote {
  std::string event;
  std::string detail;
};
inline constexpr std::size_t kMaxEventBytes = 40;     // of a name
inline constexpr std::size_t kMaxActorBytes = 200;    // a name or number of an officer
inline constexpr std::size_t kMaxDetailBytes = 1000;  // a sentence with a reason; too short to hide an image in

struct AuditEvent {
  std::int64_t sequence = 0;  // from 1, without a gap
  AuditTime time{};
  std::string actor;
  std::string policy;        // name and version, "be-passport-2026 2026.1"; empty where no dossier is concerned
  std::string event;         // created, session_saved, finished, read, exported, destroyed, clock_set_back, ...
  std::string dossier;       // its id, or empty
  std::int64_t version = 0;  // of the dossier after the event
  std::string detail;
};

// Where the audit ends. Noted elsewhere ("412:9f3c..."), it proves later that nothing up to it was taken back, which no
// key inside the store can prove against somebody who puts back an older copy of everything.
struct AuditHead {
  std::int64_t sequence = 0;
  std::string hash;  // 64 hexadecimal digits
};
[[nodiscard]] std::string format_head(const AuditHead& head);       // "412:9f3c..."
[[nodiscard]] Result<AuditHead> parse_head(std::string_view text);  // errors: malformed

}  // namespace enrolkit
#pragma GCC visibility pop
