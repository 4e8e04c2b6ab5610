// SPDX-License-Identifier: Apache-2.0
#include <cstdio>
#include <exception>

#include "samples/cli/command.hpp"

int main(int argc, char** argv) {
  using namespace enrolkit::cli;
  int exit_code = kImpossible;
  try {
    CLI::App app("Passport enrolment: checks samples, applies the rules, writes and verifies chip files.", "enrolkit");
    app.set_version_flag("--version", enrolkit::version());
    app.require_subcommand(1);
    add_rules_command(app, exit_code);
    add_photo_command(app, exit_code);
    add_finger_command(app, exit_code);
    add_wsq_command(app, exit_code);
    add_signature_command(app, exit_code);
    add_enrol_command(app, exit_code);
    add_session_command(app, exit_code);
    add_chip_command(app, exit_code);
    add_mrz_command(app, exit_code);
    add_dossier_command(app, exit_code);
    add_people_command(app, exit_code);
    try {
      app.parse(argc, argv);
    } catch (const CLI::ParseError& error) {
      if (error.get_exit_code() == 0) return app.exit(error);  // --help, --version
      return report_error({enrolkit::ErrorCode::invalid_argument, error.what()});
    }
  } catch (const std::exception& error) {
    return report_error({enrolkit::ErrorCode::internal, error.what()});
  }
  if (std::fflush(stdout) != 0) return report_error({enrolkit::ErrorCode::io, "cannot write to standard output"});
  return exit_code;
}
