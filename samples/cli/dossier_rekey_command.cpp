// SPDX-License-Identifier: Apache-2.0
#include <cstdio>

#include "samples/cli/dossier_options.hpp"

namespace enrolkit::cli {
namespace {

struct Options {
  StoreAccess access;
  KeyAccess after;
  bool new_key = false;
  bool json = false;
};

int run(const Options& options) {
  const auto before = station_key(options.access);
  if (!before) return report_error(before.error());
  if (options.new_key) {
    const Status made = make_station_key(options.after);
    if (!made) return report_error(made.error());
  }
  const auto after = station_key(options.after);
  if (!after) return report_error(Error{after.error().code, "the new key: " + after.error().message});
  const auto report = DossierStore::rekey(options.access.store, **before, **after, store_options(options.access));
  if (!report) return report_error(report.error());
  if (options.json) {
    auto document = store_document("dossier-rekey", options.access);
    document["key"] = (*after)->kind();
    document["dossiers"] = report->keys;
    document["problems"] = problems_json(report->problems);
    print_document(document);
  } else {
    std::printf("%s: its key was changed, %lld dossiers are under the new one; the old one opens nothing any more\n",
                options.access.store.c_str(), static_cast<long long>(report->keys));
    print_problems(report->problems);
  }
  return report->problems.empty() ? kCompliant : kNotCompliant;
}

}  // namespace

void add_dossier_rekey_command(Command dossier, int& exit_code) {
  auto options = std::make_shared<Options>();
  Command command = dossier.add_subcommand("rekey", "Changes the station's key: wraps every dossier's key anew");
  add_store_options(command, options->access);
  add_key_choice(command, options->after, "--to-key", "--to-passphrase-file");
  command.add_flag("--new-key", options->new_key, "Makes the key file, or the key in the token, that --to-... names");
  command.add_flag("--json", options->json, "One JSON document");
  command.callback([options, &exit_code] { exit_code = run(*options); });
}

}  // namespace enrolkit::cli
