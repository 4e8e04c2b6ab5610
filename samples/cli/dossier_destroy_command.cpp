// SPDX-License-Identifier: Apache-2.0
#include <cstdio>

#include "samples/cli/dossier_options.hpp"

namespace enrolkit::cli {
namespace {

struct Options {
  StoreAccess access;
  std::string id;
  std::string reason;
  bool json = false;
};

int run(const Options& options) {
  auto store = open_store(options.access);
  if (!store) return report_error(store.error());
  const auto entry = store->find(options.id);
  if (!entry) return report_error(entry.error());
  const auto evidence = store->destroy(entry->id, options.reason);
  if (!evidence) return report_error(evidence.error());
  if (options.json) {
    auto document = store_document("dossier-destroy", options.access);
    document["evidence"] = event_json(*evidence);
    print_document(document);
  } else {
    std::printf("%s: destroyed at %s: %s\n", entry->id.c_str(), format_time(evidence->time).c_str(),
                evidence->detail.c_str());
  }
  return kCompliant;
}

}  // namespace

void add_dossier_destroy_command(Command dossier, int& exit_code) {
  auto options = std::make_shared<Options>();
  Command command = dossier.add_subcommand("destroy", "Destroys one dossier before its time, and shows the evidence");
  add_store_options(command, options->access);
  command.add_option("id", options->id, "The dossier, by the first digits of its id").required();
  command.add_option("--reason", options->reason, "Why: it stands in the evidence").required();
  command.add_flag("--json", options->json, "One JSON document");
  command.callback([options, &exit_code] { exit_code = run(*options); });
}

}  // namespace enrolkit::cli
