// SPDX-License-Identifier: Apache-2.0
#include "samples/cli/command.hpp"

namespace enrolkit::cli {

void add_chip_command(Command app, int& exit_code) {
  Command chip = app.add_subcommand("chip", "The passport chip's files");
  chip.require_subcommand();
  add_chip_show_command(chip, exit_code);
  add_chip_encode_command(chip, exit_code);
  add_chip_verify_command(chip, exit_code);
}

}  // namespace enrolkit::cli
