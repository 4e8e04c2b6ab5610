// SPDX-License-Identifier: Apache-2.0
#include "enrolkit/report.hpp"
#include "sdk/report/json_parts.hpp"
#include "sdk/report/officer_json.hpp"

namespace enrolkit {
namespace {

Json finger_or_null(FingerPosition finger) {
  return finger == FingerPosition::unknown ? Json(nullptr) : Json(finger_name(finger));
}

Json needs_json(const std::vector<SessionNeed>& needs) {
  Json list = Json::array();
  for (const SessionNeed& need : needs) {
    list.push_back({{"kind", need_kind_name(need.kind)},
                    {"finger", finger_or_null(need.finger)},
                    {"subject", need.subject},
                    {"inputs", need.inputs},
                    {"reasons", need.reasons},
                    {"second_officer", need.second_officer},
                    {"message", need.message}});
  }
  return list;
}

Json step_json(const SessionStep& step) {
  Json item = {{"action", session_action_name(step.action)}};
  if (step.action == SessionAction::discard) item["sample"] = sample_name(step.sample);
  if (step.finger != FingerPosition::unknown) item["finger"] = finger_name(step.finger);
  if (!step.subject.empty()) item["subject"] = step.subject;
  return item;
}

Json steps_json(const std::vector<SessionStep>& steps) {
  Json list = Json::array();
  for (const SessionStep& step : steps) list.push_back(step_json(step));
  return list;
}

Json samples_json(const std::vector<KeptSample>& samples) {
  Json list = Json::array();
  for (const KeptSample& sample : samples) {
    Json findings = Json::array();
    for (const RememberedFinding& finding : sample.findings) {
      findings.push_back({{"requirement", finding.requirement},
                          {"severity", severity_name(finding.severity)},
                          {"verdict", verdict_name(finding.verdict)},
                          {"message", finding.message}});
    }
    Json item = {{"sample", sample_name(sample.sample)},
                 {"finger", finger_or_null(sample.finger)},
                 {"attempt", sample.attempt},
                 {"verdict", overall_name(sample.verdict)}};
    item["findings"] = std::move(findings);
    list.push_back(std::move(item));
  }
  return list;
}

}  // namespace

std::string session_json(const SessionStatus& status) {
  Json document = document_of("session");
  document["state"] = session_state_name(status.state);
  document["releasable"] = status.state == SessionState::open && status.needs.empty();
  document["needs"] = needs_json(status.needs);
  document["next"] = steps_json(status.next);
  document["applicant"] = applicant_object(status.applicant);
  document["rules"] = rules_object(status.rules);
  document["retained"] = status.retained.empty() ? Json(nullptr) : Json(status.retained);
  document["samples"] = samples_json(status.samples);
  Json attempts = Json::object();
  for (const auto& [sample, count] : status.attempts) attempts[std::string(sample_name(sample))] = count;
  document["attempts"] = std::move(attempts);
  document["fingers"] = {{"verdict", fingers_verdict_name(status.fingers)},
                         {"next", finger_or_null(status.next_finger.value_or(FingerPosition::unknown))},
                         {"attempts_left", status.finger_attempts_left}};
  document["exceptions"] = exceptions_json(status.finger_exceptions, status.signature_exception);
  document["answers"] = status.answers;
  document["conditions_confirmed"] = conditions_json(status.conditions);
  document["overrides"] = overrides_json(status.overrides);
  document["events"] = events_json(status.events);
  return line_of(document);
}

std::string offered_sample_json(const OfferedSample& step) {
  Json document = document_of("offered_sample");
  document["sample"] = sample_name(step.sample);
  document["finger"] = finger_or_null(step.finger);
  document["result"] = attempt_result_name(step.result);
  document["verdict"] = overall_name(step.verdict);
  document["kept"] = step.kept;
  document["reasons"] = step.reasons;
  document["findings"] = findings_json(step.findings);
  return line_of(document);
}

std::string refusal_json(const SessionStep& step, const Refusal& refusal) {
  Json document = document_of("session_refusal");
  document["step"] = step_json(step);
  document["reason"] = refusal_reason_name(refusal.reason);
  document["message"] = refusal.message;
  return line_of(document);
}

}  // namespace enrolkit
