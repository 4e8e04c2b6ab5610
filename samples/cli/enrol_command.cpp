// SPDX-License-Identifier: Apache-2.0
#include <cstdio>

#include "samples/cli/dossier_options.hpp"
#include "samples/cli/enrolment_output.hpp"
#include "samples/cli/sample_options.hpp"
#include "samples/cli/signer_options.hpp"

namespace enrolkit::cli {
namespace {

struct Options {
  std::string applicant;
  SampleOptions samples;
  std::string retained;
  std::string output;
  StoreAccess access;
  std::string policy = "be-passport-2026";
  SignerOptions signer;
  PhotoModelPaths models;
  double ppi = 500;
  std::string format = "19794";
  bool json = false;
};

// What can be refused without them is refused before the models load.
Result<Enrolment> enrol_files(const Options& options, DossierStore* store, EnrolmentSetup& setup) {
  auto policy = load_profile<Policy>(options.policy, builtin_policy, parse_policy);
  if (!policy) return policy.error();
  setup.policy = *std::move(policy);
  setup.default_ppi = options.ppi;
  const auto generation = parse_record_generation(options.format);
  if (!generation) return Error{generation.error().code, "--format: " + generation.error().message};
  setup.generation = *generation;
  const auto applicant = read_applicant(options.applicant);
  if (!applicant) return applicant.error();
  const auto paths = sample_paths(options.samples);
  if (!paths) return paths.error();
  auto samples = read_samples(*paths);
  if (!samples) return samples.error();
  if (!options.retained.empty()) {
    auto retained = retained_samples(*store, options.retained, *applicant, setup.policy);
    if (!retained) return retained.error();
    samples->retained = *std::move(retained);
  }
  const auto admitted = admit(*applicant, *samples, setup.policy);
  if (!admitted) return admitted.error();
  auto signer = make_signer(options.signer);
  if (!signer) return signer.error();
  setup.signer = *std::move(signer);
  auto models = PhotoModels::load(options.models);
  if (!models) return models.error();
  setup.models = *std::move(models);
  return enrol(*applicant, *samples, setup);
}

int run(const Options& options) {
  if (options.output.empty() && options.access.store.empty()) {
    return report_error({ErrorCode::invalid_argument, "--output or --store is required: where the enrolment goes"});
  }
  std::optional<DossierStore> store;
  if (!options.access.store.empty()) {
    auto opened = open_store(options.access);
    if (!opened) return report_error(opened.error());
    store = *std::move(opened);
  }
  if (!store && !options.retained.empty()) {
    return report_error({ErrorCode::invalid_argument, "--retained needs --store: the store that holds the dossier"});
  }
  if (const Status empty = check_output(options.output); !empty) return report_error(empty.error());
  EnrolmentSetup setup;
  const auto enrolment = enrol_files(options, store ? &*store : nullptr, setup);
  if (!enrolment) return report_error(enrolment.error());
  std::string dossier;
  if (store) {
    std::vector<AuditNote> notes;
    if (!enrolment->retained.empty()) notes.push_back({"retained_samples_used", "dossier " + enrolment->retained});
    const auto use = retained_use(*store, *enrolment, setup.policy);
    if (!use) return report_error(use.error());
    const auto id = store->add(dossier_facts(*enrolment), enrolment->files, notes, {}, {*use});
    if (!id) return report_error(id.error());
    dossier = *id;
  }
  const auto place = write_output(*enrolment, options.output, dossier);
  if (!place) return report_error(place.error());
  if (options.json) {
    std::printf("%s\n", record_of(*enrolment).c_str());
  } else {
    print_enrolment(*place, *enrolment);
  }
  return exit_code_of(enrolment->verdict);
}

}  // namespace

void add_enrol_command(Command app, int& exit_code) {
  auto options = std::make_shared<Options>();
  Command command = app.add_subcommand("enrol", "One whole enrolment: rules, checks, chip files, report");
  command.add_option("--applicant", options->applicant, "The applicant's file (JSON)").required();
  add_sample_options(command, options->samples);
  command.add_option("--retained", options->retained, kRetainedHelp);
  command.add_option("-o,--output", options->output, "The folder to make; must not be there, or be empty");
  command.add_option("--store", options->access.store, "The dossier store that takes it, encrypted");
  add_key_options(command, options->access, "--store-key");
  command.add_option("--policy", options->policy, "Name of a policy, or a policy file (.json)");
  add_signer_options(command, options->signer);
  command.add_option("--landmarks", options->models.landmarks, "The 68-point shape predictor");
  command.add_option("--ppi", options->ppi, "Resolution of finger images that state none").within(300, 1200);
  command.add_option("--format", options->format, "Records on the chip: 19794 (ISO/IEC 19794:2005) or 39794");
  command.add_flag("--json", options->json, "The dossier's record on standard output");
  command.callback([options, &exit_code] { exit_code = run(*options); });
}

}  // namespace enrolkit::cli
