// SPDX-License-Identifier: Apache-2.0
#include "samples/cli/session_steps.hpp"

#include <sys/stat.h>

#include <cstdio>

namespace enrolkit::cli {
namespace {

std::string step_text(const SessionStep& step) {
  std::string text(session_action_name(step.action));
  if (step.action == SessionAction::discard) text += " " + std::string(sample_name(step.sample));
  if (step.finger != FingerPosition::unknown) text += " " + std::string(finger_name(step.finger));
  return step.subject.empty() ? text : text + " " + step.subject;
}

}  // namespace

CLI::App* add_session_step(CLI::App& session, const std::string& name, const std::string& what, SessionOptions& options,
                           bool acts) {
  CLI::App* command = session.add_subcommand(name, what);
  command->add_option("session", options.file, "The session's file")->required();
  command->add_option("--policy", options.policy, "Name of a policy, or a policy file (.json)");
  command->add_flag("--json", options.json, "Where the session stands as JSON");
  if (!acts) return command;
  command->add_option("--officer", options.officer, "Who acts")->required();
  command->add_option("--time", options.time, "When, such as 2026-11-22T13:05:00Z; else now");
  return command;
}

Result<By> actor(const SessionOptions& options) {
  if (options.time.empty()) {
    return By{options.officer, std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now())};
  }
  const auto time = parse_timestamp(options.time);
  if (!time) return Error{time.error().code, "--time: " + time.error().message};
  return By{options.officer, *time};
}

Result<EnrolmentSession> load_session(const SessionOptions& options, EnrolmentSetup setup) {
  const auto bytes = read_file(options.file, kMaxSessionBytes);
  if (!bytes) return bytes.error();
  std::string name = options.policy;
  if (name.empty()) {
    const auto stored = EnrolmentSession::policy_of(*bytes, options.file);
    if (!stored) return stored.error();
    name = *stored;
  }
  auto policy = load_profile<Policy>(name, builtin_policy, parse_policy);
  if (!policy) return policy.error();
  setup.policy = *std::move(policy);
  setup.default_ppi = options.ppi;
  return EnrolmentSession::resume(*bytes, std::move(setup), options.file);
}

Status save_session(const SessionOptions& options, const EnrolmentSession& session) {
  const Bytes bytes = session.serialise();
  const mode_t before = ::umask(077);  // it holds biometric samples: for its owner only
  Status written = write_file(options.file, BytesView(bytes));
  ::umask(before);
  return written;
}

Status load_models(const SessionOptions& options, EnrolmentSetup& setup) {
  auto models = PhotoModels::load(options.models);
  if (!models) return models.error();
  setup.models = *std::move(models);
  return {};
}

Status allowed(const EnrolmentSession& session, const SessionStep& step, const SessionOptions& options) {
  const auto refused = session.refusal(step);
  if (!refused) return {};
  if (options.json) std::printf("%s\n", refusal_json(step, *refused).c_str());
  return Error{
      ErrorCode::refused_by_rules,
      step_text(step) + " is refused (" + std::string(refusal_reason_name(refused->reason)) + "): " + refused->message};
}

int tell_status(const EnrolmentSession& session, const SessionOptions& options) {
  const SessionStatus status = session.status();
  const bool done =
      status.state == SessionState::finished || (status.state == SessionState::open && status.needs.empty());
  if (options.json) {
    std::printf("%s\n", session_json(status).c_str());
    return done ? kCompliant : kNotCompliant;
  }
  std::printf("%s: %s, application %s, %d years\n", options.file.c_str(),
              std::string(session_state_name(status.state)).c_str(), status.rules.application.c_str(),
              status.rules.age);
  for (const SessionNeed& need : status.needs) {
    const bool finger = need.kind == NeedKind::finger;
    const std::string what = finger ? std::string(finger_name(need.finger)) : need.subject;
    std::printf("  needed: %-9s %-28s %s\n", std::string(need_kind_name(need.kind)).c_str(), what.c_str(),
                need.message.c_str());
  }
  for (const SessionStep& step : status.next) std::printf("  next:   %s\n", step_text(step).c_str());
  return done ? kCompliant : kNotCompliant;
}

int take_step(const SessionOptions& options, const SessionStep& step,
              const std::function<Status(EnrolmentSession&, const By&)>& take) {
  const auto by = actor(options);
  if (!by) return report_error(by.error());
  auto session = load_session(options);
  if (!session) return report_error(session.error());
  if (const Status may = allowed(*session, step, options); !may) return report_error(may.error());
  if (const Status taken = take(*session, *by); !taken) return report_error(taken.error());
  if (const Status saved = save_session(options, *session); !saved) return report_error(saved.error());
  return tell_status(*session, options);
}

}  // namespace enrolkit::cli
