// SPDX-License-Identifier: Apache-2.0
// What the commands of `enrolkit session` share: the file that holds the session, who acts, what is told.
#pragma once

#include <functional>
#include <memory>
#include <string>

#include "samples/cli/command.hpp"

namespace enrolkit::cli {

struct SessionOptions {
  std::string file;
  std::string policy;  // empty: the one under which the session was begun
  std::string officer;
  std::string time;  // empty: now
  PhotoModelPaths models;
  double ppi = 500;
  bool json = false;
};

// A command with the options that all have; `acts`: takes a step, so says who.
CLI::App* add_session_step(CLI::App& session, const std::string& name, const std::string& what, SessionOptions& options,
                           bool acts = true);

Result<By> actor(const SessionOptions& options);
Result<EnrolmentSession> load_session(const SessionOptions& options, EnrolmentSetup setup = {});
Status save_session(const SessionOptions& options, const EnrolmentSession& session);
Status load_models(const SessionOptions& options, EnrolmentSetup& setup);

// Why a step is refused, before anything is tried: told in JSON too. Empty when it may be taken.
Status allowed(const EnrolmentSession& session, const SessionStep& step, const SessionOptions& options);

// Where the session stands; kCompliant when nothing is needed.
int tell_status(const EnrolmentSession& session, const SessionOptions& options);

// Loads, takes one step, saves, tells.
int take_step(const SessionOptions& options, const SessionStep& step,
              const std::function<Status(EnrolmentSession&, const By&)>& take);

}  // namespace enrolkit::cli
