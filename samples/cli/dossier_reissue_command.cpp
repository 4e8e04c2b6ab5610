// SPDX-License-Identifier: Apache-2.0
// The chip files of a dossier once more.
#include <cstdio>

#include "samples/cli/dossier_source.hpp"
#include "samples/cli/signer_options.hpp"

namespace enrolkit::cli {
namespace {

struct Options {
  DossierSource source;
  SignerOptions signer;
  std::string output, on, policy;
  std::string purpose = "production";
  std::string format;
  PhotoModelPaths models;
  bool json = false;
};

Result<Reissue> reissue(const Options& options) {
  const auto on = options.on.empty() ? Result<Date>(today()) : date_option("--on", options.on);
  if (!on) return on.error();
  const auto signer = make_signer(options.signer);
  if (!signer) return signer.error();
  const auto use = options.purpose == "duplicate" ? DossierUse::duplicate : DossierUse::production;
  auto dossier = open_dossier(options.source, use, true);
  if (!dossier) return dossier.error();
  std::string name = options.policy;
  if (name.empty()) {
    const auto stored = policy_of_dossier(dossier->files);
    if (!stored) return stored.error();
    name = *stored;
  }
  const auto policy = load_profile<Policy>(name, builtin_policy, parse_policy);
  if (!policy) return policy.error();
  ReissueRecords records;
  if (!options.format.empty()) {
    const auto generation = parse_record_generation(options.format);
    if (!generation) return Error{generation.error().code, "--format: " + generation.error().message};
    records.generation = *generation;
  }
  auto models = PhotoModels::load(options.models);
  if (!models) return models.error();
  records.models = *std::move(models);
  auto made = reissue_chip(dossier->files, *policy, signer->get(), *on, options.purpose, records);
  if (!made || !dossier->store) return made;
  const Status noted = dossier->store->note(
      dossier->id, {"reissued", made->allowed.rule + (made->made_again ? "; made again from the samples" : "")});
  if (!noted) return noted.error();
  return made;
}

Status write_files(const ChipFiles& chip, const std::string& folder) {
  Enrolment files;
  for (const auto& [file, bytes] : chip) files.files.push_back({chip_file_name(file), bytes});
  return write_dossier(files, folder);
}

int run(const Options& options) {
  const auto made = reissue(options);
  if (!made) return report_error(made.error());
  if (const Status written = write_files(made->chip, options.output); !written) return report_error(written.error());
  if (options.json) {
    auto document = store_document("dossier_reissue", options.source.access);
    document["until"] = format_date(made->until);
    document["rule"] = made->allowed.rule;
    document["made_again"] = made->made_again;
    document["source"] = made->allowed.source;
    document["files"] = nlohmann::ordered_json::array();
    for (const auto& [file, bytes] : made->chip) document["files"].push_back(chip_file_name(file));
    print_document(document);
  } else {
    std::printf("%s: %zu files; may be asked for until %s (%s)\n", options.output.c_str(), made->chip.size(),
                format_date(made->until).c_str(), made->allowed.source.c_str());
  }
  return kCompliant;
}

}  // namespace

void add_dossier_reissue_command(Command dossier, int& exit_code) {
  auto options = std::make_shared<Options>();
  Command command = dossier.add_subcommand(
      "reissue", "The chip files again after an error in production: the same data groups, a new signature");
  add_source_options(command, options->source);
  command.add_option("-o,--output", options->output, "The folder to make; must not be there, or be empty").required();
  add_signer_options(command, options->signer);
  command.add_option("--purpose", options->purpose,
                     "production, or the kind of another application (which is refused, with the rule)");
  command.add_option("--format", options->format, "Records on the chip: 19794 or 39794; else as they were");
  command.add_option("--landmarks", options->models.landmarks,
                     "The 68-point shape predictor, for chip files that are missing");
  command.add_option("--on", options->on, "The day of the reissue; else today");
  command.add_option("--policy", options->policy, "Name of a policy, or a policy file; else the dossier's");
  command.add_flag("--json", options->json, "One JSON document");
  command.callback([options, &exit_code] { exit_code = run(*options); });
}

}  // namespace enrolkit::cli
