// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdio>

#include "samples/cli/command.hpp"

namespace enrolkit::cli {

// Decodes and checks each file, in order, and prints what was found: a table, or one JSON document a line. An
// unreadable file does not keep the others from being checked. `check(const DecodedImage&)` gives Result<Report>;
// `to_json(report, file, milliseconds)` its document.
template <class Check, class ToJson>
int check_images(std::string_view kind, const std::vector<std::string>& files, bool json, Check check, ToJson to_json) {
  int exit_code = kCompliant;
  for (const std::string& file : files) {
    const Stopwatch watch;
    const auto image = load_image(file);
    std::optional<Error> error;
    if (!image) {
      error = image.error();
    } else if (auto report = check(*image); !report) {
      error = Error{report.error().code, file + ": " + report.error().message};
    } else {
      if (json) {
        std::printf("%s\n", to_json(*report, file, watch.milliseconds()).c_str());
      } else {
        print_findings(file, report->verdict, report->findings);
      }
      exit_code = worse(exit_code, exit_code_of(report->verdict));
    }
    if (error) {
      if (json) std::printf("%s\n", check_error_json(kind, *error, file).c_str());
      exit_code = worse(exit_code, report_error(*error));
    }
  }
  return exit_code;
}

}  // namespace enrolkit::cli
