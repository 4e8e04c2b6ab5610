// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <set>
#include <string>

#include "enrolkit/enrolment.hpp"

namespace enrolkit {
namespace {

Error refusal(const std::string& what, const SampleDecision& decision) {
  std::string message = what + ": " + decision.reason;
  if (decision.changes_on) message += " This changes on " + format_date(*decision.changes_on) + ".";
  return Error{ErrorCode::refused_by_rules, message};
}

bool is_right(FingerPosition position) { return static_cast<int>(position) <= 5; }

Status admit_fingers(const EnrolmentSamples& samples, const Policy& policy, const SampleDecision& decision) {
  std::set<bool> hands;
  for (const auto& [position, file] : samples.fingers) {
    const std::string name(finger_name(position));
    const std::string finger = name.substr(name.find('-') + 1);
    if (std::find(policy.finger_order.begin(), policy.finger_order.end(), finger) == policy.finger_order.end()) {
      return refusal("the " + name + " is not a finger that policy " + policy.name + " takes", decision);
    }
    hands.insert(is_right(position));
  }
  const auto offered = static_cast<int>(samples.fingers.size());
  if (offered != policy.finger_count) {
    return refusal(std::to_string(policy.finger_count) + " fingerprints are needed, " + std::to_string(offered) +
                       (offered == 1 ? " is" : " are") + " offered",
                   decision);
  }
  if (policy.finger_count > 1 && hands.size() < 2) {
    return refusal("one finger of each hand is needed, both offered fingers are of the same hand", decision);
  }
  return {};
}

Status admit_samples(const EnrolmentSamples& samples, const RulesAnswer& rules, const Policy& policy) {
  for (const SampleDecision& decision : rules.samples) {
    const std::string name(sample_name(decision.sample));
    const bool offered = decision.sample == Sample::photo       ? samples.photo.has_value()
                         : decision.sample == Sample::signature ? samples.signature.has_value()
                                                                : !samples.fingers.empty();
    if (decision.decision == Decision::required && !offered) {
      return refusal("a required sample is missing (" + name + ")", decision);
    }
    if (decision.decision != Decision::required && offered) {
      return refusal("a sample is offered that must not be taken (" + name + ")", decision);
    }
    if (decision.sample == Sample::fingerprints && offered) {
      if (const Status fingers = admit_fingers(samples, policy, decision); !fingers) return fingers;
    }
  }
  return {};
}

// The application itself, whatever is offered.
Status admit_application(const RulesAnswer& rules) {
  for (const DemandAnswer& demand : rules.demands) {
    if (demand.standing != Standing::refused) continue;
    std::string message = "the " + rules.application + " application is not admissible: " + demand.reason;
    if (demand.changes_on) message += " This changes on " + format_date(*demand.changes_on) + ".";
    return Error{ErrorCode::refused_by_rules, message};
  }
  if (rules.reuse && !rules.reuse->allowed) {
    return Error{ErrorCode::refused_by_rules, "the retained samples may not be used: " + rules.reuse->reason +
                                                  " (rule " + rules.reuse->rule + "; " + rules.reuse->source + ")"};
  }
  for (const SampleDecision& sample : rules.samples) {
    if (sample.decision == Decision::reuse && !rules.reuse) {
      return Error{ErrorCode::refused_by_rules, "a " + rules.application + " application uses retained samples (" +
                                                    std::string(sample_name(sample.sample)) +
                                                    "): the dossier that holds them must be named. " + sample.reason};
    }
  }
  return {};
}

}  // namespace

RulesQuestion question_of(const Applicant& applicant, const Policy& policy) {
  RulesQuestion question;
  question.application = applicant.application.kind;
  question.birth = applicant.birth_date;
  question.on = applicant.application.date;
  question.keep_on_request = applicant.application.keep_seven_years;
  // What the applicant's file always says, and not every policy asks.
  const auto tell = [&](const std::string& name, const std::string& value) {
    if (!value.empty() && policy.inputs.contains(name)) question.inputs[name] = value;
  };
  question.inputs = applicant.inputs;
  tell("registered", applicant.application.registered);
  tell("post", applicant.application.post);
  return question;
}

Result<RulesAnswer> admit(const Applicant& applicant, const EnrolmentSamples& samples, const Policy& policy) {
  RulesQuestion question = question_of(applicant, policy);
  if (samples.retained) question.record = samples.retained->record;
  auto rules = apply_rules(policy, question);
  if (!rules) return rules;
  if (const Status allowed = admit_application(*rules); !allowed) return allowed.error();
  if (const Status admitted = admit_samples(samples, *rules, policy); !admitted) return admitted.error();
  return rules;
}

}  // namespace enrolkit
