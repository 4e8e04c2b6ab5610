// SPDX-License-Identifier: Apache-2.0
#include <unistd.h>

#include <cstdio>
#include <set>
#include <thread>

#include "samples/cli/chip_inputs.hpp"
#include "samples/cli/ordered_batch.hpp"
#include "samples/cli/signer_options.hpp"

namespace enrolkit::cli {
namespace {

namespace fs = std::filesystem;

struct Options {
  std::vector<std::string> inputs;
  SampleOptions samples;
  std::string output;
  std::string policy = "be-passport-2026";
  SignerOptions signer;
  std::string format = "19794";
  int sod_version = 1;
  double ppi = 500;
  std::size_t jobs = 1;
  bool json = false;
};

struct Job {
  ChipInput input;
  fs::path folder;
};

struct Answer {
  std::string name;
  Result<std::string> line;  // what to print
};

// The folder of an applicant in a batch: the document number, which no two documents share.
Result<fs::path> own_folder(const fs::path& output, const ChipInput& input, std::set<std::string>& taken) {
  if (!input.applicant) return input.applicant.error();
  const std::string& number = input.applicant->document_number;
  if (taken.insert(number).second) return output / number;
  return Error{ErrorCode::already_exists,
               input.name + ": document_number " + number + " was given to an earlier applicant of this batch"};
}

Error with_name(const Error& error, const std::string& name) {
  return error.message.find(name) == std::string::npos ? Error{error.code, name + ": " + error.message} : error;
}

std::string summary(const std::string& name, const std::string& folder, const ChipFiles& files) {
  std::size_t bytes = 0;
  for (const auto& entry : files) bytes += entry.second.size();
  return name + ": " + folder + ", " + std::to_string(files.size()) + " files, " + std::to_string(bytes) + " bytes" +
         (files.count(ChipFile::sod) == 0 ? ", not signed" : "");
}

Result<std::string> encode_one(const Job& job, const ChipSetup& setup, bool json) {
  const Stopwatch watch;
  if (!job.input.applicant) return job.input.applicant.error();
  const auto samples = read_samples(job.input.samples);
  if (!samples) return samples.error();
  const auto files = encode_chip(*job.input.applicant, *samples, setup);
  if (!files) return files.error();
  if (const Status written = write_chip(*files, job.folder); !written) return written.error();
  const std::string folder = job.folder.string();
  return json ? chip_encoding_json(*files, *job.input.applicant, job.input.name, folder, watch.milliseconds())
              : summary(job.input.name, folder, *files);
}

Answer answer_of(const Job& job, const ChipSetup& setup, bool json) {
  try {
    return {job.input.name, encode_one(job, setup, json)};
  } catch (const std::exception& error) {  // memory is short
    return {job.input.name, Error{ErrorCode::internal, error.what()}};
  }
}

Result<ChipSetup> setup_of(const Options& options) {
  ChipSetup setup;
  auto policy = load_profile<Policy>(options.policy, builtin_policy, parse_policy);
  if (!policy) return policy.error();
  setup.policy = *std::move(policy);
  setup.default_ppi = options.ppi;
  const auto generation = parse_record_generation(options.format);
  if (!generation) return Error{generation.error().code, "--format: " + generation.error().message};
  setup.generation = *generation;
  setup.sod_version = options.sod_version;
  auto signer = make_signer(options.signer);
  if (!signer) return signer.error();
  setup.signer = *std::move(signer);
  return setup;
}

Status make_output(const fs::path& output) {
  std::error_code error;
  fs::create_directory(output, error);
  if (!error) return {};
  return Error{error == std::errc::no_such_file_or_directory ? ErrorCode::not_found : ErrorCode::io,
               output.string() + ": the folder cannot be made: " + error.message()};
}

// How far a batch is, for who waits at a terminal.
void show_progress(std::size_t done) {
  if (::isatty(STDERR_FILENO) == 1) std::fprintf(stderr, "\r%zu applicants", done);
}

int encode_all(const Options& options) {
  const auto setup = setup_of(options);
  if (!setup) return report_error(setup.error());
  ChipInputs inputs(options.inputs);
  const bool batch = inputs.batch();
  if (!options.samples.empty() && !inputs.bare()) {
    return report_error(
        {ErrorCode::invalid_argument,
         "--photo, --finger and --signature belong to one applicant's file, not to several or a folder"});
  }
  const auto given = sample_paths(options.samples);
  if (!given) return report_error(given.error());
  if (batch) {
    if (const Status made = make_output(options.output); !made) return report_error(made.error());
  }

  std::set<std::string> taken;
  std::size_t done = 0;
  int exit_code = kCompliant;
  run_ordered(
      options.jobs,
      [&]() -> std::optional<Job> {
        auto input = inputs.next();
        if (!input) return std::nullopt;
        if (!batch) {
          if (!options.samples.empty()) input->samples = *given;
          return Job{*std::move(input), options.output};
        }
        const auto folder = own_folder(options.output, *input, taken);
        if (!folder) input->applicant = folder.error();
        return Job{*std::move(input), folder.value_or(fs::path())};
      },
      [&](const Job& job) { return answer_of(job, *setup, options.json); },
      [&](const Answer& answer) {
        if (batch) show_progress(++done);
        if (answer.line) {
          std::printf("%s\n", answer.line->c_str());
          return;
        }
        const Error error = with_name(answer.line.error(), answer.name);
        if (options.json) std::printf("%s\n", chip_encoding_error_json(error, answer.name).c_str());
        exit_code = worse(exit_code, report_error(error));
      });
  if (batch && ::isatty(STDERR_FILENO) == 1) std::fprintf(stderr, "\n");
  return exit_code;
}

}  // namespace

void add_chip_encode_command(Command chip, int& exit_code) {
  auto options = std::make_shared<Options>();
  Command command = chip.add_subcommand(
      "encode",
      "Chip files from finished samples: for an issuer whose samples somebody has judged, for batches, and for making "
      "a "
      "chip again. It checks no quality: a bad photo becomes a bad EF.DG2 (to judge, use enrol or photo check). The "
      "policy's rules hold: no sample that must not be taken at this age.");
  command
      .add_option("--input", options->inputs,
                  "An applicant's file (JSON); or, with samples: a folder of applicant.json, photo.*, finger-NAME.*, "
                  "signature.*, a folder of such folders, or a list .jsonl of {\"applicant\": FILE or object, "
                  "\"photo\": FILE, \"fingers\": {NAME: FILE}, \"signature\": FILE}")
      .required();
  add_sample_options(command, options->samples);
  command
      .add_option("-o,--output", options->output,
                  "The folder to make; of several applicants each has its own in it, named by the document number")
      .required();
  command.add_option("--policy", options->policy, "Name of a policy, or a policy file (.json)");
  add_signer_options(command, options->signer);
  command.add_option("--format", options->format, "Records of EF.DG2 and EF.DG3: 19794 or 39794");
  command
      .add_option("--sod-version", options->sod_version,
                  "Of EF.SOD: 1 (LDS 1.8, recommended, the default) or 0 (LDS 1.7, for old inspection systems)")
      .one_of({"0", "1"});
  command.add_option("--ppi", options->ppi, "Resolution of finger images that state none").within(300, 1200);
  command.add_option("--jobs", options->jobs, "Threads").within(1, 256);
  command.add_flag("--json", options->json, "One JSON document a line for each applicant, in the order of the input");
  command.callback([options, &exit_code] { exit_code = encode_all(*options); });
}

}  // namespace enrolkit::cli
