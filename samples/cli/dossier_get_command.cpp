// SPDX-License-Identifier: Apache-2.0
// One file out of a store, for somebody who may have it.
#include <sys/stat.h>

#include <cstdio>

#include "samples/cli/dossier_options.hpp"

namespace enrolkit::cli {
namespace {

struct Options {
  StoreAccess access;
  std::string id, file, output;
  std::string purpose = "production";
  bool json = false;
};

int run(const Options& options) {
  std::error_code ignored;
  if (std::filesystem::exists(options.output, ignored)) {
    return report_error({ErrorCode::already_exists, options.output + ": is there already; it is never overwritten"});
  }
  auto store = open_store(options.access);
  if (!store) return report_error(store.error());
  const auto entry = store->find(options.id);
  if (!entry) return report_error(entry.error());
  const auto use = options.purpose == "duplicate" ? DossierUse::duplicate : DossierUse::production;
  const auto file = store->get_file(entry->id, options.file, use);
  if (!file) return report_error(file.error());
  tell_unnoted(file->in_audit);
  ::umask(0077);
  if (const Status written = write_file(options.output, file->bytes); !written) {
    return report_error(written.error());
  }
  if (options.json) {
    auto document = store_document("dossier_get", options.access);
    document["dossier"] = entry->id;
    document["file"] = options.file;
    document["bytes"] = file->bytes.size();
    document["output"] = options.output;
    document["in_audit"] = file->in_audit;
    print_document(document);
  } else {
    std::printf("%s: %s of dossier %s, %zu bytes, unencrypted\n", options.output.c_str(), options.file.c_str(),
                entry->id.c_str(), file->bytes.size());
  }
  return kCompliant;
}

}  // namespace

void add_dossier_get_command(Command dossier, int& exit_code) {
  auto options = std::make_shared<Options>();
  Command command = dossier.add_subcommand("get", "One file of a finished dossier, decrypted; stands in the audit");
  add_store_options(command, options->access);
  command.add_option("id", options->id, "The dossier, by the first digits of its id").required();
  command.add_option("file", options->file, "Which, as `show` names it: photo.jpg, chip/EF.DG2").required();
  command.add_option("-o,--output", options->output, "The file to make, for its owner only; must not be there")
      .required();
  command.add_option("--purpose", options->purpose, "production (3 months), or duplicate (until the end of retention)")
      .one_of({"production", "duplicate"});
  command.add_flag("--json", options->json, "One JSON document");
  command.callback([options, &exit_code] { exit_code = run(*options); });
}

}  // namespace enrolkit::cli
