// SPDX-License-Identifier: Apache-2.0
// Which step may be taken in which state, and why not: the one place that says so.
#include <algorithm>
#include <set>

#include "sdk/session/session_state.hpp"

namespace enrolkit {
namespace {

using Reason = RefusalReason;
using MaybeRefusal = std::optional<Refusal>;

// Why nothing of this sample is taken from this applicant.
MaybeRefusal not_asked(Sample sample, const SampleDecision* decision) {
  const std::string name(sample_name(sample));
  if (decision == nullptr) return Refusal{Reason::sample_not_taken, name + ": the policy says nothing of it"};
  if (decision->decision == Decision::required) return std::nullopt;
  std::string message = name + ": " + decision->reason;
  if (decision->changes_on) message += " This changes on " + format_date(*decision->changes_on) + ".";
  return Refusal{decision->decision == Decision::reuse ? Reason::sample_reused : Reason::sample_not_taken, message};
}

std::string list_of(const std::vector<SessionNeed>& needs) {
  std::string list;
  for (const SessionNeed& need : needs) {
    const bool finger = need.kind == NeedKind::finger;
    list += (list.empty() ? "" : ", ") + std::string(finger ? finger_name(need.finger) : need_kind_name(need.kind)) +
            (need.subject.empty() ? "" : " " + need.subject);
  }
  return list;
}

MaybeRefusal incomplete(const std::vector<SessionNeed>& needs) {
  if (needs.empty()) return std::nullopt;
  return Refusal{Reason::incomplete, "still needed: " + list_of(needs) + ". " + needs.front().message};
}

bool is_right(FingerPosition finger) { return static_cast<int>(finger) <= 5; }

// Why this finger is not asked for at all.
MaybeRefusal finger_taken_refusal(const FingerSession& guided, FingerPosition finger) {
  const auto progress = guided.progress();
  if (std::none_of(progress.begin(), progress.end(), [&](const auto& one) { return one.finger == finger; })) {
    return Refusal{Reason::finger_not_taken, "the " + finger_words(finger) + " is not a finger that the policy takes"};
  }
  if (!guided.exceptions().contains(finger)) return std::nullopt;
  return Refusal{Reason::exception_stands,
                 "the " + finger_words(finger) + " is excepted: an officer said that it cannot be taken"};
}

MaybeRefusal finger_offer_refusal(const FingerSession& guided, bool brought, FingerPosition finger) {
  if (auto refused = finger_taken_refusal(guided, finger)) return refused;
  const auto next = brought ? std::nullopt : guided.next();
  if (!next) return Refusal{Reason::already_complete, "no finger is asked for: all that can be taken are"};
  if (*next == finger) return std::nullopt;
  return Refusal{Reason::another_finger, "the " + finger_words(*next) + " comes first; the " + finger_words(finger) +
                                             " is asked for when that one cannot be taken or its attempts are used up"};
}

}  // namespace

using Session = EnrolmentSession;

// Fingers that cannot be given make the rules exempt the applicant; what was said of them may still change.
MaybeRefusal Session::State::fingers_not_asked() const {
  if (guided) return std::nullopt;
  return not_asked(Sample::fingerprints, decision(Sample::fingerprints));
}

MaybeRefusal Session::State::refusal(const SessionStep& step) const {
  const bool finishing = step.action == SessionAction::release || step.action == SessionAction::close;
  if (state == SessionState::finished && finishing &&
      (finish == Finish::release) == (step.action == SessionAction::release)) {
    return std::nullopt;
  }
  if (state != SessionState::open) {
    return Refusal{Reason::session_closed,
                   "the session is " + std::string(session_state_name(state)) + ": nothing more can be done in it"};
  }
  if (events.size() >= kMaxSessionSteps && !finishing && step.action != SessionAction::abandon) {
    return Refusal{Reason::too_many_steps,
                   "the session has " + std::to_string(kMaxSessionSteps) + " steps: finish or abandon it"};
  }
  switch (step.action) {
    case SessionAction::offer_photo:
      return not_asked(Sample::photo, decision(Sample::photo));
    case SessionAction::offer_signature:
      if (auto refused = not_asked(Sample::signature, decision(Sample::signature))) return refused;
      if (signature_exception) return Refusal{Reason::exception_stands, "the applicant cannot sign, an officer said"};
      return std::nullopt;
    case SessionAction::offer_finger:
      if (auto refused = fingers_not_asked()) return refused;
      return finger_offer_refusal(*guided, brought, step.finger);
    case SessionAction::bring_fingers:
      if (auto refused = fingers_not_asked()) return refused;
      if (!fingers_open())
        return Refusal{Reason::already_complete, "no finger is asked for: all that can be taken are"};
      if (attempts.contains(Sample::fingerprints) && attempts.at(Sample::fingerprints) > 0) {
        return Refusal{Reason::fingers_begun, "the fingers are taken one by one already: discard them first"};
      }
      return std::nullopt;
    case SessionAction::except_finger:
      if (auto refused = fingers_not_asked()) return refused;
      if (brought) return Refusal{Reason::already_complete, "the fingers are complete: discard them first"};
      return finger_taken_refusal(*guided, step.finger);
    case SessionAction::except_signature:
      if (auto refused = not_asked(Sample::signature, decision(Sample::signature))) return refused;
      if (signature_exception) return Refusal{Reason::exception_stands, "the signature is excepted already"};
      return std::nullopt;
    case SessionAction::answer_input:
      return answer_refusal(step.subject);
    case SessionAction::confirm_condition: {
      const auto demand = std::find_if(rules.demands.begin(), rules.demands.end(),
                                       [&](const DemandAnswer& one) { return one.rule == step.subject; });
      if (demand == rules.demands.end()) {
        return Refusal{Reason::no_such_condition,
                       "'" + step.subject + "' is no demand of the rules on this application"};
      }
      if (demand->standing == Standing::refused) return Refusal{Reason::inadmissible, demand->reason};
      if (demand->standing == Standing::met || confirmed(demand->rule)) {
        return Refusal{Reason::already_confirmed, "'" + step.subject + "' is met already"};
      }
      return std::nullopt;
    }
    case SessionAction::override_finding:
      return override_refusal(step.subject);
    case SessionAction::discard: {
      if (reused(step.sample)) return not_asked(step.sample, decision(step.sample));
      const bool there = step.sample == Sample::photo ? photo.has_value()
                         : step.sample == Sample::signature
                             ? signature || signature_exception
                             : guided && (brought || attempts.contains(step.sample) || !guided->exceptions().empty());
      if (there) return std::nullopt;
      return Refusal{Reason::nothing_there,
                     "no " + std::string(sample_name(step.sample)) + " is there to be discarded"};
    }
    case SessionAction::release:
      if (auto refused = finish_refusal()) return refused;
      if (auto refused = incomplete(sample_needs())) return refused;
      if (auto refused = incomplete(condition_needs())) return refused;
      if (const auto needs = decision_needs(); !needs.empty()) {
        return Refusal{Reason::undecided,
                       "not met and not decided on: " + list_of(needs) + ". " + needs.front().message};
      }
      return std::nullopt;
    case SessionAction::close:
      if (auto refused = finish_refusal()) return refused;
      return incomplete(sample_needs());
    case SessionAction::abandon:
      return std::nullopt;
  }
  return Refusal{Reason::session_closed, "no such step"};
}

// What no sample and no officer can mend in this session.
MaybeRefusal Session::State::finish_refusal() const {
  if (const DemandAnswer* demand = refused_demand()) return Refusal{Reason::inadmissible, demand->reason};
  for (const SampleDecision& sample : rules.samples) {
    if (sample.decision != Decision::reuse || retained) continue;
    return Refusal{Reason::sample_reused,
                   std::string(sample_name(sample.sample)) +
                       ": a retained sample is used, and this session has none: " + sample.reason};
  }
  return std::nullopt;
}

MaybeRefusal Session::State::answer_refusal(const std::string& input) const {
  if (!setup.policy.inputs.contains(input)) {
    return Refusal{Reason::no_such_input, "'" + input + "' is nothing that policy " + setup.policy.name + " asks"};
  }
  if (input == kFingersImpossible) {
    return Refusal{Reason::answered_elsewhere, input + " follows from the exceptions of the fingers"};
  }
  if (question_of(given, setup.policy).inputs.contains(input)) {
    return Refusal{Reason::answered_elsewhere, input + " stands in the applicant's file"};
  }
  return std::nullopt;
}

MaybeRefusal Session::State::override_refusal(std::string_view subject) const {
  const auto name = parse_finding_name(subject);
  if (!name) return Refusal{Reason::no_such_finding, name.error().message};
  if (name->requirement.empty()) {
    const SampleDecision* decided = decision(name->sample);
    return Refusal{Reason::law, std::string(subject) + ": what is taken at this age is law and never overridden" +
                                    (decided == nullptr ? "" : ": " + decided->reason)};
  }
  const KeptFile* file = kept(name->sample, name->finger);
  if (file == nullptr) {
    // A child's fingers are never in the session: whoever asks is told why.
    auto refused =
        name->sample == Sample::fingerprints ? fingers_not_asked() : not_asked(name->sample, decision(name->sample));
    if (refused) {
      return Refusal{Reason::law, std::string(subject) + ": " + refused->message};
    }
    return Refusal{Reason::no_such_finding, std::string(subject) + ": nothing is there of this sample"};
  }
  const auto finding = std::find_if(file->findings.begin(), file->findings.end(),
                                    [&](const auto& one) { return one.requirement == name->requirement; });
  if (finding == file->findings.end()) {
    return Refusal{Reason::no_such_finding, std::string(subject) + ": this was not judged"};
  }
  if (finding->verdict == Verdict::pass) {
    return Refusal{Reason::finding_passes, std::string(subject) + ": the requirement is met"};
  }
  if (const OverrideAnswer answer = overriding(setup.policy, *finding); !answer.allowed) {
    return Refusal{finding->severity == Severity::law ? Reason::law : Reason::not_overridable,
                   std::string(subject) + ": " + answer.reason};
  }
  if (overridden(*name)) return Refusal{Reason::already_overridden, std::string(subject) + ": is overridden already"};
  return std::nullopt;
}

MaybeRefusal Session::State::brought_refusal(const std::map<FingerPosition, SampleFile>& prints) const {
  std::set<bool> able;
  for (const FingerProgress& finger : guided->progress()) {
    if (!guided->exceptions().contains(finger.finger)) able.insert(is_right(finger.finger));
  }
  std::set<bool> given;
  for (const auto& [finger, file] : prints) {
    if (auto refused = finger_taken_refusal(*guided, finger)) return refused;
    given.insert(is_right(finger));
  }
  const int count = setup.policy.finger_count;
  const int expected = count > 1 ? count * static_cast<int>(able.size()) / 2 : count;
  if (static_cast<int>(prints.size()) != expected || (count > 1 && given != able)) {
    return Refusal{Reason::fingers_not_fitting,
                   std::to_string(expected) + " fingerprints are expected, " +
                       (able.size() < 2 ? "of the hand that can give one" : "one of each hand") + "; " +
                       std::to_string(prints.size()) + " are given"};
  }
  return std::nullopt;
}

Status Session::State::admit(const SessionStep& step, const By& by) const {
  if (const auto refused = refusal(step)) return Error{ErrorCode::refused_by_rules, refused->message};
  return check_text("the officer's name", by.officer, kMaxOfficerBytes);
}

std::optional<Refusal> Session::refusal(const SessionStep& step) const { return state_->refusal(step); }

}  // namespace enrolkit
