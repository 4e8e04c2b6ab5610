// SPDX-License-Identifier: Apache-2.0
#include <cstdio>

#include "samples/cli/dossier_options.hpp"

namespace enrolkit::cli {
namespace {

struct Options {
  StoreAccess access;
  bool new_key = false;
};

int run(const Options& options) {
  if (options.new_key) {
    const Status made = make_station_key(options.access);
    if (!made) return report_error(made.error());
  }
  const auto key = station_key(options.access);
  if (!key) return report_error(key.error());
  const Status created = DossierStore::create(options.access.store, **key, store_options(options.access));
  if (!created) return report_error(created.error());
  std::printf("%s: an empty store; without its %s nobody can open it%s\n", options.access.store.c_str(),
              std::string((*key)->kind() == "file"     ? "key file"
                          : (*key)->kind() == "pkcs11" ? "token"
                                                       : "passphrase")
                  .c_str(),
              (*key)->kind() == "pkcs11" ? "" : ": keep a copy elsewhere");
  return kCompliant;
}

}  // namespace

void add_dossier_init_command(Command dossier, int& exit_code) {
  auto options = std::make_shared<Options>();
  Command command = dossier.add_subcommand("init", "Makes an empty store");
  add_store_options(command, options->access);
  command.add_flag("--new-key", options->new_key, "Makes the key file, or the key in the token, too");
  command.callback([options, &exit_code] { exit_code = run(*options); });
}

}  // namespace enrolkit::cli
