// SPDX-License-Identifier: Apache-2.0
// How a session begins.
#include <utility>

#include "sdk/session/session_state.hpp"

namespace enrolkit {

EnrolmentSession::EnrolmentSession(std::unique_ptr<State> state) : state_(std::move(state)) {}
EnrolmentSession::EnrolmentSession(EnrolmentSession&&) noexcept = default;
EnrolmentSession& EnrolmentSession::operator=(EnrolmentSession&&) noexcept = default;
EnrolmentSession::~EnrolmentSession() = default;

Result<EnrolmentSession> EnrolmentSession::begin(Applicant applicant, EnrolmentSetup setup, const By& by) {
  if (const Status named = check_text("the officer's name", by.officer, kMaxOfficerBytes); !named) return named.error();
  // Whatever is begun can be resumed: the applicant must be one that the applicant's file can tell.
  if (const auto same = parse_applicant(applicant_text(applicant), "the applicant"); !same) return same.error();
  auto state = std::make_unique<State>();
  state->setup = std::move(setup);
  state->given = std::move(applicant);
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
  return EnrolmentSession(std::move(state));
}

}  // namespace enrolkit
