// SPDX-License-Identifier: Apache-2.0
#include "samples/cli/enrolment_output.hpp"

#include <cstdio>

namespace enrolkit::cli {

Status check_output(const std::string& folder) {
  std::error_code ignored;
  if (folder.empty() || !std::filesystem::exists(folder, ignored) || std::filesystem::is_empty(folder, ignored)) {
    return {};
  }
  return Error{ErrorCode::already_exists, folder + ": is there already; it is never overwritten"};
}

Result<std::string> write_output(const Enrolment& enrolment, const std::string& folder, const std::string& dossier) {
  const std::string stored = dossier.empty() ? "" : "dossier " + dossier;
  if (folder.empty()) return stored;
  if (const Status written = write_dossier(enrolment, folder); !written) {
    return Error{written.error().code, (stored.empty() ? "" : stored + " is stored, but ") + written.error().message};
  }
  return stored + (stored.empty() ? "" : ", ") + folder;
}

std::string record_of(const Enrolment& enrolment) {
  const Bytes& record = enrolment.files.back().bytes;  // dossier.json is the last, since it lists the others
  return {record.begin(), record.end()};
}

void print_enrolment(const std::string& folder, const Enrolment& enrolment) {
  std::printf("%s: %s\n", folder.c_str(), std::string(overall_name(enrolment.verdict)).c_str());
  if (enrolment.photo) {
    print_findings(enrolment.photo->file, enrolment.photo->report.verdict, enrolment.photo->report.findings);
  }
  for (const FingerResult& finger : enrolment.fingers) {
    print_findings(finger.file, finger.report.verdict, finger.report.findings);
  }
  if (enrolment.signature) {
    print_findings(enrolment.signature->file, enrolment.signature->report.verdict,
                   enrolment.signature->report.findings);
  }
  for (const std::string& line : enrolment.mrz.lines) std::printf("%s\n", line.c_str());
}

}  // namespace enrolkit::cli
