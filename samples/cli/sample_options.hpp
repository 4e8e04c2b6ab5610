// SPDX-License-Identifier: Apache-2.0
// The samples of one applicant as the commands take them: --photo P --finger NAME=F... --signature S.
#pragma once

#include <map>
#include <string>
#include <utility>
#include <vector>

#include "samples/cli/command.hpp"

namespace enrolkit::cli {

inline constexpr const char* kRetainedHelp =
    "The dossier in the store whose samples are used, as far as the rules allow it: of a duplicate the original";

struct SampleOptions {
  std::string photo;
  std::vector<std::string> fingers;  // NAME=FILE
  std::string signature;
  [[nodiscard]] bool empty() const { return photo.empty() && fingers.empty() && signature.empty(); }
};

void add_sample_options(Command command, SampleOptions& options);

// Paths of sample files; an empty one is a sample that is not given.
struct SamplePaths {
  std::filesystem::path photo;
  std::map<FingerPosition, std::filesystem::path> fingers;
  std::filesystem::path signature;
};

// Errors: those of read_file.
Result<SampleFile> sample_file(const std::filesystem::path& path);
// "right-index=FILE". Errors: invalid_argument, naming the option.
using FingerPath = std::pair<FingerPosition, std::filesystem::path>;
Result<FingerPath> finger_path(const std::string& option);

// Errors: invalid_argument, naming the option.
Result<SamplePaths> sample_paths(const SampleOptions& options);
// Errors: those of read_file.
Result<EnrolmentSamples> read_samples(const SamplePaths& paths);

Result<Applicant> read_applicant(const std::filesystem::path& path);

}  // namespace enrolkit::cli
