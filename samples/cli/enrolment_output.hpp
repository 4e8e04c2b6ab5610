// SPDX-License-Identifier: Apache-2.0
// How the commands that enrol tell the outcome.
#pragma once

#include <string>

#include "samples/cli/command.hpp"

namespace enrolkit::cli {

std::string record_of(const Enrolment& enrolment);  // dossier.json
void print_enrolment(const std::string& folder, const Enrolment& enrolment);

}  // namespace enrolkit::cli
