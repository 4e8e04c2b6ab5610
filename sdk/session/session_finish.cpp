// SPDX-License-Identifier: Apache-2.0
// The end of a session: the dossier from what was kept and decided.
#include <algorithm>
#include <utility>

#include "enrolkit/report.hpp"
#include "sdk/session/chip_samples.hpp"
#include "sdk/session/document_data.hpp"
#include "sdk/session/session_state.hpp"

namespace enrolkit {
namespace {

Bytes bytes_of(std::string_view text) { return {text.begin(), text.end()}; }

Overall worse(Overall a, Overall b) {
  if (a == Overall::not_compliant || b == Overall::not_compliant) return Overall::not_compliant;
  return a == Overall::review || b == Overall::review ? Overall::review : Overall::compliant;
}

// The verdict on a sample when what was overridden is left out.
template <class Report>
Overall decided(const Report& report, Sample sample, FingerPosition finger, const std::vector<Override>& overrides) {
  std::vector<Finding> open;
  for (const Finding& finding : report.findings) {
    const FindingName name{sample, finger, finding.requirement};
    const bool left_out =
        std::any_of(overrides.begin(), overrides.end(), [&](const Override& one) { return one.finding == name; });
    if (!left_out) open.push_back(finding);
  }
  return open.size() == report.findings.size() ? report.verdict : overall_of(open);
}

void set_verdicts(Enrolment& enrolment) {
  enrolment.measured_verdict = enrolment.verdict = Overall::compliant;
  const auto add = [&](const auto& report, Sample sample, FingerPosition finger) {
    enrolment.measured_verdict = worse(enrolment.measured_verdict, report.verdict);
    enrolment.verdict = worse(enrolment.verdict, decided(report, sample, finger, enrolment.overrides));
  };
  if (enrolment.photo) add(enrolment.photo->report, Sample::photo, FingerPosition::unknown);
  if (enrolment.signature) add(enrolment.signature->report, Sample::signature, FingerPosition::unknown);
  for (const FingerResult& finger : enrolment.fingers) add(finger.report, Sample::fingerprints, finger.position);
}

// True when the remembered findings are no longer those of the report.
template <class Report>
bool remember_again(KeptFile& kept, const Report& report) {
  const auto findings = remembered(report.findings);
  const bool same =
      std::equal(findings.begin(), findings.end(), kept.findings.begin(), kept.findings.end(),
                 [](const RememberedFinding& a, const RememberedFinding& b) {
                   return a.requirement == b.requirement && a.verdict == b.verdict && a.severity == b.severity;
                 });
  kept.findings = findings;
  kept.verdict = report.verdict;
  return !same;
}

}  // namespace

RulesQuestion EnrolmentSession::State::question() const {
  RulesQuestion question = question_of(given, setup.policy);
  for (const auto& [input, value] : answers) question.inputs[input] = value;
  if (retained) question.record = retained->record;
  if (!guided || !setup.policy.inputs.contains(std::string(kFingersImpossible))) return question;
  const FingersVerdict verdict = brought ? FingersVerdict::complete : guided->verdict();
  question.inputs[std::string(kFingersImpossible)] = verdict == FingersVerdict::temporarily_impossible   ? "temporary"
                                                     : verdict == FingersVerdict::permanently_impossible ? "permanent"
                                                                                                         : "no";
  return question;
}

Status EnrolmentSession::State::apply() {
  auto answer = apply_rules(setup.policy, question());
  if (!answer) return answer.error();
  if (retained && !answer->reuse->allowed) {
    return Error{ErrorCode::refused_by_rules, "the retained samples may not be used: " + answer->reuse->reason +
                                                  " (rule " + answer->reuse->rule + "; " + answer->reuse->source + ")"};
  }
  rules = *std::move(answer);
  applicant = given;
  for (const auto& [input, value] : question().inputs) {
    const bool elsewhere = input == "registered" || input == "post";  // in the application
    const bool nothing = input == kFingersImpossible && value == "no";
    if (!elsewhere && !nothing) applicant.inputs[input] = value;
  }
  mrz.reset();
  if (!rules.makes_document || !rules.expiry) return {};
  if (applicant.issuing_state.empty()) applicant.issuing_state = setup.policy.issuing_state;
  applicant.expiry_date = rules.expiry;
  StageClock clock(times);
  auto composed = clock.measure("mrz", [&] { return document_mrz(applicant); });
  if (!composed) return composed.error();
  mrz = *std::move(composed);
  return {};
}

Status EnrolmentSession::State::judge_all() {
  StageClock clock(times);
  for (const FingerPosition finger : fingers_in_use()) {
    KeptFile& file = fingers.at(finger);
    if (judged_fingers.contains(finger)) continue;
    auto judged = judge_finger(finger, file.file, setup, clock);
    if (!judged) return judged.error();
    remember_again(file, judged->result.report);
    judged_fingers.emplace(finger, *std::move(judged));
  }
  if (signature && !judged_signature) {
    auto judged = judge_signature(signature->file, clock);
    if (!judged) return judged.error();
    remember_again(*signature, judged->result.report);
    judged_signature = *std::move(judged);
  }
  if (photo && !judged_photo) {
    auto judged = judge_photo(photo->file, setup, photo_age(), clock);
    if (!judged) return judged.error();
    remember_again(*photo, judged->result.report);
    judged_photo = *std::move(judged);
  }
  return {};
}

Result<Enrolment> EnrolmentSession::State::compose() {
  Enrolment enrolment;
  StageClock clock(times);
  enrolment.applicant = applicant;
  enrolment.rules = rules;
  if (retained) enrolment.retained = retained->dossier;
  if (mrz) enrolment.mrz = *mrz;
  enrolment.overrides = overrides;
  enrolment.conditions = conditions;
  enrolment.signature_exception = signature_exception;
  if (guided) enrolment.finger_exceptions = guided->exceptions();

  Status stage;
  std::vector<std::pair<const SampleFile*, const JudgedFinger*>> prints;
  for (const FingerPosition finger : fingers_in_use()) {
    prints.emplace_back(&fingers.at(finger).file, &judged_fingers.at(finger));
  }
  if (!prints.empty()) stage = finger_stage(prints, setup, clock, enrolment);
  if (stage && signature) stage = signature_stage(signature->file, *judged_signature, setup, clock, enrolment);
  if (stage && photo) stage = photo_stage(photo->file, *judged_photo, setup, clock, enrolment);
  if (stage && mrz)
    stage = clock.measure("chip", [&] { return add_document_files(enrolment.chip, *mrz, setup.signer.get()); });
  if (!stage) return stage.error();
  if (!mrz) enrolment.chip.clear();  // an application that makes no document has no chip

  for (const auto& [file, bytes] : enrolment.chip) enrolment.files.push_back({"chip/" + chip_file_name(file), bytes});
  set_verdicts(enrolment);
  auto html = clock.measure("report", [&] { return bytes_of(enrolment_html(enrolment)); });
  enrolment.files.push_back({"report.html", std::move(html)});
  auto record = clock.measure("dossier", [&] { return bytes_of(dossier_json(enrolment)); });
  enrolment.files.push_back({"dossier.json", std::move(record)});
  enrolment.events = events;
  enrolment.times = times;
  return enrolment;
}

Result<Enrolment> EnrolmentSession::finish(Finish how, const By& by) {
  State& state = *state_;
  const SessionStep step{how == Finish::release ? SessionAction::release : SessionAction::close, {}, {}, ""};
  if (const Status may = state.admit(step, by); !may) return may.error();
  // After a resume the samples are judged anew: should another version see more, it is said here and not passed over.
  if (const Status judged = state.judge_all(); !judged) return judged.error();
  if (const Status may = state.admit(step, by); !may) return may.error();
  const bool again = state.state == SessionState::finished;
  if (!again) state.note(by, how == Finish::release ? "released" : "closed", "");
  auto enrolment = state.compose();
  if (!enrolment) {
    if (!again) state.events.pop_back();
    return enrolment;
  }
  state.state = SessionState::finished;
  state.finish = how;
  return enrolment;
}

}  // namespace enrolkit
