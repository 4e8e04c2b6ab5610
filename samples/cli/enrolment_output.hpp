// SPDX-License-Identifier: Apache-2.0
// How the commands that enrol tell the outcome.
#pragma once

#include <string>

#include "samples/cli/command.hpp"

namespace enrolkit::cli {

// A folder is looked at before an enrolment is made or stored: already_exists where it is not empty.
Status check_output(const std::string& folder);
// Writes it into `folder` (unless empty), after it was stored as `dossier` (empty: it was not): where it is, in words.
Result<std::string> write_output(const Enrolment& enrolment, const std::string& folder, const std::string& dossier);

std::string record_of(const Enrolment& enrolment);  // dossier.json
void print_enrolment(const std::string& folder, const Enrolment& enrolment);

}  // namespace enrolkit::cli
