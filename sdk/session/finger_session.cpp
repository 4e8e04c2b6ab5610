// SPDX-License-Identifier: Apache-2.0
#include "enrolkit/finger_session.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "enrolkit/finger_match.hpp"
#include "sdk/session/hand.hpp"

namespace enrolkit {

struct FingerSession::State {
  FingerProfile profile;
  int count = 0;
  std::array<Hand, 2> hands;  // right, left
  std::map<FingerPosition, FingerException> exceptions;
  std::map<FingerPosition, std::vector<PreparedPrint>> known;  // from before
  std::map<FingerPosition, PreparedPrint> kept;                // the best attempts of this session

  // Where a finger is still asked for; the end when nowhere.
  [[nodiscard]] auto open_hand() {
    return std::ranges::find_if(hands, [](const Hand& hand) { return hand.next().has_value(); });
  }

  [[nodiscard]] double best_score(FingerPosition finger, const PreparedPrint& print) const {
    double best = 0;
    if (const auto own = kept.find(finger); own != kept.end()) best = compare(own->second, print).score;
    if (const auto given = known.find(finger); given != known.end()) {
      for (const PreparedPrint& other : given->second) best = std::max(best, compare(other, print).score);
    }
    return best;
  }

  // The finger of another position that this print is of; an own print that matches better speaks against it.
  [[nodiscard]] std::optional<FingerPosition> mistaken_for(FingerPosition asked, const PreparedPrint& print) const {
    const double own = best_score(asked, print);
    for (const auto finger : {FingerPosition::right_thumb, FingerPosition::right_index, FingerPosition::right_middle,
                              FingerPosition::right_ring, FingerPosition::right_little, FingerPosition::left_thumb,
                              FingerPosition::left_index, FingerPosition::left_middle, FingerPosition::left_ring,
                              FingerPosition::left_little}) {
      if (finger == asked) continue;
      const double score = best_score(finger, print);
      if (score >= kScoreAtFmr1000 && score > own) return finger;
    }
    return std::nullopt;
  }
};

namespace {

std::vector<FingerPosition> fingers_of(const Policy& policy, const std::string& hand) {
  std::vector<FingerPosition> fingers;
  for (const std::string& finger : policy.finger_order) {
    const auto position = parse_finger_name(hand + "-" + finger);
    if (position) fingers.push_back(*position);
  }
  return fingers;
}

bool no_finger_seen(const FingerReport& report) {
  return !report.findings.empty() && report.findings.front().requirement == "finger_present" &&
         report.findings.front().verdict == Verdict::fail;
}

std::vector<std::string> reasons_of(const FingerReport& report) {
  std::vector<std::string> reasons;
  for (const Finding& finding : report.findings) {
    if (finding.verdict == Verdict::fail || finding.verdict == Verdict::unsure) reasons.push_back(finding.message);
  }
  return reasons;
}

FingerProgress progress_of(const Hand& hand, FingerPosition finger) {
  for (const FingerProgress& progress : hand.progress()) {
    if (progress.finger == finger) return progress;
  }
  return {};
}

}  // namespace

std::string_view finger_fault_name(FingerFault fault) noexcept {
  constexpr std::array<std::string_view, 3> kNames = {"missing", "bandaged", "unreadable"};
  return kNames[static_cast<std::size_t>(fault)];
}

std::string_view attempt_result_name(AttemptResult result) noexcept {
  constexpr std::array<std::string_view, 5> kNames = {"accepted", "again", "next_finger", "kept_best", "wrong_finger"};
  return kNames[static_cast<std::size_t>(result)];
}

std::string_view fingers_verdict_name(FingersVerdict verdict) noexcept {
  constexpr std::array<std::string_view, 5> kNames = {"open", "complete", "partial", "temporarily_impossible",
                                                      "permanently_impossible"};
  return kNames[static_cast<std::size_t>(verdict)];
}

Result<FingerSession> FingerSession::start(const Policy& policy) {
  auto profile = builtin_finger_profile(policy.finger_profile);
  if (!profile) return profile.error();
  const int right = (policy.finger_count + 1) / 2;
  return FingerSession(std::make_unique<State>(
      State{*std::move(profile),
            policy.finger_count,
            {Hand(fingers_of(policy, "right"), right, policy.finger_attempts),
             Hand(fingers_of(policy, "left"), policy.finger_count - right, policy.finger_attempts)},
            {},
            {},
            {}}));
}

Result<FingerSession> FingerSession::resume(const Policy& policy, const std::vector<FingerProgress>& progress,
                                            const std::map<FingerPosition, FingerException>& exceptions,
                                            std::map<FingerPosition, FingerCapture> kept) {
  auto session = start(policy);
  if (!session) return session;
  State& state = *session->state_;
  for (const FingerProgress& finger : progress) {
    FingerCapture capture;
    FingerReport report;
    if (finger.kept_attempt != 0) {
      capture = std::move(kept[finger.finger]);
      auto judged = check_finger(capture.image.view(), capture.ppi, state.profile);
      if (!judged) return judged.error();
      report = *std::move(judged);
      auto print = prepare_print(capture.image.view(), capture.ppi);
      if (!print) return print.error();
      state.kept.insert_or_assign(finger.finger, *std::move(print));
    }
    const auto hand = std::ranges::find_if(state.hands, [&](const Hand& one) { return one.has(finger.finger); });
    const bool restored = hand != state.hands.end() && hand->restore(finger, std::move(capture), std::move(report));
    if (!restored || (finger.kept_attempt != 0 && exceptions.contains(finger.finger))) {
      return Error{ErrorCode::malformed, "the attempts with the " + finger_words(finger.finger) + " cannot be so"};
    }
  }
  for (const auto& [finger, exception] : exceptions) {
    if (const Status noted = session->add_exception(finger, exception); !noted) {
      return Error{ErrorCode::malformed, noted.error().message};
    }
  }
  return session;
}

FingerSession::FingerSession(std::unique_ptr<State> state) : state_(std::move(state)) {}
FingerSession::FingerSession(FingerSession&&) noexcept = default;
FingerSession& FingerSession::operator=(FingerSession&&) noexcept = default;
FingerSession::~FingerSession() = default;

std::optional<FingerPosition> FingerSession::next() const {
  const auto hand = state_->open_hand();
  return hand == state_->hands.end() ? std::nullopt : hand->next();
}

int FingerSession::attempts_left() const {
  const auto hand = state_->open_hand();
  return hand == state_->hands.end() ? 0 : hand->attempts_left();
}

Status FingerSession::add_known_print(FingerPosition finger, const FingerCapture& print) {
  auto prepared = prepare_print(print.image.view(), print.ppi);
  if (!prepared) return prepared.error();
  state_->known[finger].push_back(*std::move(prepared));
  return {};
}

std::vector<FingerProgress> FingerSession::progress() const {
  std::vector<FingerProgress> fingers;
  for (const Hand& hand : state_->hands) {
    for (const FingerProgress& finger : hand.progress()) fingers.push_back(finger);
  }
  return fingers;
}

Result<FingerStep> FingerSession::offer(FingerCapture capture) {
  const auto hand = state_->open_hand();
  if (hand == state_->hands.end())
    return Error{ErrorCode::invalid_argument, "no finger is asked for: all that can be taken are"};
  auto report = check_finger(capture.image.view(), capture.ppi, state_->profile);
  if (!report) return report.error();
  FingerStep step;
  step.finger = *hand->next();
  step.quality = report->quality.score;
  step.reasons = reasons_of(*report);
  step.report = *report;
  if (no_finger_seen(*report)) return step;
  auto print = prepare_print(capture.image.view(), capture.ppi);
  if (!print) return print.error();
  if (const auto other = state_->mistaken_for(step.finger, *print)) {
    step.result = AttemptResult::wrong_finger;
    step.reasons = {"This is the " + finger_words(*other) + ": give the " + finger_words(step.finger) + "."};
    return step;
  }
  const int attempt = progress_of(*hand, step.finger).attempts + 1;
  step.result = hand->add(std::move(capture), *std::move(report));
  step.kept = progress_of(*hand, step.finger).kept_attempt == attempt;
  if (step.kept) state_->kept.insert_or_assign(step.finger, *std::move(print));
  if (step.result == AttemptResult::accepted) step.reasons.clear();
  return step;
}

Result<FingerStep> FingerSession::capture(FingerReader& reader, std::chrono::milliseconds deadline,
                                          std::stop_token cancel) {
  const auto finger = next();
  if (!finger) return Error{ErrorCode::invalid_argument, "no finger is asked for: all that can be taken are"};
  auto print = reader.capture(deadline, std::move(cancel));
  if (print) return offer(*std::move(print));
  if (print.error().code != ErrorCode::retry) return print.error();
  return FingerStep{*finger, AttemptResult::again, {print.error().message}, 0, false, {}};
}

Status FingerSession::add_exception(FingerPosition finger, FingerException exception) {
  for (Hand& hand : state_->hands) {
    if (!hand.has(finger)) continue;
    hand.exclude(finger);
    state_->kept.erase(finger);
    state_->exceptions[finger] = exception;
    return {};
  }
  return Error{ErrorCode::invalid_argument,
               "the policy does not ask for the finger '" + std::string(finger_name(finger)) + "'"};
}

FingersVerdict FingerSession::verdict() const {
  if (next()) return FingersVerdict::open;
  const auto got = static_cast<int>(taken().size());
  if (got == state_->count) return FingersVerdict::complete;
  if (got > 0) return FingersVerdict::partial;
  const bool ever = std::ranges::any_of(state_->exceptions, [](const auto& item) { return !item.second.permanent; });
  return ever ? FingersVerdict::temporarily_impossible : FingersVerdict::permanently_impossible;
}

std::vector<TakenFinger> FingerSession::taken() const {
  std::vector<TakenFinger> fingers;
  for (const Hand& hand : state_->hands) {
    for (const TakenFinger* finger : hand.taken()) fingers.push_back(*finger);
  }
  return fingers;
}

const std::map<FingerPosition, FingerException>& FingerSession::exceptions() const { return state_->exceptions; }

}  // namespace enrolkit
