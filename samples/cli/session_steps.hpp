// SPDX-License-Identifier: Apache-2.0
// What the commands of `enrolkit session` share: the store that holds the session, who acts, what is told.
#pragma once

#include <functional>
#include <memory>
#include <string>

#include "samples/cli/dossier_options.hpp"

namespace enrolkit::cli {

struct SessionOptions {
  std::string id;  // or its first digits
  StoreAccess access;
  std::int64_t revision = 0;  // that the officer has seen; 0: any
  std::string policy;         // empty: the one under which the session was begun
  std::string officer;
  std::string time;  // empty: now
  PhotoModelPaths models;
  double ppi = 500;
  bool json = false;
};

// A command with the options that all have; `acts`: takes a step, so says who.
Command add_session_step(Command session, const std::string& name, const std::string& what, SessionOptions& options,
                         bool acts = true);
// Those of it that `begin` has too: store, key, policy, officer.
void add_session_options(Command command, SessionOptions& options, bool acts = true);

Result<By> actor(const SessionOptions& options);

// A session that is taken up, and the store in which it lives.
struct OpenSession {
  std::unique_ptr<DossierStore> store;
  std::optional<StoredSession> stored;
  [[nodiscard]] EnrolmentSession& operator*() { return stored->session(); }
  [[nodiscard]] EnrolmentSession* operator->() { return &stored->session(); }
};
Result<std::unique_ptr<DossierStore>> session_store(const SessionOptions& options);
// Errors: those of opening the store and resuming; already_exists (a --revision that is not the session's any more).
Result<OpenSession> load_session(const SessionOptions& options, EnrolmentSetup setup = {});
Status load_models(const SessionOptions& options, EnrolmentSetup& setup);

// Why a step is refused, before anything is tried: told in JSON too. Empty when it may be taken.
Status allowed(const EnrolmentSession& session, const SessionStep& step, const SessionOptions& options);

// Where the session stands; kCompliant when nothing is needed.
int tell_status(const StoredSession& session, const SessionOptions& options);

// Loads, takes one step, saves, tells.
int take_step(const SessionOptions& options, const SessionStep& step,
              const std::function<Status(EnrolmentSession&, const By&)>& take);

}  // namespace enrolkit::cli
