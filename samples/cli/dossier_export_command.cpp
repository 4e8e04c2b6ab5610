// SPDX-License-Identifier: Apache-2.0
// A dossier sealed for the production centre.
#include <cstdio>

#include "samples/cli/dossier_source.hpp"
#include "samples/cli/signer_options.hpp"

namespace enrolkit::cli {
namespace {

struct Options {
  DossierSource source;
  SignerOptions signer;
  std::vector<std::string> recipients;
  std::string output;
  std::string time;
  std::size_t part_bytes = 0;
  bool again = false;
  bool json = false;
};

struct Exported {
  std::string id;
  std::filesystem::path file;  // the message, or the list of its parts
  bool was_there = false;
};

Result<std::vector<Bytes>> read_all(const std::vector<std::string>& paths) {
  std::vector<Bytes> files;
  for (const std::string& path : paths) {
    auto file = read_file(path, kMaxTextBytes);
    if (!file) return file.error();
    files.push_back(*std::move(file));
  }
  return files;
}

Result<Timestamp> time_of(const Options& options) {
  if (options.time.empty()) return std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
  return parse_timestamp(options.time);
}

// What an interrupted export left whole is kept: the parts that have been sent stay those of the list.
bool is_there(const Options& options, const std::filesystem::path& file) {
  std::error_code ignored;
  if (options.again || !std::filesystem::exists(file, ignored)) return false;
  if (options.part_bytes == 0) return true;
  const auto review = review_transfer_parts(file);
  return review && review->complete();
}

Result<Exported> export_dossier(const Options& options) {
  const auto signer = make_signer(options.signer);
  if (!signer) return signer.error();
  if (!*signer) return Error{ErrorCode::invalid_argument, "--signer-key is required: the station signs what it sends"};
  const auto recipients = read_all(options.recipients);
  if (!recipients) return recipients.error();
  const auto at = time_of(options);
  if (!at) return Error{at.error().code, "--time: " + at.error().message};
  auto dossier = open_dossier(options.source, DossierUse::production);
  if (!dossier) return dossier.error();
  Exported exported;
  exported.id = transfer_id(dossier->files);
  exported.file =
      std::filesystem::path(options.output) / (exported.id + (options.part_bytes == 0 ? ".p7m" : ".parts.json"));
  exported.was_there = is_there(options, exported.file);
  if (!exported.was_there) {
    const auto message = seal_transfer(dossier->files, **signer, *recipients, *at);
    if (!message) return message.error();
    if (options.part_bytes == 0) {
      const auto written = write_transfer(*message, exported.id, options.output);
      if (!written) return written.error();
    } else {
      const Status written = write_transfer_parts(*message, exported.id, options.part_bytes, options.output);
      if (!written) return written.error();
    }
  }
  if (dossier->store) {
    const Status marked = dossier->store->mark_exported(dossier->id, "transfer " + exported.id);
    if (!marked) return marked.error();
  }
  return exported;
}

int run(const Options& options) {
  const auto exported = export_dossier(options);
  if (!exported) return report_error(exported.error());
  if (options.json) {
    auto document = store_document("dossier_export", options.source.access);
    document["id"] = exported->id;
    document["file"] = exported->file.string();
    document["recipients"] = options.recipients.size();
    document["was_there"] = exported->was_there;
    print_document(document);
  } else {
    std::printf("%s%s\n", exported->file.c_str(), exported->was_there ? ": was there already" : "");
  }
  return kCompliant;
}

}  // namespace

void add_dossier_export_command(Command dossier, int& exit_code) {
  auto options = std::make_shared<Options>();
  Command command = dossier.add_subcommand(
      "export", "Seal a finished dossier for the production centre: CMS, signed by the station and encrypted");
  add_source_options(command, options->source);
  command.add_option("--recipient", options->recipients, "The certificate of who may open it; once for each")
      .required()
      .repeated();
  add_signer_options(command, options->signer);
  command.add_option("-o,--output", options->output, "An existing folder: ID.p7m is written there").required();
  command.add_option("--part-bytes", options->part_bytes, "In parts of so many bytes, for a line that breaks")
      .within(kMinPartBytes, kMaxTransferBytes);
  command.add_flag("--again", options->again, "Seal anew what is there already");
  command.add_option("--time", options->time, "When it is sealed, such as 2026-11-22T13:05:00Z; else now");
  command.add_flag("--json", options->json, "One JSON document");
  command.callback([options, &exit_code] { exit_code = run(*options); });
}

}  // namespace enrolkit::cli
