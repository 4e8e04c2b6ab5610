// SPDX-License-Identifier: Apache-2.0
// Samples as they are offered: judged at once, and the best attempt kept.
#include <algorithm>

#include "enrolkit/image_codec.hpp"
#include "sdk/session/chip_samples.hpp"
#include "sdk/session/session_state.hpp"

namespace enrolkit {

std::vector<RememberedFinding> remembered(const std::vector<Finding>& findings) {
  std::vector<RememberedFinding> list;
  list.reserve(findings.size());
  for (const Finding& finding : findings) {
    list.push_back({finding.requirement, finding.severity, finding.verdict, finding.message});
  }
  return list;
}

namespace {

template <class Report>
KeptFile kept_file(SampleFile file, int attempt, const Report& report) {
  KeptFile kept{std::move(file), attempt, report.verdict, remembered(report.findings), 0};
  for (const Finding& finding : report.findings) kept.scores += finding.score.value_or(0);
  return kept;
}

template <class Report>
OfferedSample offered(Sample sample, FingerPosition finger, const Report& report) {
  OfferedSample step{sample, finger, AttemptResult::accepted, report.verdict, false, {}, report.findings};
  if (report.verdict == Overall::compliant) return step;
  step.result = AttemptResult::again;
  for (const Finding& finding : report.findings) {
    if (finding.verdict != Verdict::pass && finding.severity != Severity::advice) {
      step.reasons.push_back(finding.message);
    }
  }
  return step;
}

// File names may be anything; the archive holds UTF-8.
void clean_name(SampleFile& file) {
  if (!check_text("the name", file.name, kMaxReasonBytes)) file.name = "the sample";
}

std::string told(const OfferedSample& step, int attempt) {
  return "attempt " + std::to_string(attempt) + ": " + std::string(attempt_result_name(step.result)) +
         (step.kept ? ", kept" : "");
}

int attempts_with(const FingerSession& guided, FingerPosition finger) {
  for (const FingerProgress& one : guided.progress()) {
    if (one.finger == finger) return one.attempts;
  }
  return 0;
}

}  // namespace

Result<FingerCapture> EnrolmentSession::State::finger_capture(const SampleFile& file) const {
  const auto decoded = decode_image(file.bytes, file.name);
  if (!decoded) return decoded.error();
  return FingerCapture{to_grey(decoded->image), finger_resolution(decoded->ppi, setup.default_ppi)};
}

Result<OfferedSample> EnrolmentSession::offer_photo(SampleFile photo, const By& by) {
  State& state = *state_;
  if (const Status may = state.admit({SessionAction::offer_photo, Sample::photo, {}, ""}, by); !may) return may.error();
  clean_name(photo);
  StageClock clock(state.times);
  auto judged = judge_photo(photo, state.setup, state.rules.age, clock);
  if (!judged) return judged.error();
  const int attempt = ++state.attempts[Sample::photo];
  OfferedSample step = offered(Sample::photo, FingerPosition::unknown, judged->result.report);
  KeptFile kept = kept_file(std::move(photo), attempt, judged->result.report);
  step.kept = !state.photo || kept.better_than(*state.photo);
  state.note(by, "photo_offered", told(step, attempt));
  if (!step.kept) return step;
  state.drop_overrides(Sample::photo, FingerPosition::unknown, by);
  state.photo = std::move(kept);
  state.judged_photo = *std::move(judged);
  return step;
}

Result<OfferedSample> EnrolmentSession::offer_signature(SampleFile signature, const By& by) {
  State& state = *state_;
  if (const Status may = state.admit({SessionAction::offer_signature, Sample::signature, {}, ""}, by); !may) {
    return may.error();
  }
  clean_name(signature);
  StageClock clock(state.times);
  auto judged = judge_signature(signature, clock);
  if (!judged) return judged.error();
  const int attempt = ++state.attempts[Sample::signature];
  OfferedSample step = offered(Sample::signature, FingerPosition::unknown, judged->result.report);
  KeptFile kept = kept_file(std::move(signature), attempt, judged->result.report);
  step.kept = !state.signature || kept.better_than(*state.signature);
  state.note(by, "signature_offered", told(step, attempt));
  if (!step.kept) return step;
  state.drop_overrides(Sample::signature, FingerPosition::unknown, by);
  state.signature = std::move(kept);
  state.judged_signature = *std::move(judged);
  return step;
}

Result<OfferedSample> EnrolmentSession::offer_finger(FingerPosition finger, SampleFile print, const By& by) {
  State& state = *state_;
  if (const Status may = state.admit({SessionAction::offer_finger, Sample::fingerprints, finger, ""}, by); !may) {
    return may.error();
  }
  clean_name(print);
  auto capture = state.finger_capture(print);
  if (!capture) return capture.error();
  const auto taken = state.guided->offer(*std::move(capture));
  if (!taken) return Error{taken.error().code, print.name + ": " + taken.error().message};
  OfferedSample step;
  step.sample = Sample::fingerprints;
  step.finger = finger;
  step.result = taken->result;
  step.kept = taken->kept;
  step.reasons = taken->reasons;
  step.findings = taken->report.findings;
  step.verdict = taken->report.verdict;
  ++state.attempts[Sample::fingerprints];
  const int attempt = attempts_with(*state.guided, finger);
  if (step.kept) {
    state.drop_overrides(Sample::fingerprints, finger, by);
    state.fingers[finger] = kept_file(std::move(print), attempt, taken->report);
    state.judged_fingers.erase(finger);
  }
  state.note(by, "finger_offered", std::string(finger_name(finger)) + ", " + told(step, attempt));
  // The last finger of all may just have been tried in vain.
  if (const Status applied = state.apply(); !applied) return applied.error();
  return step;
}

Result<OfferedSample> EnrolmentSession::offer_finger(FingerPosition finger, const FingerCapture& print, const By& by) {
  auto png = encode_png(print.image.view(), print.ppi);
  if (!png) return png.error();
  return offer_finger(finger, SampleFile{"the print of the " + std::string(finger_name(finger)), *std::move(png)}, by);
}

Status EnrolmentSession::add_known_print(FingerPosition finger, SampleFile print, const By& by) {
  State& state = *state_;
  if (const auto refused = state.refusal({SessionAction::bring_fingers, Sample::fingerprints, {}, ""})) {
    return Error{ErrorCode::refused_by_rules, refused->message};
  }
  clean_name(print);
  if (const Status named = check_text("the officer's name", by.officer, kMaxOfficerBytes); !named) return named;
  const auto capture = state.finger_capture(print);
  if (!capture) return capture.error();
  if (Status added = state.guided->add_known_print(finger, *capture); !added) return added;
  state.known_prints.emplace_back(finger, std::move(print));
  state.note(by, "known_print_added", std::string(finger_name(finger)));
  return {};
}

Status EnrolmentSession::bring_fingers(const std::map<FingerPosition, SampleFile>& prints, const By& by) {
  State& state = *state_;
  if (const Status may = state.admit({SessionAction::bring_fingers, Sample::fingerprints, {}, ""}, by); !may) {
    return may;
  }
  if (const auto refused = state.brought_refusal(prints)) return Error{ErrorCode::refused_by_rules, refused->message};
  if (const Status distinct = check_distinct(prints); !distinct) return distinct;
  StageClock clock(state.times);
  std::map<FingerPosition, JudgedFinger> judged;
  for (const auto& [position, file] : prints) {
    auto finger = judge_finger(position, file, state.setup, clock);
    if (!finger) return finger.error();
    judged.emplace(position, *std::move(finger));
  }
  for (const auto& [position, file] : prints) {
    SampleFile kept = file;
    clean_name(kept);
    state.fingers[position] = kept_file(std::move(kept), 1, judged.at(position).result.report);
  }
  state.judged_fingers = std::move(judged);
  state.brought = true;
  state.note(by, "fingers_brought", std::to_string(state.fingers.size()));
  return {};
}

}  // namespace enrolkit
