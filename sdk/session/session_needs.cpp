// SPDX-License-Identifier: Apache-2.0
// What the rules ask of this applicant and what of it is still missing.
#include <algorithm>
#include <array>

#include "sdk/session/session_state.hpp"

namespace enrolkit {

namespace {

bool stands_in_the_way(const RememberedFinding& finding) {
  return finding.verdict != Verdict::pass && finding.severity != Severity::advice;
}

}  // namespace

bool KeptFile::better_than(const KeptFile& other) const {
  const auto rank = [](const KeptFile& file) {
    int failed = 0;
    int doubtful = 0;
    for (const RememberedFinding& finding : file.findings) {
      if (!stands_in_the_way(finding)) continue;
      (finding.verdict == Verdict::fail ? failed : doubtful) += 1;
    }
    const int verdict = file.verdict == Overall::compliant ? 0 : file.verdict == Overall::review ? 1 : 2;
    return std::array<int, 4>{verdict, failed, doubtful, -file.scores};
  };
  return rank(*this) < rank(other);
}

OverrideAnswer overriding(const Policy& policy, const RememberedFinding& finding) {
  Finding judged;
  judged.requirement = finding.requirement;
  judged.severity = finding.severity;
  judged.verdict = finding.verdict;
  return may_override(policy, judged);
}

const SampleDecision* EnrolmentSession::State::decision(Sample sample) const {
  const auto found = std::find_if(rules.samples.begin(), rules.samples.end(),
                                  [&](const SampleDecision& one) { return one.sample == sample; });
  return found == rules.samples.end() ? nullptr : &*found;
}

bool EnrolmentSession::State::required(Sample sample) const {
  const SampleDecision* found = decision(sample);
  return found != nullptr && found->decision == Decision::required;
}

bool EnrolmentSession::State::fingers_open() const { return guided && !brought && guided->next(); }

std::vector<FingerPosition> EnrolmentSession::State::fingers_in_use() const {
  std::vector<FingerPosition> positions;
  if (brought) {
    for (const auto& [position, file] : fingers) positions.push_back(position);
  } else if (guided) {
    for (const TakenFinger& taken : guided->taken()) positions.push_back(taken.finger);
    std::sort(positions.begin(), positions.end());
  }
  return positions;
}

const KeptFile* EnrolmentSession::State::kept(Sample sample, FingerPosition finger) const {
  if (sample == Sample::photo) return photo ? &*photo : nullptr;
  if (sample == Sample::signature) return signature ? &*signature : nullptr;
  const auto used = fingers_in_use();
  const auto found = fingers.find(finger);
  return std::find(used.begin(), used.end(), finger) == used.end() || found == fingers.end() ? nullptr : &found->second;
}

bool EnrolmentSession::State::overridden(const FindingName& finding) const {
  return std::any_of(overrides.begin(), overrides.end(), [&](const Override& one) { return one.finding == finding; });
}

std::vector<SessionNeed> EnrolmentSession::State::sample_needs() const {
  std::vector<SessionNeed> needs;
  if (required(Sample::photo) && !photo) {
    needs.push_back({NeedKind::photo, FingerPosition::unknown, "", {}, {}, false, decision(Sample::photo)->reason});
  }
  if (fingers_open()) {
    const FingerPosition finger = *guided->next();
    const int left = guided->attempts_left();
    const std::string message =
        "The " + finger_words(finger) + ": " + std::to_string(left) + (left == 1 ? " attempt" : " attempts") + " left.";
    needs.push_back({NeedKind::finger, finger, "", {}, {}, false, message});
  }
  if (required(Sample::signature) && !signature && !signature_exception) {
    needs.push_back(
        {NeedKind::signature, FingerPosition::unknown, "", {}, {}, false, decision(Sample::signature)->reason});
  }
  return needs;
}

bool EnrolmentSession::State::confirmed(const std::string& rule) const {
  return std::any_of(conditions.begin(), conditions.end(),
                     [&](const ConfirmedCondition& one) { return one.rule == rule; });
}

std::vector<SessionNeed> EnrolmentSession::State::condition_needs() const {
  std::vector<SessionNeed> needs;
  for (const DemandAnswer& demand : rules.demands) {
    if (demand.standing == Standing::met || (demand.standing == Standing::open && confirmed(demand.rule))) continue;
    needs.push_back(
        {NeedKind::condition, FingerPosition::unknown, demand.rule, demand.inputs, {}, false, demand.reason});
  }
  return needs;
}

const DemandAnswer* EnrolmentSession::State::refused_demand() const {
  const auto found = std::find_if(rules.demands.begin(), rules.demands.end(),
                                  [](const DemandAnswer& one) { return one.standing == Standing::refused; });
  return found == rules.demands.end() ? nullptr : &*found;
}

std::vector<SessionNeed> EnrolmentSession::State::decision_needs() const {
  std::vector<SessionNeed> needs;
  const auto add = [&](Sample sample, FingerPosition finger) {
    const KeptFile* file = kept(sample, finger);
    if (file == nullptr) return;
    for (const RememberedFinding& finding : file->findings) {
      const FindingName name{sample, finger, finding.requirement};
      if (!stands_in_the_way(finding) || overridden(name)) continue;
      SessionNeed need{NeedKind::decision, finger, finding_name_text(name), {}, {}, false, finding.message};
      const OverrideAnswer answer = overriding(setup.policy, finding);
      for (const OverrideReason& reason : answer.reasons) need.reasons.push_back(reason.code);
      need.second_officer = answer.second_officer;
      needs.push_back(std::move(need));
    }
  };
  add(Sample::photo, FingerPosition::unknown);
  for (const FingerPosition finger : fingers_in_use()) add(Sample::fingerprints, finger);
  add(Sample::signature, FingerPosition::unknown);
  return needs;
}

SessionStatus EnrolmentSession::status() const {
  const State& state = *state_;
  SessionStatus status;
  status.state = state.state;
  status.applicant = state.applicant;
  status.rules = state.rules;
  if (state.retained) status.retained = state.retained->dossier;
  if (state.state == SessionState::open) {
    for (const auto& needs : {state.sample_needs(), state.condition_needs(), state.decision_needs()}) {
      status.needs.insert(status.needs.end(), needs.begin(), needs.end());
    }
  }
  const auto add = [&](Sample sample, FingerPosition finger) {
    if (const KeptFile* file = state.kept(sample, finger)) {
      status.samples.push_back({sample, finger, file->attempt, file->verdict, file->findings});
    }
  };
  add(Sample::photo, FingerPosition::unknown);
  add(Sample::signature, FingerPosition::unknown);
  for (const FingerPosition finger : state.fingers_in_use()) add(Sample::fingerprints, finger);
  status.attempts = state.attempts;
  if (state.fingers_open()) {
    status.next_finger = state.guided->next();
    status.finger_attempts_left = state.guided->attempts_left();
  }
  if (state.guided) {
    status.fingers = state.brought ? FingersVerdict::complete : state.guided->verdict();
    status.finger_exceptions = state.guided->exceptions();
  } else {
    status.fingers = FingersVerdict::complete;
  }
  status.signature_exception = state.signature_exception;
  status.answers = state.answers;
  status.conditions = state.conditions;
  status.overrides = state.overrides;
  status.events = state.events;

  const auto offer = [&](SessionStep step) {
    if (!state.refusal(step)) status.next.push_back(std::move(step));
  };
  offer({SessionAction::offer_photo, Sample::photo, {}, ""});
  if (status.next_finger) offer({SessionAction::offer_finger, Sample::fingerprints, *status.next_finger, ""});
  offer({SessionAction::bring_fingers, Sample::fingerprints, {}, ""});
  offer({SessionAction::offer_signature, Sample::signature, {}, ""});
  if (state.guided) {
    for (const FingerProgress& finger : state.guided->progress()) {
      offer({SessionAction::except_finger, Sample::fingerprints, finger.finger, ""});
    }
  }
  offer({SessionAction::except_signature, Sample::signature, {}, ""});
  for (const auto& [input, asked] : state.setup.policy.inputs) offer({SessionAction::answer_input, {}, {}, input});
  for (const DemandAnswer& demand : state.rules.demands) {
    offer({SessionAction::confirm_condition, {}, {}, demand.rule});
  }
  for (const KeptSample& sample : status.samples) {
    for (const RememberedFinding& finding : sample.findings) {
      offer({SessionAction::override_finding, sample.sample, sample.finger,
             finding_name_text({sample.sample, sample.finger, finding.requirement})});
    }
  }
  for (const Sample sample : {Sample::photo, Sample::signature, Sample::fingerprints}) {
    offer({SessionAction::discard, sample, {}, ""});
  }
  offer({SessionAction::release, {}, {}, ""});
  offer({SessionAction::close, {}, {}, ""});
  offer({SessionAction::abandon, {}, {}, ""});
  return status;
}

}  // namespace enrolkit
