// SPDX-License-Identifier: Apache-2.0
// What an enrolment session holds; each part of it has a file of its own.
#pragma once

#include "enrolkit/mrz.hpp"
#include "enrolkit/session.hpp"
#include "sdk/session/hand.hpp"
#include "sdk/session/sample_stages.hpp"

namespace enrolkit {

// The best attempt at one sample.
struct KeptFile {
  SampleFile file;
  int attempt = 0;
  Overall verdict = Overall::not_compliant;
  std::vector<RememberedFinding> findings;
  int scores = 0;  // of all findings together

  [[nodiscard]] bool better_than(const KeptFile& other) const;
};

// The input of a policy that the session answers by itself, from the exceptions of the fingers.
inline constexpr std::string_view kFingersImpossible = "fingers_impossible";

struct EnrolmentSession::State {
  EnrolmentSetup setup;
  Applicant given;
  SessionState state = SessionState::open;
  Finish finish = Finish::close;  // how it was finished
  std::optional<KeptFile> photo;
  std::optional<KeptFile> signature;
  std::map<FingerPosition, KeptFile> fingers;  // of every finger that has a kept attempt
  std::map<Sample, int> attempts;
  bool brought = false;                 // the fingers came all at once
  std::optional<FingerSession> guided;  // when fingers are required
  std::vector<std::pair<FingerPosition, SampleFile>> known_prints;
  std::optional<RetainedSamples> retained;  // its samples are among those above
  std::optional<SignatureException> signature_exception;
  std::map<std::string, std::string> answers;  // to the policy's questions, by input
  std::vector<ConfirmedCondition> conditions;
  std::vector<Override> overrides;
  std::vector<EnrolmentEvent> events;

  // What follows from the above.
  Applicant applicant;
  RulesAnswer rules;
  std::optional<Mrz> mrz;  // of a document
  std::optional<JudgedPhoto> judged_photo;
  std::optional<JudgedSignature> judged_signature;
  std::map<FingerPosition, JudgedFinger> judged_fingers;
  std::vector<StageTime> times;

  [[nodiscard]] RulesQuestion question() const;
  // Applies the rules to what is known; again after whatever changes their answer.
  Status apply();

  [[nodiscard]] const SampleDecision* decision(Sample sample) const;
  [[nodiscard]] bool required(Sample sample) const;
  [[nodiscard]] bool fingers_open() const;
  [[nodiscard]] std::vector<FingerPosition> fingers_in_use() const;
  [[nodiscard]] const KeptFile* kept(Sample sample, FingerPosition finger) const;
  [[nodiscard]] bool overridden(const FindingName& finding) const;

  [[nodiscard]] std::vector<SessionNeed> sample_needs() const;
  [[nodiscard]] bool confirmed(const std::string& rule) const;
  [[nodiscard]] std::vector<SessionNeed> condition_needs() const;
  [[nodiscard]] const DemandAnswer* refused_demand() const;
  [[nodiscard]] std::vector<SessionNeed> decision_needs() const;

  [[nodiscard]] std::optional<Refusal> refusal(const SessionStep& step) const;
  [[nodiscard]] std::optional<Refusal> fingers_not_asked() const;
  [[nodiscard]] std::optional<Refusal> finish_refusal() const;
  [[nodiscard]] std::optional<Refusal> answer_refusal(const std::string& input) const;
  [[nodiscard]] std::optional<Refusal> override_refusal(std::string_view subject) const;
  [[nodiscard]] std::optional<Refusal> brought_refusal(const std::map<FingerPosition, SampleFile>& prints) const;
  // The step may be taken by this officer. Errors: refused_by_rules, invalid_argument (an officer without a name).
  [[nodiscard]] Status admit(const SessionStep& step, const By& by) const;

  [[nodiscard]] Result<FingerCapture> finger_capture(const SampleFile& file) const;
  Status restore_fingers(const std::vector<FingerProgress>& progress,
                         const std::map<FingerPosition, FingerException>& exceptions, const std::string& name);

  void note(const By& by, std::string what, std::string detail);
  void drop_overrides(Sample sample, FingerPosition finger, const By& by);

  // Judges again what was judged before the session was put away. Errors: those of judging.
  Status judge_all();
  [[nodiscard]] bool reused(Sample sample) const;
  [[nodiscard]] int photo_age() const;  // by which the photo is judged: a retained one as it was
  // The samples that the rules have reused, with the decisions on them. Errors: those of judging.
  Status take_retained(const By& by);
  Result<Enrolment> compose();
};

// Errors: invalid_argument: no name, too long, control codes or no UTF-8.
Status check_text(std::string_view what, std::string_view text, std::size_t max_bytes);

// The text of the applicant's file.
std::string applicant_text(const Applicant& applicant);

// As the rules on overrides look at it.
OverrideAnswer overriding(const Policy& policy, const RememberedFinding& finding);

std::vector<RememberedFinding> remembered(const std::vector<Finding>& findings);

}  // namespace enrolkit
