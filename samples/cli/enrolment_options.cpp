// SPDX-License-Identifier: Apache-2.0
#include "samples/cli/enrolment_options.hpp"

#include <cstdio>

namespace enrolkit::cli {

Result<SampleFile> sample_file(const std::string& path) {
  auto bytes = read_file(path, kMaxSampleBytes);
  if (!bytes) return bytes.error();
  return SampleFile{path, *std::move(bytes)};
}

Result<std::pair<FingerPosition, SampleFile>> finger_option(const std::string& option) {
  const std::size_t equals = option.find('=');
  if (equals == std::string::npos) {
    return Error{ErrorCode::invalid_argument,
                 "--finger " + option + ": NAME=FILE is expected, such as right-index=print.png"};
  }
  const auto position = parse_finger_name(option.substr(0, equals));
  if (!position) return Error{position.error().code, "--finger " + option + ": " + position.error().message};
  auto file = sample_file(option.substr(equals + 1));
  if (!file) return file.error();
  return std::pair(*position, *std::move(file));
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
  if (enrolment.mrz.lines.empty()) return;
  std::printf("%s\n%s\n", enrolment.mrz.lines[0].c_str(), enrolment.mrz.lines[1].c_str());
}

}  // namespace enrolkit::cli
