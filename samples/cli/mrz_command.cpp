// SPDX-License-Identifier: Apache-2.0
#include "samples/cli/command.hpp"

namespace enrolkit::cli {

void add_mrz_command(CLI::App& app, int& exit_code) {
  CLI::App* mrz = app.add_subcommand("mrz", "Machine readable zones");
  mrz->require_subcommand(1);
  add_mrz_compose_command(*mrz, exit_code);
  add_mrz_parse_command(*mrz, exit_code);
}

}  // namespace enrolkit::cli
