// SPDX-License-Identifier: Apache-2.0
#include "sdk/session/hand.hpp"

#include <algorithm>
#include <utility>

namespace enrolkit {

std::string finger_words(FingerPosition finger) {
  std::string words(finger_name(finger));
  std::ranges::replace(words, '-', ' ');
  return words;
}

Hand::Hand(const std::vector<FingerPosition>& order, int needed, int attempts) : needed_(needed), attempts_(attempts) {
  for (const FingerPosition finger : order) candidates_.push_back({finger, std::nullopt, 0, false});
}

bool Hand::has(FingerPosition finger) const {
  return std::ranges::any_of(candidates_, [&](const Candidate& candidate) { return candidate.finger == finger; });
}

bool Hand::untried(const Candidate& candidate) const {
  const bool done = candidate.best && candidate.best->sufficient;
  return !done && !candidate.excepted && candidate.attempts < attempts_;
}

const Hand::Candidate* Hand::current() const {
  const auto sufficient = std::ranges::count_if(
      candidates_, [](const Candidate& candidate) { return candidate.best && candidate.best->sufficient; });
  if (sufficient >= needed_) return nullptr;
  const auto found = std::ranges::find_if(candidates_, [&](const Candidate& candidate) { return untried(candidate); });
  return found == candidates_.end() ? nullptr : &*found;
}

std::optional<FingerPosition> Hand::next() const {
  const Candidate* candidate = current();
  if (candidate == nullptr) return std::nullopt;
  return candidate->finger;
}

int Hand::attempts_left() const {
  const Candidate* candidate = current();
  return candidate == nullptr ? 0 : attempts_ - candidate->attempts;
}

AttemptResult Hand::add(FingerCapture capture, FingerReport report) {
  Candidate& candidate = candidates_[static_cast<std::size_t>(current() - candidates_.data())];
  ++candidate.attempts;
  const bool sufficient = report.verdict == Overall::compliant;
  const bool better = !candidate.best || sufficient || report.quality.score > candidate.best->report.quality.score;
  if (better) {
    candidate.best = {candidate.finger, std::move(capture), std::move(report), 0, candidate.attempts, sufficient};
  }
  candidate.best->attempts = candidate.attempts;
  if (sufficient) return AttemptResult::accepted;
  if (untried(candidate)) return AttemptResult::again;
  return current() != nullptr ? AttemptResult::next_finger : AttemptResult::kept_best;
}

bool Hand::restore(const FingerProgress& progress, FingerCapture capture, FingerReport report) {
  const auto candidate =
      std::ranges::find_if(candidates_, [&](const Candidate& one) { return one.finger == progress.finger; });
  if (candidate == candidates_.end() || progress.attempts < 0 || progress.attempts > attempts_) return false;
  if (progress.kept_attempt < 0 || progress.kept_attempt > progress.attempts) return false;
  candidate->attempts = progress.attempts;
  if (progress.kept_attempt == 0) return true;
  const bool sufficient = report.verdict == Overall::compliant;
  candidate->best = {progress.finger,   std::move(capture),    std::move(report),
                     progress.attempts, progress.kept_attempt, sufficient};
  return true;
}

std::vector<FingerProgress> Hand::progress() const {
  std::vector<FingerProgress> fingers;
  for (const Candidate& candidate : candidates_) {
    fingers.push_back({candidate.finger, candidate.attempts, candidate.best ? candidate.best->kept_attempt : 0});
  }
  return fingers;
}

void Hand::exclude(FingerPosition finger) {
  for (Candidate& candidate : candidates_) {
    if (candidate.finger != finger) continue;
    candidate.excepted = true;
    candidate.best.reset();
  }
}

std::vector<const TakenFinger*> Hand::taken() const {
  std::vector<const TakenFinger*> fingers;
  for (const Candidate& candidate : candidates_) {
    if (candidate.best) fingers.push_back(&*candidate.best);
  }
  std::ranges::stable_sort(fingers, std::ranges::greater(), [](const TakenFinger* finger) {
    return std::pair(finger->sufficient, finger->report.quality.score);
  });
  const auto open = current() != nullptr;
  const auto kept = std::ranges::find_if(fingers, [&](const TakenFinger* f) { return open && !f->sufficient; });
  fingers.erase(kept, fingers.end());
  if (fingers.size() > static_cast<std::size_t>(needed_)) fingers.resize(static_cast<std::size_t>(needed_));
  return fingers;
}

}  // namespace enrolkit
