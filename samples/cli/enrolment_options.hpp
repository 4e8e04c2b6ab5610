// SPDX-License-Identifier: Apache-2.0
// What the commands that enrol share: reading the files that their options name, and telling the outcome.
#pragma once

#include <string>
#include <utility>

#include "samples/cli/sample_options.hpp"

namespace enrolkit::cli {

Result<SampleFile> sample_file(const std::string& path);
// "right-index=FILE"
Result<std::pair<FingerPosition, SampleFile>> finger_option(const std::string& option);

std::string record_of(const Enrolment& enrolment);  // dossier.json
void print_enrolment(const std::string& folder, const Enrolment& enrolment);

}  // namespace enrolkit::cli
