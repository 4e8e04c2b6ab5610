// SPDX-License-Identifier: Apache-2.0
#include <array>

#include "enrolkit/session.hpp"

namespace enrolkit {

std::string_view signature_fault_name(SignatureFault fault) noexcept {
  constexpr std::array<std::string_view, 2> kNames = {"cannot_write", "cannot_hold"};
  return kNames[static_cast<std::size_t>(fault)];
}

std::string_view session_state_name(SessionState state) noexcept {
  constexpr std::array<std::string_view, 3> kNames = {"open", "finished", "abandoned"};
  return kNames[static_cast<std::size_t>(state)];
}

std::string_view session_action_name(SessionAction action) noexcept {
  constexpr std::array<std::string_view, 13> kNames = {
      "offer_photo",  "offer_signature",   "offer_finger",     "bring_fingers", "except_finger", "except_signature",
      "answer_input", "confirm_condition", "override_finding", "discard",       "release",       "close",
      "abandon"};
  return kNames[static_cast<std::size_t>(action)];
}

std::string_view refusal_reason_name(RefusalReason reason) noexcept {
  constexpr std::array<std::string_view, 23> kNames = {
      "session_closed",     "too_many_steps",     "sample_not_taken",
      "sample_reused",      "exception_stands",   "already_complete",
      "another_finger",     "finger_not_taken",   "fingers_not_fitting",
      "fingers_begun",      "nothing_there",      "no_such_input",
      "answered_elsewhere", "no_such_condition",  "already_confirmed",
      "no_such_finding",    "finding_passes",     "law",
      "not_overridable",    "already_overridden", "inadmissible",
      "incomplete",         "undecided"};
  return kNames[static_cast<std::size_t>(reason)];
}

std::string_view need_kind_name(NeedKind kind) noexcept {
  constexpr std::array<std::string_view, 5> kNames = {"photo", "signature", "finger", "condition", "decision"};
  return kNames[static_cast<std::size_t>(kind)];
}

}  // namespace enrolkit
