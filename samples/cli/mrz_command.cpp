// SPDX-License-Identifier: Apache-2.0
#include "samples/cli/command.hpp"

namespace enrolkit::cli {

void add_mrz_command(Command app, int& exit_code) {
  Command mrz = app.add_subcommand("mrz", "Machine readable zones");
  mrz.require_subcommand();
  add_mrz_compose_command(mrz, exit_code);
  add_mrz_parse_command(mrz, exit_code);
}

}  // namespace enrolkit::cli
