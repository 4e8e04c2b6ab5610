// SPDX-License-Identifier: Apache-2.0
// The fingers of one enrolment: which one comes next, how often, which attempt is kept, and who cannot give any.
#pragma once

#include <chrono>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

#include "enrolkit/finger.hpp"
#include "enrolkit/finger_reader.hpp"
#include "enrolkit/result.hpp"
#include "enrolkit/rules.hpp"

#pragma GCC visibility push(default)
namespace enrolkit {

// Why the officer says that a finger cannot be taken.
enum class FingerFault : std::uint8_t { missing, bandaged, unreadable };
[[nodiscard]] std::string_view finger_fault_name(FingerFault fault) noexcept;  // "missing", ...

struct FingerException {
  FingerFault fault = FingerFault::missing;
  bool permanent = false;  // a missing finger is; a bandage comes off; the officer decides
};

// What an attempt came to.
enum class AttemptResult : std::uint8_t {
  accepted,      // good enough: the hand is done
  again,         // the same finger once more; the reasons say what to do
  next_finger,   // its attempts are used up: another finger of the hand comes next
  kept_best,     // the hand has no finger left to try: the best of its attempts is kept although below the threshold
  wrong_finger,  // the print is of another finger, given before or known; not counted
};

[[nodiscard]] std::string_view attempt_result_name(AttemptResult result) noexcept;  // "accepted", ...

struct FingerStep {
  FingerPosition finger = FingerPosition::unknown;  // the finger that was asked for
  AttemptResult result = AttemptResult::again;
  std::vector<std::string> reasons;  // sentences for the person; empty when accepted
  int quality = 0;                   // of this attempt, 0..100
  bool kept = false;                 // it is now the best of its finger
  FingerReport report;               // of this attempt; empty where the reader gave no image
};

struct TakenFinger {
  FingerPosition finger = FingerPosition::unknown;
  FingerCapture capture;
  FingerReport report;
  int attempts = 0;         // made with this finger
  int kept_attempt = 0;     // which of them this is, from 1
  bool sufficient = false;  // false: the best of a hand that gave nothing better
};

enum class FingersVerdict : std::uint8_t {
  open,                    // fingers are still to be taken
  complete,                // as many as the policy asks for
  partial,                 // fewer: one hand cannot give any
  temporarily_impossible,  // none, and at least one finger will heal: a document of short validity (2252/2004)
  permanently_impossible,  // none, ever: exempt
};
[[nodiscard]] std::string_view fingers_verdict_name(FingersVerdict verdict) noexcept;  // "open", ...

// Where one finger stands, for putting a session away: see FingerSession::progress.
struct FingerProgress {
  FingerPosition finger = FingerPosition::unknown;
  int attempts = 0;
  int kept_attempt = 0;  // 0: none is kept
};

// Right hand first, and of each hand the policy's order: index, middle, ring, thumb. A finger is accepted as soon as
// one attempt passes the policy's finger profile; after `finger_attempts` that do not, the next finger of the hand is
// asked for. Not thread-safe; moves, does not copy.
class FingerSession {
 public:
  // Errors: those of builtin_finger_profile for the policy's profile.
  [[nodiscard]] static Result<FingerSession> start(const Policy& policy);

  // A session where another stood: its progress() and exceptions(), and the capture of each attempt that was kept.
  // Errors: as start; malformed when these do not fit together; those of check_finger.
  [[nodiscard]] static Result<FingerSession> resume(const Policy& policy, const std::vector<FingerProgress>& progress,
                                                    const std::map<FingerPosition, FingerException>& exceptions,
                                                    std::map<FingerPosition, FingerCapture> kept);

  FingerSession(FingerSession&&) noexcept;
  FingerSession& operator=(FingerSession&&) noexcept;
  ~FingerSession();

  // The finger to place now; empty when all is done.
  [[nodiscard]] std::optional<FingerPosition> next() const;
  [[nodiscard]] int attempts_left() const;  // with that finger

  // Each finger that the policy may ask for, right hand first.
  [[nodiscard]] std::vector<FingerProgress> progress() const;

  // Prints of the same person from before (a pre-registration, an earlier document): a finger that matches another
  // position than the one asked for is told as wrong_finger, as one that matches a kept attempt is. Errors: as
  // extract_minutiae.
  [[nodiscard]] Status add_known_print(FingerPosition finger, const FingerCapture& print);

  // Judges a print of next(). Errors: invalid_argument when no finger is asked for, and those of check_finger; neither
  // counts as an attempt.
  [[nodiscard]] Result<FingerStep> offer(FingerCapture capture);

  // Waits for next() on a reader and offers what it gives. A reader's `retry` is a step with its sentence as reason,
  // not counted as an attempt. Errors: those of FingerReader::capture and offer(); the session goes on unharmed, with
  // another reader if need be.
  [[nodiscard]] Result<FingerStep> capture(FingerReader& reader, std::chrono::milliseconds deadline,
                                           std::stop_token cancel = {});

  // The officer's word that a finger cannot be taken; prints already taken of it are dropped, and a hand that was done
  // with it opens again. Errors: invalid_argument for a finger that the policy does not ask for.
  [[nodiscard]] Status add_exception(FingerPosition finger, FingerException exception);

  [[nodiscard]] FingersVerdict verdict() const;
  [[nodiscard]] std::vector<TakenFinger> taken() const;  // of hands that are done, right hand first
  [[nodiscard]] const std::map<FingerPosition, FingerException>& exceptions() const;

 private:
  struct State;
  explicit FingerSession(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

}  // namespace enrolkit
#pragma GCC visibility pop
