// SPDX-License-Identifier: Apache-2.0
// One applicant's enrolment, step by step, as any front end drives it: what is still needed, what may be done next, why
// something may not, and at the end the dossier. Can be put away at any point and taken up again.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "enrolkit/enrolment.hpp"
#include "enrolkit/finger_session.hpp"
#include "enrolkit/officer.hpp"
#include "enrolkit/result.hpp"

#pragma GCC visibility push(default)
namespace enrolkit {

enum class SessionState : std::uint8_t { open, finished, abandoned };
[[nodiscard]] std::string_view session_state_name(SessionState state) noexcept;  // "open", ...

enum class SessionAction : std::uint8_t {
  offer_photo,
  offer_signature,
  offer_finger,   // of `finger`
  bring_fingers,  // all at once, as they were taken elsewhere
  except_finger,  // of `finger`
  except_signature,
  answer_input,       // `subject`: the name of an input that the policy asks
  confirm_condition,  // `subject`: the rule of a demand that is open
  override_finding,   // `subject`: finding_name_text
  discard,            // of `sample`: what was taken of it is dropped
  release,            // finish: the document may be produced
  close,              // finish: the dossier tells the verdict as it is; produced only if that is compliant
  abandon,
};
[[nodiscard]] std::string_view session_action_name(SessionAction action) noexcept;  // "offer_photo", ...

struct SessionStep {
  SessionAction action = SessionAction::offer_photo;
  Sample sample = Sample::photo;
  FingerPosition finger = FingerPosition::unknown;
  std::string subject;
};

// Why a step is refused. The names never change.
enum class RefusalReason : std::uint8_t {
  session_closed,       // finished or abandoned
  too_many_steps,       // kMaxSessionSteps
  sample_not_taken,     // the rules forbid it: must not be taken from this applicant
  sample_reused,        // the rules have a retained sample used; nothing is captured
  exception_stands,     // an officer said that it cannot be given
  already_complete,     // nothing more is asked for
  another_finger,       // another finger comes first
  finger_not_taken,     // the policy does not take this finger
  fingers_not_fitting,  // too few, too many, or not one of each hand
  fingers_begun,        // the fingers are taken one by one already
  nothing_there,        // no sample is there to be discarded
  no_such_input,
  answered_elsewhere,  // the applicant's file or an exception answers it
  no_such_condition,
  already_confirmed,
  no_such_finding,
  finding_passes,   // there is nothing to override
  law,              // a law is never overridden
  not_overridable,  // the policy does not let this requirement be overridden
  already_overridden,
  inadmissible,  // the rules refuse the application; the message names the rule
  incomplete,    // release, close: something is still needed; the message names it
  undecided,     // release: a requirement is not met and nobody has decided on it
};
[[nodiscard]] std::string_view refusal_reason_name(RefusalReason reason) noexcept;  // "session_closed", ...

struct Refusal {
  RefusalReason reason = RefusalReason::session_closed;
  std::string message;  // one sentence
};

// What must happen before the release.
enum class NeedKind : std::uint8_t { photo, signature, finger, condition, decision };
[[nodiscard]] std::string_view need_kind_name(NeedKind kind) noexcept;  // "photo", ...

struct SessionNeed {
  NeedKind kind = NeedKind::photo;
  FingerPosition finger = FingerPosition::unknown;
  std::string subject;               // as SessionStep::subject, for a condition (confirm_condition) or a decision
  std::vector<std::string> inputs;   // of a condition: what may be answered instead of confirming it
  std::vector<std::string> reasons;  // of a decision: the codes with which it may be overridden; empty: nobody may
  bool second_officer = false;       // must agree then
  std::string message;               // one sentence for the officer
};

// A finding as the session remembers it: what was judged, not what was measured.
struct RememberedFinding {
  std::string requirement;
  Severity severity = Severity::rule;
  Verdict verdict = Verdict::pass;
  std::string message;
};

// The best attempt at a sample.
struct KeptSample {
  Sample sample = Sample::photo;
  FingerPosition finger = FingerPosition::unknown;
  int attempt = 0;  // which of the attempts it is, from 1
  Overall verdict = Overall::not_compliant;
  std::vector<RememberedFinding> findings;
};

// What an attempt came to.
struct OfferedSample {
  Sample sample = Sample::photo;
  FingerPosition finger = FingerPosition::unknown;
  AttemptResult result = AttemptResult::again;
  Overall verdict = Overall::not_compliant;
  bool kept = false;                 // it is now the best of its sample
  std::vector<std::string> reasons;  // sentences for the person; empty when accepted
  std::vector<Finding> findings;     // with their measures
};

struct SessionStatus {
  SessionState state = SessionState::open;
  Applicant applicant;  // with the expiry date as the rules have it now
  RulesAnswer rules;
  std::string retained;             // the dossier whose samples are used; empty: none
  std::vector<SessionNeed> needs;   // in the order in which they are best met; empty: may be released
  std::vector<SessionStep> next;    // every step that is not refused
  std::vector<KeptSample> samples;  // photo, signature, fingers
  std::map<Sample, int> attempts;   // made so far
  std::optional<FingerPosition> next_finger;
  int finger_attempts_left = 0;  // with next_finger
  FingersVerdict fingers = FingersVerdict::open;
  std::map<FingerPosition, FingerException> finger_exceptions;
  std::optional<SignatureException> signature_exception;
  std::map<std::string, std::string> answers;  // to the policy's questions
  std::vector<ConfirmedCondition> conditions;
  std::vector<Override> overrides;
  std::vector<EnrolmentEvent> events;
};

inline constexpr std::size_t kMaxSessionSteps = 1000;  // a day at one counter has fewer

enum class Finish : std::uint8_t { release, close };

// Every step answers refused_by_rules when refusal() of it has a value, with that message, and changes nothing then; an
// error of another code (a file that is no image, an officer without a name) changes nothing either. Not thread-safe;
// moves, does not copy.
class EnrolmentSession {
 public:
  // The rules are applied at once, to what the applicant's file says; an application that they refuse is begun all the
  // same and told by refusal(): an answer may change it. `setup.models` may be empty until a photo is offered. Errors:
  // those of apply_rules,
  // builtin_finger_profile and compose_mrz; refused_by_rules (an expiry date other than the rules'); invalid_argument
  // (`by`). With `retained` its samples are there from the beginning, judged as at the age of then and with what
  // officers decided on them then, and are not to be discarded; a photo needs `setup.models`. Further errors:
  // refused_by_rules (they may not be used: names rule and source), and those of judging them.
  [[nodiscard]] static Result<EnrolmentSession> begin(Applicant applicant, EnrolmentSetup setup, const By& by,
                                                      std::optional<RetainedSamples> retained = {});

  // A session from the bytes that serialise() gave; `name` begins the messages. The policy must be the one under which
  // it was begun. Errors: malformed, truncated, too_large (the bytes), unsupported (a newer version), invalid_argument
  // (another policy), and those of judging a finger.
  [[nodiscard]] static Result<EnrolmentSession> resume(BytesView bytes, EnrolmentSetup setup, std::string_view name);
  // The name of the policy under which it was begun. Errors: those of the bytes, as resume.
  [[nodiscard]] static Result<std::string> policy_of(BytesView bytes, std::string_view name);
  // The whole session, biometric samples included: keep it encrypted. The same state gives the same bytes.
  [[nodiscard]] Bytes serialise() const;

  EnrolmentSession(EnrolmentSession&&) noexcept;
  EnrolmentSession& operator=(EnrolmentSession&&) noexcept;
  ~EnrolmentSession();

  [[nodiscard]] SessionStatus status() const;
  // Empty when the step may be taken. For bring_fingers and override_finding it looks at what is known without their
  // content.
  [[nodiscard]] std::optional<Refusal> refusal(const SessionStep& step) const;

  // The best of all attempts is kept: compliant before review before not, then fewer faults, then the higher scores.
  // Errors: those of decode_image and of the check.
  [[nodiscard]] Result<OfferedSample> offer_photo(SampleFile photo, const By& by);
  [[nodiscard]] Result<OfferedSample> offer_signature(SampleFile signature, const By& by);
  // A print of status().next_finger; see FingerSession for order and attempts.
  [[nodiscard]] Result<OfferedSample> offer_finger(FingerPosition finger, SampleFile print, const By& by);
  // A print as a reader gave it. Errors: also those of encode_png.
  [[nodiscard]] Result<OfferedSample> offer_finger(FingerPosition finger, const FingerCapture& print, const By& by);
  // All prints at once, taken elsewhere: one of each hand that can give one. Errors: invalid_argument (the same image
  // for two fingers).
  [[nodiscard]] Status bring_fingers(const std::map<FingerPosition, SampleFile>& prints, const By& by);
  // A print of the same person from before; see FingerSession::add_known_print.
  [[nodiscard]] Status add_known_print(FingerPosition finger, SampleFile print, const By& by);

  [[nodiscard]] Status except_finger(FingerPosition finger, FingerException exception, const By& by);
  [[nodiscard]] Status except_signature(SignatureException exception, const By& by);
  // An input of the policy: the demands and the validity follow. Errors: invalid_argument (a value that it does not
  // know).
  [[nodiscard]] Status answer_input(const std::string& input, const std::string& value, const By& by);
  // A demand that is open holds: the officer has seen it, whatever its inputs.
  [[nodiscard]] Status confirm_condition(const std::string& rule, const By& by);
  // By the policy's rules on overrides; `request.officer` is taken from `by`. Errors: those of check_override.
  [[nodiscard]] Status override_finding(const FindingName& finding, OverrideRequest request, const By& by);
  [[nodiscard]] Status discard(Sample sample, const By& by);

  // Makes the chip files, the report and the dossier's record; nothing is on the disk yet (write_dossier). Can be asked
  // again once finished, the same way: the same dossier, but for the signature over the chip files. Errors: those of
  // the encoders and the signer; the session stays open then.
  [[nodiscard]] Result<Enrolment> finish(Finish how, const By& by);
  [[nodiscard]] Status abandon(std::string_view why, const By& by);

 private:
  struct State;
  explicit EnrolmentSession(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

}  // namespace enrolkit
#pragma GCC visibility pop
