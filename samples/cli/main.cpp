// SPDX-License-Identifier: Apache-2.0
#include <cstdio>
#include <exception>

#include "samples/cli/command.hpp"

int main(int argc, char** argv) {
  using namespace enrolkit::cli;
  int exit_code = kImpossible;
  try {
    CommandLine line("enrolkit", enrolkit::version(),
                     "Passport enrolment: checks samples, applies the rules, writes and verifies chip files.");
    const Command app = line.top();
    app.require_subcommand();
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
    const auto ran = line.run(argc, argv);
    if (!ran) return report_error(ran.error());
    if (!*ran) exit_code = kCompliant;
  } catch (const std::exception& error) {
    return report_error({enrolkit::ErrorCode::internal, error.what()});
  }
  if (std::fflush(stdout) != 0) return report_error({enrolkit::ErrorCode::io, "cannot write to standard output"});
  return exit_code;
}
