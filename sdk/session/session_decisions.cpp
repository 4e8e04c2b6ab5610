// SPDX-License-Identifier: Apache-2.0
// What officers say: exceptions, conditions that are met, overrides, samples that are dropped, an end without document.
#include <algorithm>

#include "sdk/session/session_state.hpp"

namespace enrolkit {

void EnrolmentSession::State::note(const By& by, std::string what, std::string detail) {
  events.push_back({by, std::move(what), std::move(detail), setup.policy.name, setup.policy.version});
}

// They were about another attempt.
void EnrolmentSession::State::drop_overrides(Sample sample, FingerPosition finger, const By& by) {
  const bool all = sample == Sample::fingerprints && finger == FingerPosition::unknown;
  for (auto one = overrides.begin(); one != overrides.end();) {
    const FindingName& name = one->finding;
    if (name.sample == sample && (all || name.finger == finger)) {
      note(by, "override_dropped", finding_name_text(name));
      one = overrides.erase(one);
    } else {
      ++one;
    }
  }
}

Status EnrolmentSession::except_finger(FingerPosition finger, FingerException exception, const By& by) {
  State& state = *state_;
  if (Status may = state.admit({SessionAction::except_finger, Sample::fingerprints, finger, ""}, by); !may) return may;
  if (Status noted = state.guided->add_exception(finger, exception); !noted) return noted;
  state.drop_overrides(Sample::fingerprints, finger, by);
  state.fingers.erase(finger);
  state.judged_fingers.erase(finger);
  state.note(by, "finger_excepted",
             std::string(finger_name(finger)) + ": " + std::string(finger_fault_name(exception.fault)) +
                 (exception.permanent ? ", permanent" : ", temporary"));
  return state.apply();
}

Status EnrolmentSession::except_signature(SignatureException exception, const By& by) {
  State& state = *state_;
  if (Status may = state.admit({SessionAction::except_signature, Sample::signature, {}, ""}, by); !may) return may;
  state.drop_overrides(Sample::signature, FingerPosition::unknown, by);
  state.signature.reset();
  state.judged_signature.reset();
  state.signature_exception = exception;
  state.note(
      by, "signature_excepted",
      std::string(signature_fault_name(exception.fault)) + (exception.permanent ? ", permanent" : ", temporary"));
  return {};
}

Status EnrolmentSession::answer_input(const std::string& input, const std::string& value, const By& by) {
  State& state = *state_;
  if (Status may = state.admit({SessionAction::answer_input, {}, {}, input}, by); !may) return may;
  if (Status text = check_text(input, value, kMaxReasonBytes); !text) return text;
  const auto before = state.answers;
  state.answers[input] = value;
  if (Status applied = state.apply(); !applied) {
    state.answers = before;
    if (const Status back = state.apply(); !back) return back;
    return applied;
  }
  // The history goes into an audit that stands in the open: what an officer writes in words stays in the dossier.
  const bool words = state.setup.policy.inputs.at(input).type == InputType::text;
  state.note(by, "input_answered", words ? input : input + ": " + value);
  return {};
}

Status EnrolmentSession::confirm_condition(const std::string& rule, const By& by) {
  State& state = *state_;
  if (Status may = state.admit({SessionAction::confirm_condition, {}, {}, rule}, by); !may) return may;
  const auto demand = std::find_if(state.rules.demands.begin(), state.rules.demands.end(),
                                   [&](const DemandAnswer& one) { return one.rule == rule; });
  state.conditions.push_back({rule, demand->reason, by});
  state.note(by, "condition_confirmed", rule);
  return {};
}

Status EnrolmentSession::override_finding(const FindingName& name, OverrideRequest request, const By& by) {
  State& state = *state_;
  const std::string subject = finding_name_text(name);
  if (Status may = state.admit({SessionAction::override_finding, name.sample, name.finger, subject}, by); !may) {
    return may;
  }
  const auto& findings = state.kept(name.sample, name.finger)->findings;
  const auto remembered = std::find_if(findings.begin(), findings.end(), [&](const RememberedFinding& one) {
    return one.requirement == name.requirement;
  });
  Finding finding;
  finding.requirement = remembered->requirement;
  finding.severity = remembered->severity;
  finding.verdict = remembered->verdict;
  request.officer = by.officer;
  if (Status fits = check_override(state.setup.policy, finding, request); !fits) return fits;
  if (Status text = check_text("the reason", request.text, kMaxOverrideText); !text) return text;
  if (!request.second_officer.empty()) {
    Status second = check_text("the second officer's name", request.second_officer, kMaxOfficerBytes);
    if (!second) return second;
  }
  state.note(by, "finding_overridden",
             subject + ": " + request.reason_code +
                 (request.second_officer.empty() ? "" : ", second officer " + request.second_officer));
  state.overrides.push_back({name, std::move(request), by.at, finding.severity, finding.verdict});
  return {};
}

Status EnrolmentSession::discard(Sample sample, const By& by) {
  State& state = *state_;
  if (Status may = state.admit({SessionAction::discard, sample, {}, ""}, by); !may) return may;
  state.drop_overrides(sample, FingerPosition::unknown, by);
  state.note(by, "discarded", std::string(sample_name(sample)));
  if (sample == Sample::photo) {
    state.photo.reset();
    state.judged_photo.reset();
    return {};
  }
  if (sample == Sample::signature) {
    state.signature.reset();
    state.judged_signature.reset();
    state.signature_exception.reset();
    return {};
  }
  if (!state.guided) return {};
  auto anew = FingerSession::start(state.setup.policy);
  if (!anew) return anew.error();
  state.guided = *std::move(anew);
  state.fingers.clear();
  state.judged_fingers.clear();
  state.known_prints.clear();
  state.brought = false;
  state.attempts.erase(Sample::fingerprints);
  return state.apply();
}

Status EnrolmentSession::abandon(std::string_view why, const By& by) {
  State& state = *state_;
  if (Status may = state.admit({SessionAction::abandon, {}, {}, ""}, by); !may) return may;
  if (Status text = check_text("the reason", why, kMaxReasonBytes); !text) return text;
  // Nobody needs the samples of an application that is not made.
  state.photo.reset();
  state.signature.reset();
  state.fingers.clear();
  state.known_prints.clear();
  state.judged_photo.reset();
  state.judged_signature.reset();
  state.judged_fingers.clear();
  state.guided.reset();
  state.brought = false;
  state.overrides.clear();
  state.state = SessionState::abandoned;
  state.note(by, "abandoned", std::string(why));
  return state.apply();
}

}  // namespace enrolkit
