// SPDX-License-Identifier: Apache-2.0
#include "samples/cli/session_steps.hpp"

#include <cstdio>

namespace enrolkit::cli {
namespace {

std::string step_text(const SessionStep& step) {
  std::string text(session_action_name(step.action));
  if (step.action == SessionAction::discard) text += " " + std::string(sample_name(step.sample));
  if (step.finger != FingerPosition::unknown) text += " " + std::string(finger_name(step.finger));
  return step.subject.empty() ? text : text + " " + step.subject;
}

std::string list_of(const std::vector<std::string>& names) {
  std::string list;
  for (const std::string& name : names) list += (list.empty() ? "" : ", ") + name;
  return list;
}

std::string how_to_meet(const SessionNeed& need) {
  if (need.kind == NeedKind::condition && !need.inputs.empty()) return " [answer " + list_of(need.inputs) + "]";
  if (need.kind != NeedKind::decision) return {};
  if (need.reasons.empty()) return " [nobody may override it]";
  return " [override: " + list_of(need.reasons) + (need.second_officer ? "; with a second officer]" : "]");
}

// A file is what one may take a session for.
Error no_session(const SessionOptions& options, const Error& error) {
  std::error_code ignored;
  const bool path = options.id.find_first_of("./") != std::string::npos || std::filesystem::exists(options.id, ignored);
  if (!path) return error;
  return {error.code, error.message +
                          "; a session is no file but lives in the store, under the id that `session begin` and "
                          "`dossier list` tell"};
}

}  // namespace

void add_session_options(Command command, SessionOptions& options, bool acts) {
  command.add_option("--store", options.access.store, "The dossier store in which the session lives, encrypted")
      .envname("ENROLKIT_STORE")
      .required();
  add_key_options(command, options.access, "--store-key");
  command.add_option("--policy", options.policy, "Name of a policy, or a policy file (.json)");
  command.add_flag("--json", options.json, "Where the session stands as JSON");
  if (!acts) return;
  command.add_option("--officer", options.officer, "Who acts").required();
  command.add_option("--time", options.time, "When, such as 2026-11-22T13:05:00Z; else now");
}

Command add_session_step(Command session, const std::string& name, const std::string& what, SessionOptions& options,
                         bool acts) {
  Command command = session.add_subcommand(name, what);
  command.add_option("session", options.id, "The session, by the first digits of its id").required();
  add_session_options(command, options, acts);
  if (acts) {
    command.add_option("--revision", options.revision,
                       "What the status told that the officer saw: refused when the session was changed since");
  }
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

Result<std::unique_ptr<DossierStore>> session_store(const SessionOptions& options) {
  StoreAccess access = options.access;
  if (access.actor.empty()) access.actor = options.officer;
  auto store = open_store(access);
  if (!store) return store.error();
  return std::make_unique<DossierStore>(*std::move(store));
}

Result<OpenSession> load_session(const SessionOptions& options, EnrolmentSetup setup) {
  auto store = session_store(options);
  if (!store) return store.error();
  const auto entry = (*store)->find(options.id);
  if (!entry)
    return entry.error().code == ErrorCode::invalid_argument ? no_session(options, entry.error()) : entry.error();
  if (!options.policy.empty()) {
    auto policy = load_profile<Policy>(options.policy, builtin_policy, parse_policy);
    if (!policy) return policy.error();
    setup.policy = *std::move(policy);
  }
  setup.default_ppi = options.ppi;
  auto session = StoredSession::resume(**store, entry->id, std::move(setup));
  if (!session) return session.error();
  if (options.revision != 0 && options.revision != session->revision()) {
    return Error{ErrorCode::already_exists,
                 "session " + entry->id + ": is at revision " + std::to_string(session->revision()) + ", --revision " +
                     std::to_string(options.revision) + " was seen: look at its status again"};
  }
  return OpenSession{*std::move(store), *std::move(session)};
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

int tell_status(const StoredSession& session, const SessionOptions& options) {
  const SessionStatus status = session.session().status();
  const bool done =
      status.state == SessionState::finished || (status.state == SessionState::open && status.needs.empty());
  if (options.json) {
    auto document = nlohmann::ordered_json::parse(session_json(status));
    document["id"] = session.id();
    document["revision"] = session.revision();
    print_document(document);
    return done ? kCompliant : kNotCompliant;
  }
  std::printf("%s: %s, application %s, %d years, revision %lld\n", session.id().c_str(),
              std::string(session_state_name(status.state)).c_str(), status.rules.application.c_str(), status.rules.age,
              static_cast<long long>(session.revision()));
  for (const SessionNeed& need : status.needs) {
    const bool finger = need.kind == NeedKind::finger;
    const std::string what = finger ? std::string(finger_name(need.finger)) : need.subject;
    std::printf("  needed: %-9s %-28s %s%s\n", std::string(need_kind_name(need.kind)).c_str(), what.c_str(),
                need.message.c_str(), how_to_meet(need).c_str());
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
  if (const Status may = allowed(**session, step, options); !may) return report_error(may.error());
  if (const Status taken = take(**session, *by); !taken) return report_error(taken.error());
  if (const Status saved = session->stored->save(); !saved) return report_error(saved.error());
  return tell_status(*session->stored, options);
}

}  // namespace enrolkit::cli
