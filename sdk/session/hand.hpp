// SPDX-License-Identifier: Apache-2.0
// The fingers of one hand in the order in which they are asked for.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "enrolkit/finger_session.hpp"

namespace enrolkit {

// "right index", for sentences.
std::string finger_words(FingerPosition finger);

class Hand {
 public:
  // `needed` of these fingers are to be taken, each with at most `attempts` attempts.
  Hand(const std::vector<FingerPosition>& order, int needed, int attempts);

  [[nodiscard]] bool has(FingerPosition finger) const;
  [[nodiscard]] std::optional<FingerPosition> next() const;
  [[nodiscard]] int attempts_left() const;  // with next()

  // An attempt with next().
  AttemptResult add(FingerCapture capture, FingerReport report);
  // Puts a finger where it stood; `capture` and `report` when progress.kept_attempt is not 0. False when that is none
  // of the hand's, or has more attempts than allowed.
  bool restore(const FingerProgress& progress, FingerCapture capture, FingerReport report);
  [[nodiscard]] std::vector<FingerProgress> progress() const;
  void exclude(FingerPosition finger);  // it is not asked for again, and what was taken of it is dropped

  // The fingers that were good enough and, once nothing is left to try, the best of the others up to what is needed.
  [[nodiscard]] std::vector<const TakenFinger*> taken() const;

 private:
  struct Candidate {
    FingerPosition finger;
    std::optional<TakenFinger> best;
    int attempts = 0;
    bool excepted = false;
  };
  [[nodiscard]] bool untried(const Candidate& candidate) const;
  [[nodiscard]] const Candidate* current() const;

  std::vector<Candidate> candidates_;
  int needed_;
  int attempts_;
};

}  // namespace enrolkit
