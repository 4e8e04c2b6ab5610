// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdio>

#include "samples/cli/command.hpp"

namespace enrolkit::cli {

struct NothingMore {
  template <class... Any>
  Status operator()(const Any&... /*any*/) const {
    return {};
  }
};

// Decodes and checks each file, in order, and prints what was found: a table, or one JSON document a line. An
// unreadable file does not keep the others from being checked. `check(const DecodedImage&)` gives Result<Report>;
// `to_json(report, file, milliseconds)` its document. `then(file, image, result)` sees each file once more: the image
// is null when it could not be read, `result` a Result<Report>.
template <class Check, class ToJson, class Then = NothingMore>
int check_images(std::string_view kind, const std::vector<std::string>& files, bool json, Check check, ToJson to_json,
                 Then then = {}) {
  int exit_code = kCompliant;
  for (const std::string& file : files) {
    const Stopwatch watch;
    const auto image = load_image(file);
    auto report = image ? check(*image) : decltype(check(*image))(image.error());
    if (image && !report) report = Error{report.error().code, file + ": " + report.error().message};
    if (report) {
      if (json) {
        std::printf("%s\n", to_json(*report, file, watch.milliseconds()).c_str());
      } else {
        print_findings(file, report->verdict, report->findings);
      }
      exit_code = worse(exit_code, exit_code_of(report->verdict));
    } else {
      if (json) std::printf("%s\n", check_error_json(kind, report.error(), file).c_str());
      exit_code = worse(exit_code, report_error(report.error()));
    }
    if (const Status done = then(file, image ? &*image : nullptr, report); !done) {
      exit_code = worse(exit_code, report_error(done.error()));
    }
  }
  return exit_code;
}

}  // namespace enrolkit::cli
