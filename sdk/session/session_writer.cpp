// SPDX-License-Identifier: Apache-2.0
// The state of a session as JSON, its samples beside it.
#include "sdk/report/officer_json.hpp"
#include "sdk/session/session_container.hpp"
#include "sdk/session/session_state.hpp"

namespace enrolkit {
namespace {

class SampleList {
 public:
  std::size_t add(const Bytes& bytes) {
    samples_.push_back(&bytes);
    return samples_.size() - 1;
  }
  [[nodiscard]] const std::vector<const Bytes*>& samples() const { return samples_; }

 private:
  std::vector<const Bytes*> samples_;
};

Json file_json(const KeptFile& kept, SampleList& samples) {
  Json findings = Json::array();
  for (const RememberedFinding& finding : kept.findings) {
    findings.push_back({{"requirement", finding.requirement},
                        {"severity", severity_name(finding.severity)},
                        {"verdict", verdict_name(finding.verdict)},
                        {"message", finding.message}});
  }
  Json item = {{"name", kept.file.name},
               {"file", samples.add(kept.file.bytes)},
               {"attempt", kept.attempt},
               {"verdict", overall_name(kept.verdict)},
               {"scores", kept.scores}};
  item["findings"] = std::move(findings);
  return item;
}

Json at_most_one(const std::optional<KeptFile>& kept, SampleList& samples) {
  Json list = Json::array();
  if (kept) list.push_back(file_json(*kept, samples));
  return list;
}

Json retained_json(const std::optional<RetainedSamples>& retained) {
  Json list = Json::array();
  if (!retained) return list;
  const RetainedRecord& record = retained->record;
  Json samples = Json::array();
  for (const Sample sample : record.samples.value_or(std::vector<Sample>())) samples.push_back(sample_name(sample));
  Json item = {{"dossier", retained->dossier},
               {"kind", record.kind},
               {"applied_on", format_date(record.applied_on)},
               {"keep_on_request", record.keep_on_request}};
  if (record.expiry) item["expiry"] = format_date(*record.expiry);
  item["samples"] = std::move(samples);
  list.push_back(std::move(item));
  return list;
}

Json by_json(const By& by) { return {{"officer", by.officer}, {"time", format_timestamp(by.at)}}; }

}  // namespace

// The text of the applicant's file.
std::string applicant_text(const Applicant& applicant) {
  Json object = applicant_object(applicant);
  if (object["expiry_date"].is_null()) object.erase("expiry_date");
  return line_of(object);
}

Bytes EnrolmentSession::serialise() const {
  const State& state = *state_;
  SampleList samples;
  Json document = {{"policy", state.setup.policy.name},
                   {"policy_version", state.setup.policy.version},
                   {"applicant", applicant_text(state.given)},
                   {"state", session_state_name(state.state)},
                   {"released", state.finish == Finish::release}};
  document["photo"] = at_most_one(state.photo, samples);
  document["signature"] = at_most_one(state.signature, samples);
  Json fingers = Json::array();
  for (const auto& [finger, kept] : state.fingers) {
    Json item = file_json(kept, samples);
    item["finger"] = finger_name(finger);
    fingers.push_back(std::move(item));
  }
  document["fingers"] = std::move(fingers);
  document["brought"] = state.brought;
  Json known = Json::array();
  for (const auto& [finger, file] : state.known_prints) {
    known.push_back({{"finger", finger_name(finger)}, {"name", file.name}, {"file", samples.add(file.bytes)}});
  }
  document["known_prints"] = std::move(known);
  document["retained"] = retained_json(state.retained);
  Json attempts = Json::array();
  for (const auto& [sample, count] : state.attempts) {
    attempts.push_back({{"sample", sample_name(sample)}, {"count", count}});
  }
  document["attempts"] = std::move(attempts);
  Json progress = Json::array();
  Json exceptions = Json::array();
  if (state.guided) {
    for (const FingerProgress& finger : state.guided->progress()) {
      progress.push_back({{"finger", finger_name(finger.finger)},
                          {"attempts", finger.attempts},
                          {"kept_attempt", finger.kept_attempt}});
    }
    for (const auto& [finger, exception] : state.guided->exceptions()) {
      exceptions.push_back({{"finger", finger_name(finger)},
                            {"fault", finger_fault_name(exception.fault)},
                            {"permanent", exception.permanent}});
    }
  }
  document["progress"] = std::move(progress);
  document["finger_exceptions"] = std::move(exceptions);
  Json signature = Json::array();
  if (state.signature_exception) {
    signature.push_back({{"fault", signature_fault_name(state.signature_exception->fault)},
                         {"permanent", state.signature_exception->permanent}});
  }
  document["signature_exception"] = std::move(signature);
  Json answers = Json::array();
  for (const auto& [input, value] : state.answers) answers.push_back({{"input", input}, {"value", value}});
  document["answers"] = std::move(answers);
  Json conditions = Json::array();
  for (const ConfirmedCondition& one : state.conditions) {
    Json item = by_json(one.by);
    item["rule"] = one.rule;
    item["condition"] = one.condition;
    conditions.push_back(std::move(item));
  }
  document["conditions"] = std::move(conditions);
  Json overrides = Json::array();
  for (const Override& one : state.overrides) {
    Json item = by_json({one.request.officer, one.at});
    item["finding"] = finding_name_text(one.finding);
    item["reason"] = one.request.reason_code;
    item["text"] = one.request.text;
    item["second_officer"] = one.request.second_officer;
    item["severity"] = severity_name(one.severity);
    item["verdict"] = verdict_name(one.verdict);
    overrides.push_back(std::move(item));
  }
  document["overrides"] = std::move(overrides);
  Json events = Json::array();
  for (const EnrolmentEvent& event : state.events) {
    Json item = by_json(event.by);
    item["what"] = event.what;
    item["detail"] = event.detail;
    events.push_back(std::move(item));
  }
  document["events"] = std::move(events);

  return pack_session(line_of(document), samples.samples());
}

}  // namespace enrolkit
