// SPDX-License-Identifier: Apache-2.0
#include "samples/cli/dossier_options.hpp"

namespace enrolkit::cli {

void add_dossier_command(Command app, int& exit_code) {
  Command dossier = app.add_subcommand("dossier", "The encrypted store of enrolments: what is in it, and for how long");
  dossier.require_subcommand();
  add_dossier_init_command(dossier, exit_code);
  add_dossier_list_command(dossier, exit_code);
  add_dossier_show_command(dossier, exit_code);
  add_dossier_get_command(dossier, exit_code);
  add_dossier_verify_command(dossier, exit_code);
  add_dossier_purge_command(dossier, exit_code);
  add_dossier_destroy_command(dossier, exit_code);
  add_dossier_export_command(dossier, exit_code);
  add_dossier_import_command(dossier, exit_code);
  add_dossier_reissue_command(dossier, exit_code);
  add_dossier_rekey_command(dossier, exit_code);
}

}  // namespace enrolkit::cli
