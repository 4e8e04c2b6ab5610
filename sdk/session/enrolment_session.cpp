// SPDX-License-Identifier: Apache-2.0
// How a session begins.
#include <utility>

#include "sdk/session/session_state.hpp"

namespace enrolkit {

EnrolmentSession::EnrolmentSession(std::unique_ptr<State> state) : state_(std::move(state)) {}
EnrolmentSession::EnrolmentSession(EnrolmentSession&&) noexcept = default;
EnrolmentSession& EnrolmentSession::operator=(EnrolmentSession&&) noexcept = default;
EnrolmentSession::~EnrolmentSession() = default;

bool EnrolmentSession::State::reused(Sample sample) const {
  const SampleDecision* found = decision(sample);
  return retained && found != nullptr && found->decision == Decision::reuse;
}

int EnrolmentSession::State::photo_age() const {
  if (!reused(Sample::photo)) return rules.age;
  return age_on(setup.policy, given.birth_date, retained->record.applied_on);
}

Status EnrolmentSession::State::take_retained(const By& by) {
  note(by, "retained_samples_used", "dossier " + retained->dossier);
  if (!retained->differences.empty()) {
    std::string list;
    for (const std::string& what : retained->differences) list += (list.empty() ? "" : ", ") + what;
    note(by, "holder_corrected", list);
  }
  const auto kept = [](SampleFile file) { return KeptFile{std::move(file), 1, Overall::not_compliant, {}, 0}; };
  if (reused(Sample::photo) && retained->photo) photo = kept(*std::move(retained->photo));
  if (reused(Sample::signature) && retained->signature) signature = kept(*std::move(retained->signature));
  if (reused(Sample::fingerprints)) {
    for (auto& [position, print] : retained->fingers) fingers.emplace(position, kept(std::move(print)));
    brought = true;
  }
  retained->photo.reset();
  retained->signature.reset();
  retained->fingers.clear();
  if (Status judged = judge_all(); !judged) return judged;
  for (const Override& one : retained->overrides) {
    if (override_refusal(finding_name_text(one.finding))) continue;  // of a sample that is not used, or is met now
    overrides.push_back(one);
    note(by, "override_kept",
         finding_name_text(one.finding) + ": " + one.request.reason_code + ", decided by " + one.request.officer);
  }
  retained->overrides.clear();
  return {};
}

Result<EnrolmentSession> EnrolmentSession::begin(Applicant applicant, EnrolmentSetup setup, const By& by,
                                                 std::optional<RetainedSamples> retained) {
  if (const Status named = check_text("the officer's name", by.officer, kMaxOfficerBytes); !named) return named.error();
  // Whatever is begun can be resumed: the applicant must be one that the applicant's file can tell.
  if (const auto same = parse_applicant(applicant_text(applicant), "the applicant"); !same) return same.error();
  auto state = std::make_unique<State>();
  state->setup = std::move(setup);
  state->given = std::move(applicant);
  state->retained = std::move(retained);
  if (const Status applied = state->apply(); !applied) return applied.error();
  // Given only to be checked; what officers say later may still shorten it.
  const auto& expiry = state->rules.expiry;
  if (expiry && state->given.expiry_date && *state->given.expiry_date != *expiry) {
    return Error{ErrorCode::refused_by_rules,
                 "expiry_date is " + format_date(*state->given.expiry_date) + ", but must be " + format_date(*expiry) +
                     ": " + (state->rules.validity ? state->rules.validity->reason : std::string())};
  }
  if (state->required(Sample::fingerprints)) {
    auto guided = FingerSession::start(state->setup.policy);
    if (!guided) return guided.error();
    state->guided = *std::move(guided);
  }
  state->note(by, "begun", state->rules.application);
  if (state->retained) {
    if (const Status taken = state->take_retained(by); !taken) return taken.error();
  }
  return EnrolmentSession(std::move(state));
}

}  // namespace enrolkit
