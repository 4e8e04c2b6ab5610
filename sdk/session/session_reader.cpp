// SPDX-License-Identifier: Apache-2.0
// A session from what the writer wrote; whoever wrote it, no state comes out that steps could not have led to.
#include <algorithm>

#include "enrolkit/image_codec.hpp"
#include "sdk/foundation/json_reader.hpp"
#include "sdk/session/session_container.hpp"
#include "sdk/session/session_state.hpp"

namespace enrolkit {
namespace {

constexpr int kMaxCount = 1'000'000;  // of attempts and scores: beyond anything that is counted

template <class Enum, class Name>
Enum read_choice(JsonReader& reader, std::string_view key, const std::vector<Enum>& values, Name name_of) {
  std::vector<std::string_view> names;
  for (const Enum value : values) names.push_back(name_of(value));
  const std::string name = reader.choice(key, names);
  for (const Enum value : values) {
    if (name_of(value) == name) return value;
  }
  return values.front();
}

KeptFile read_file_json(JsonReader& reader, const SessionParts& parts) {
  KeptFile kept;
  kept.file.name = reader.text("name");
  const int blob = reader.integer("file", 0, static_cast<int>(kMaxSessionSamples));
  if (static_cast<std::size_t>(blob) < parts.samples.size()) {
    const BytesView bytes = parts.samples[static_cast<std::size_t>(blob)];
    kept.file.bytes.assign(bytes.begin(), bytes.end());
  } else {
    reader.fail("file", "there is no such sample");
  }
  kept.attempt = reader.integer("attempt", 1, kMaxCount);
  kept.verdict = read_choice(reader, "verdict",
                             std::vector{Overall::compliant, Overall::not_compliant, Overall::review}, overall_name);
  kept.scores = reader.integer("scores", 0, kMaxCount);
  reader.objects("findings", [&](JsonReader& item) {
    RememberedFinding finding;
    finding.requirement = item.text("requirement");
    finding.severity =
        read_choice(item, "severity", std::vector{Severity::advice, Severity::rule, Severity::law}, severity_name);
    finding.verdict =
        read_choice(item, "verdict", std::vector{Verdict::pass, Verdict::fail, Verdict::unsure, Verdict::not_assessed},
                    verdict_name);
    finding.message = item.text("message");
    kept.findings.push_back(std::move(finding));
  });
  return kept;
}

FingerPosition read_finger(JsonReader& reader) {
  const auto finger = parse_finger_name(reader.text("finger"));
  if (finger) return *finger;
  reader.fail("finger", finger.error().message);
  return FingerPosition::unknown;
}

RetainedSamples read_retained(JsonReader& reader) {
  RetainedSamples retained;
  retained.dossier = reader.text("dossier");
  retained.record.kind = reader.text("kind");
  retained.record.applied_on = reader.date("applied_on").value_or(Date{});
  retained.record.keep_on_request = reader.boolean("keep_on_request");
  retained.record.expiry = reader.date("expiry", JsonReader::Need::optional);
  std::vector<Sample> held;
  for (const std::string& name : reader.texts("samples")) {
    for (const Sample sample : {Sample::photo, Sample::signature, Sample::fingerprints}) {
      if (sample_name(sample) == name) held.push_back(sample);
    }
  }
  retained.record.samples = std::move(held);
  return retained;
}

By read_by(JsonReader& reader) {
  By by;
  by.officer = reader.text("officer");
  const auto time = parse_timestamp(reader.text("time"));
  if (time) {
    by.at = *time;
  } else {
    reader.fail("time", time.error().message);
  }
  return by;
}

}  // namespace

Status EnrolmentSession::State::restore_fingers(const std::vector<FingerProgress>& progress,
                                                const std::map<FingerPosition, FingerException>& exceptions,
                                                const std::string& name) {
  const Error wrong{ErrorCode::malformed, name + ": holds fingers that no steps could have led to"};
  if (state != SessionState::abandoned && reused(Sample::fingerprints)) {
    return brought && !fingers.empty() && known_prints.empty() && progress.empty() && exceptions.empty() ? Status{}
                                                                                                         : wrong;
  }
  if (state == SessionState::abandoned || !required(Sample::fingerprints)) {
    return fingers.empty() && known_prints.empty() && progress.empty() && exceptions.empty() && !brought ? Status{}
                                                                                                         : wrong;
  }
  std::map<FingerPosition, FingerCapture> captures;
  for (const FingerProgress& finger : progress) {
    if (brought && finger.attempts != 0) return wrong;
    if (finger.kept_attempt == 0) continue;
    const auto kept = fingers.find(finger.finger);
    if (kept == fingers.end()) return wrong;
    auto print = finger_capture(kept->second.file);
    if (!print) return print.error();
    captures.emplace(finger.finger, *std::move(print));
  }
  if (!brought && captures.size() != fingers.size()) return wrong;
  auto resumed = FingerSession::resume(setup.policy, progress, exceptions, std::move(captures));
  if (!resumed) return Error{resumed.error().code, name + ": " + resumed.error().message};
  guided = *std::move(resumed);
  if (brought) {
    std::map<FingerPosition, SampleFile> prints;
    for (const auto& [finger, kept] : fingers) prints.emplace(finger, SampleFile{});
    if (brought_refusal(prints)) return wrong;
  }
  for (const auto& [finger, file] : known_prints) {
    auto print = finger_capture(file);
    if (!print) return print.error();
    if (Status added = guided->add_known_print(finger, *print); !added) return added;
  }
  return {};
}

Result<std::string> EnrolmentSession::policy_of(BytesView bytes, std::string_view name) {
  const std::string file(name);
  const auto parts = unpack_session(bytes, file);
  if (!parts) return parts.error();
  const auto document = parse_json(parts->state, file);
  if (!document) return document.error();
  JsonReader reader(*document, file);
  std::string policy = reader.text("policy");
  if (reader.error()) return *reader.error();
  return policy;
}

Result<EnrolmentSession> EnrolmentSession::resume(BytesView bytes, EnrolmentSetup setup, std::string_view name) {
  const std::string file(name);
  const auto parts = unpack_session(bytes, file);
  if (!parts) return parts.error();
  const auto document = parse_json(parts->state, file);
  if (!document) return document.error();
  auto owned = std::make_unique<State>();
  State& state = *owned;
  state.setup = std::move(setup);

  JsonReader reader(*document, file);
  const std::string policy = reader.text("policy");
  const std::string policy_version = reader.text("policy_version");
  const std::string applicant = reader.text("applicant");
  state.state =
      read_choice(reader, "state", std::vector{SessionState::open, SessionState::finished, SessionState::abandoned},
                  session_state_name);
  state.finish = reader.boolean("released") ? Finish::release : Finish::close;
  reader.objects("photo", [&](JsonReader& item) { state.photo = read_file_json(item, *parts); });
  reader.objects("signature", [&](JsonReader& item) { state.signature = read_file_json(item, *parts); });
  reader.objects("fingers", [&](JsonReader& item) {
    const FingerPosition finger = read_finger(item);
    state.fingers[finger] = read_file_json(item, *parts);
  });
  state.brought = reader.boolean("brought");
  reader.objects("known_prints", [&](JsonReader& item) {
    const FingerPosition finger = read_finger(item);
    SampleFile print{item.text("name"), {}};
    const int blob = item.integer("file", 0, static_cast<int>(kMaxSessionSamples));
    if (static_cast<std::size_t>(blob) >= parts->samples.size()) return item.fail("file", "there is no such sample");
    const BytesView content = parts->samples[static_cast<std::size_t>(blob)];
    print.bytes.assign(content.begin(), content.end());
    state.known_prints.emplace_back(finger, std::move(print));
  });
  reader.objects("attempts", [&](JsonReader& item) {
    const Sample sample =
        read_choice(item, "sample", std::vector{Sample::photo, Sample::signature, Sample::fingerprints}, sample_name);
    state.attempts[sample] = item.integer("count", 1, kMaxCount);
  });
  if (reader.has("retained")) {  // not in what the first versions wrote
    reader.objects("retained", [&](JsonReader& item) { state.retained = read_retained(item); });
  }
  std::vector<FingerProgress> progress;
  reader.objects("progress", [&](JsonReader& item) {
    const FingerPosition finger = read_finger(item);
    const int attempts = item.integer("attempts", 0, kMaxCount);
    progress.push_back({finger, attempts, item.integer("kept_attempt", 0, kMaxCount)});
  });
  std::map<FingerPosition, FingerException> exceptions;
  reader.objects("finger_exceptions", [&](JsonReader& item) {
    FingerException& exception = exceptions[read_finger(item)];
    exception.fault =
        read_choice(item, "fault", std::vector{FingerFault::missing, FingerFault::bandaged, FingerFault::unreadable},
                    finger_fault_name);
    exception.permanent = item.boolean("permanent");
  });
  reader.objects("signature_exception", [&](JsonReader& item) {
    SignatureException& exception = state.signature_exception.emplace();
    exception.fault = read_choice(item, "fault", std::vector{SignatureFault::cannot_write, SignatureFault::cannot_hold},
                                  signature_fault_name);
    exception.permanent = item.boolean("permanent");
  });
  reader.objects("answers", [&](JsonReader& item) {
    const std::string input = item.text("input");
    state.answers[input] = item.text("value");
    if (!state.setup.policy.inputs.contains(input)) item.fail("input", "the policy does not ask it");
  });
  reader.objects("conditions", [&](JsonReader& item) {
    const By by = read_by(item);
    std::string rule = item.text("rule");
    state.conditions.push_back({std::move(rule), item.text("condition"), by});
  });
  reader.objects("overrides", [&](JsonReader& item) {
    Override one;
    const By by = read_by(item);
    one.at = by.at;
    const auto finding = parse_finding_name(item.text("finding"));
    if (!finding) return item.fail("finding", finding.error().message);
    one.finding = *finding;
    one.request.officer = by.officer;
    one.request.reason_code = item.text("reason");
    one.request.text = item.text("text");
    one.request.second_officer = item.text("second_officer");
    one.severity = read_choice(item, "severity", std::vector{Severity::advice, Severity::rule}, severity_name);
    one.verdict =
        read_choice(item, "verdict", std::vector{Verdict::fail, Verdict::unsure, Verdict::not_assessed}, verdict_name);
    state.overrides.push_back(std::move(one));
  });
  reader.objects("events", [&](JsonReader& item) {
    const By by = read_by(item);
    const std::string what = item.text("what");
    state.events.push_back({by, what, item.text("detail"), policy, policy_version});
  });
  reader.finish();
  if (reader.error()) return *reader.error();

  if (state.setup.policy.name != policy || state.setup.policy.version != policy_version) {
    return Error{ErrorCode::invalid_argument, file + ": was begun under policy " + policy + ", version " +
                                                  policy_version + "; " + state.setup.policy.name + ", version " +
                                                  state.setup.policy.version + " is given"};
  }
  auto given = parse_applicant(applicant, file);
  if (!given) return given.error();
  state.given = *std::move(given);
  if (const Status applied = state.apply(); !applied) return applied.error();
  for (const auto& [sample, there] : {std::pair(Sample::photo, state.photo.has_value()),
                                      {Sample::signature, state.signature || state.signature_exception}}) {
    if (there && !state.required(sample) && !state.reused(sample)) {
      return Error{ErrorCode::malformed, file + ": holds a sample that the rules forbid"};
    }
  }
  if (const Status restored = state.restore_fingers(progress, exceptions, file); !restored) return restored.error();
  if (const Status applied = state.apply(); !applied) return applied.error();
  return EnrolmentSession(std::move(owned));
}

}  // namespace enrolkit
