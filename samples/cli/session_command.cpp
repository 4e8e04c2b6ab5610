// SPDX-License-Identifier: Apache-2.0
// One enrolment, step by step, without a screen.
#include <cstdio>

#include "samples/cli/enrolment_output.hpp"
#include "samples/cli/sample_options.hpp"
#include "samples/cli/session_steps.hpp"
#include "samples/cli/signer_options.hpp"

namespace enrolkit::cli {
namespace {

struct Options : SessionOptions {
  std::string applicant;
  std::string retained;
  std::string photo, signature, finger;
  std::string missing, bandaged, unreadable;
  bool permanent = false, temporary = false;
  std::string cannot_sign;
  std::string sample, finding, reason, text, second_officer;
  std::string condition, input, value;
  std::string output;
  SignerOptions signer;
  std::string format = "19794";
  bool as_is = false;
};

int begin(const Options& options) {
  const auto by = actor(options);
  if (!by) return report_error(by.error());
  EnrolmentSetup setup;
  auto policy =
      load_profile<Policy>(options.policy.empty() ? "be-passport-2026" : options.policy, builtin_policy, parse_policy);
  if (!policy) return report_error(policy.error());
  setup.policy = *std::move(policy);
  auto applicant = read_applicant(options.applicant);
  if (!applicant) return report_error(applicant.error());
  const auto store = session_store(options);
  if (!store) return report_error(store.error());
  std::optional<RetainedSamples> retained;
  if (!options.retained.empty()) {
    auto found = retained_samples(**store, options.retained, *applicant, setup.policy);
    if (!found) return report_error(found.error());
    retained = *std::move(found);
    if (const Status models = load_models(options, setup); !models) return report_error(models.error());
  }
  const auto session = StoredSession::begin(**store, *std::move(applicant), std::move(setup), *by, std::move(retained));
  if (!session) return report_error(session.error());
  return tell_status(*session, options);
}

void tell(const OfferedSample& step, const std::string& file, bool json) {
  if (json) {
    std::printf("%s\n", offered_sample_json(step).c_str());
    return;
  }
  std::printf("%s: %s%s\n", file.c_str(), std::string(attempt_result_name(step.result)).c_str(),
              step.kept ? ", kept" : "");
  for (const std::string& reason : step.reasons) std::printf("  %s\n", reason.c_str());
}

// One sample of those that were named.
Result<int> add(const Options& options) {
  const auto by = actor(options);
  if (!by) return by.error();
  EnrolmentSetup setup;
  if (!options.photo.empty()) {
    if (const Status models = load_models(options, setup); !models) return models.error();
  }
  auto session = load_session(options, std::move(setup));
  if (!session) return session.error();
  int code = kCompliant;
  const auto note = [&](const Result<OfferedSample>& step, const std::string& file) -> Status {
    if (!step) return step.error();
    tell(*step, file, options.json);
    if (step->result != AttemptResult::accepted) code = kNotCompliant;
    return session->stored->save();
  };
  if (!options.finger.empty()) {
    const auto path = finger_path(options.finger);
    if (!path) return path.error();
    auto print = sample_file(path->second);
    if (!print) return print.error();
    const SessionStep step{SessionAction::offer_finger, Sample::fingerprints, path->first, ""};
    if (const Status may = allowed(**session, step, options); !may) return may.error();
    const std::string file = print->name;
    if (const Status added = note((*session)->offer_finger(path->first, *std::move(print), *by), file); !added) {
      return added.error();
    }
  }
  if (!options.signature.empty()) {
    const SessionStep step{SessionAction::offer_signature, Sample::signature, {}, ""};
    if (const Status may = allowed(**session, step, options); !may) return may.error();
    auto file = sample_file(options.signature);
    if (!file) return file.error();
    if (const Status added = note((*session)->offer_signature(*std::move(file), *by), options.signature); !added) {
      return added.error();
    }
  }
  if (!options.photo.empty()) {
    const SessionStep step{SessionAction::offer_photo, Sample::photo, {}, ""};
    if (const Status may = allowed(**session, step, options); !may) return may.error();
    auto file = sample_file(options.photo);
    if (!file) return file.error();
    if (const Status added = note((*session)->offer_photo(*std::move(file), *by), options.photo); !added) {
      return added.error();
    }
  }
  tell_status(*session->stored, options);
  return code;
}

int except(const Options& options) {
  for (const auto& [name, fault] : {std::pair(&options.missing, FingerFault::missing),
                                    {&options.bandaged, FingerFault::bandaged},
                                    {&options.unreadable, FingerFault::unreadable}}) {
    if (name->empty()) continue;
    const auto finger = parse_finger_name(*name);
    if (!finger) return report_error(finger.error());
    const bool permanent = options.permanent || (fault == FingerFault::missing && !options.temporary);
    return take_step(options, {SessionAction::except_finger, Sample::fingerprints, *finger, ""},
                     [&, kind = fault](EnrolmentSession& session, const By& by) {
                       return session.except_finger(*finger, {kind, permanent}, by);
                     });
  }
  const SignatureFault fault = options.cannot_sign == signature_fault_name(SignatureFault::cannot_hold)
                                   ? SignatureFault::cannot_hold
                                   : SignatureFault::cannot_write;
  return take_step(options, {SessionAction::except_signature, Sample::signature, {}, ""},
                   [&](EnrolmentSession& session, const By& by) {
                     return session.except_signature({fault, options.permanent}, by);
                   });
}

int override_finding(const Options& options) {
  const auto finding = parse_finding_name(options.finding);
  if (!finding) return report_error(finding.error());
  return take_step(
      options, {SessionAction::override_finding, finding->sample, finding->finger, options.finding},
      [&](EnrolmentSession& session, const By& by) {
        return session.override_finding(*finding, {"", options.reason, options.text, options.second_officer}, by);
      });
}

int discard(const Options& options) {
  for (const Sample sample : {Sample::photo, Sample::signature, Sample::fingerprints}) {
    if (options.sample != sample_name(sample)) continue;
    return take_step(options, {SessionAction::discard, sample, {}, ""},
                     [&](EnrolmentSession& session, const By& by) { return session.discard(sample, by); });
  }
  return report_error({ErrorCode::invalid_argument, "'" + options.sample + "' is no sample"});
}

int abandon(const Options& options) {
  const auto by = actor(options);
  if (!by) return report_error(by.error());
  auto session = load_session(options);
  if (!session) return report_error(session.error());
  const auto evidence = session->stored->abandon(options.text, *by);
  if (!evidence) return report_error(evidence.error());
  if (options.json) return tell_status(*session->stored, options), kCompliant;
  std::printf("%s: abandoned; %s\n", session->stored->id().c_str(), evidence->detail.c_str());
  return kCompliant;
}

int finish(const Options& options) {
  const auto by = actor(options);
  if (!by) return report_error(by.error());
  EnrolmentSetup setup;
  const auto generation = parse_record_generation(options.format);
  if (!generation) {
    return report_error({generation.error().code, "--format: " + generation.error().message});
  }
  setup.generation = *generation;
  auto signer = make_signer(options.signer);
  if (!signer) return report_error(signer.error());
  setup.signer = *std::move(signer);
  if (const Status models = load_models(options, setup); !models) return report_error(models.error());
  auto session = load_session(options, std::move(setup));
  if (!session) return report_error(session.error());
  const SessionStep step{options.as_is ? SessionAction::close : SessionAction::release, {}, {}, ""};
  if (const Status may = allowed(**session, step, options); !may) return report_error(may.error());
  if (const Status empty = check_output(options.output); !empty) return report_error(empty.error());
  const auto enrolment = session->stored->finish(options.as_is ? Finish::close : Finish::release, *by);
  if (!enrolment) return report_error(enrolment.error());
  const auto place = write_output(*enrolment, options.output, session->stored->id());
  if (!place) return report_error(place.error());
  if (options.json) {
    std::printf("%s\n", record_of(*enrolment).c_str());
  } else {
    print_enrolment(*place, *enrolment);
  }
  return exit_code_of(enrolment->verdict);
}

void add_samples_command(Command session, const std::shared_ptr<Options>& options, int& exit_code) {
  Command command = add_session_step(session, "add", "Offer a sample: it is judged and the best is kept", *options);
  Command sample = command.add_option_group("sample", 1, 3);
  sample.add_option("--photo", options->photo, "The portrait");
  sample.add_option("--finger", options->finger, "NAME=FILE, such as right-index=print.png");
  sample.add_option("--signature", options->signature, "The signature");
  command.add_option("--landmarks", options->models.landmarks, "The 68-point shape predictor");
  command.add_option("--ppi", options->ppi, "Resolution of finger images that state none").within(300, 1200);
  command.callback([options, &exit_code] {
    const auto code = add(*options);
    exit_code = code ? *code : report_error(code.error());
  });
}

void add_exceptions_command(Command session, const std::shared_ptr<Options>& options, int& exit_code) {
  Command command = add_session_step(session, "except", "A sample that cannot be given", *options);
  Command what = command.add_option_group("what", 1, 1);
  what.add_option("--missing", options->missing, "A finger that is not there, such as right-index");
  what.add_option("--bandaged", options->bandaged, "A finger under a bandage");
  what.add_option("--unreadable", options->unreadable, "A finger whose ridges no reader sees");
  what.add_option("--cannot-sign", options->cannot_sign, "Why there is no signature")
      .one_of({"cannot_write", "cannot_hold"});
  const Option permanent = command.add_flag("--permanent", options->permanent, "It will stay so");
  command.add_flag("--temporary", options->temporary, "It will heal (a missing finger is permanent otherwise)")
      .excludes(permanent);
  command.callback([options, &exit_code] { exit_code = except(*options); });
}

void add_decisions_commands(Command session, const std::shared_ptr<Options>& options, int& exit_code) {
  Command command = add_session_step(session, "answer", "Answer a question of the policy", *options);
  command.add_option("input", options->input, "Which, such as consent").required();
  command.add_option("value", options->value, "The answer, such as both-parents").required();
  command.callback([options, &exit_code] {
    exit_code = take_step(
        *options, {SessionAction::answer_input, {}, {}, options->input},
        [&](EnrolmentSession& one, const By& by) { return one.answer_input(options->input, options->value, by); });
  });
  command = add_session_step(session, "confirm", "A demand of the rules that is met: an officer has seen it", *options);
  command.add_option("rule", options->condition, "Its rule, as the status names it: both-parents").required();
  command.callback([options, &exit_code] {
    exit_code =
        take_step(*options, {SessionAction::confirm_condition, {}, {}, options->condition},
                  [&](EnrolmentSession& one, const By& by) { return one.confirm_condition(options->condition, by); });
  });
  command = add_session_step(session, "override", "Decide that a requirement does not stand in the way", *options);
  command.add_option("finding", options->finding, "SAMPLE/REQUIREMENT, such as photo/background_light").required();
  command.add_option("--reason", options->reason, "A reason's code of the policy").required();
  command.add_option("--text", options->text, "The reason in words").required();
  command.add_option("--second-officer", options->second_officer, "Who decides with the first");
  command.callback([options, &exit_code] { exit_code = override_finding(*options); });
  command = add_session_step(session, "discard", "Drop what was taken of a sample", *options);
  command.add_option("sample", options->sample, "photo, signature or fingerprints")
      .required()
      .one_of({"photo", "signature", "fingerprints"});
  command.callback([options, &exit_code] { exit_code = discard(*options); });
  command = add_session_step(
      session, "abandon", "End without a document; the session's key and all that was taken are destroyed", *options);
  command.add_option("--text", options->text, "Why").required();
  command.callback([options, &exit_code] { exit_code = abandon(*options); });
}

void add_finish_command(Command session, const std::shared_ptr<Options>& options, int& exit_code) {
  Command command = add_session_step(session, "finish", "Chip files, report and dossier", *options);
  command.add_option("-o,--output", options->output,
                     "Also into a folder, unencrypted: made, must not be there, or be empty");
  command.add_flag("--as-is", options->as_is, "Also when a requirement is not met: the dossier says so");
  command.add_option("--format", options->format, "Records on the chip: 19794 (ISO/IEC 19794:2005) or 39794");
  add_signer_options(command, options->signer);
  command.add_option("--landmarks", options->models.landmarks, "The 68-point shape predictor");
  command.callback([options, &exit_code] { exit_code = finish(*options); });
}

}  // namespace

void add_session_command(Command app, int& exit_code) {
  auto options = std::make_shared<Options>();
  Command session = app.add_subcommand(
      "session", "One enrolment step by step, encrypted in a dossier store, where `dossier list` shows it as open");
  session.require_subcommand();
  Command command = session.add_subcommand("begin", "Apply the rules to an applicant; tells the session's id");
  add_session_options(command, *options);
  command.add_option("--applicant", options->applicant, "The applicant's file (JSON)").required();
  command.add_option("--retained", options->retained, kRetainedHelp);
  command.add_option("--landmarks", options->models.landmarks, "The 68-point shape predictor");
  command.callback([options, &exit_code] { exit_code = begin(*options); });
  command = add_session_step(session, "status", "What is needed and what may be done next", *options, false);
  command.callback([options, &exit_code] {
    const auto loaded = load_session(*options);
    exit_code = loaded ? tell_status(*loaded->stored, *options) : report_error(loaded.error());
  });
  add_samples_command(session, options, exit_code);
  add_exceptions_command(session, options, exit_code);
  add_decisions_commands(session, options, exit_code);
  add_finish_command(session, options, exit_code);
}

}  // namespace enrolkit::cli
