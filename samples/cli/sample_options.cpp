// SPDX-License-Identifier: Apache-2.0
#include "samples/cli/sample_options.hpp"

namespace enrolkit::cli {

Result<SampleFile> sample_file(const std::filesystem::path& path) {
  auto bytes = read_file(path, kMaxSampleBytes);
  if (!bytes) return bytes.error();
  return SampleFile{path.string(), *std::move(bytes)};
}

Result<FingerPath> finger_path(const std::string& option) {
  const std::size_t equals = option.find('=');
  if (equals == std::string::npos) {
    return Error{ErrorCode::invalid_argument,
                 "--finger " + option + ": NAME=FILE is expected, such as right-index=print.png"};
  }
  const auto position = parse_finger_name(option.substr(0, equals));
  if (!position) return Error{position.error().code, "--finger " + option + ": " + position.error().message};
  return FingerPath{*position, option.substr(equals + 1)};
}

void add_sample_options(Command command, SampleOptions& options) {
  command.add_option("--photo", options.photo, "The portrait");
  command.add_option("--finger", options.fingers, "NAME=FILE, such as right-index=print.png; once for each finger")
      .repeated();
  command.add_option("--signature", options.signature, "The signature");
}

Result<SamplePaths> sample_paths(const SampleOptions& options) {
  SamplePaths paths;
  paths.photo = options.photo;
  paths.signature = options.signature;
  for (const std::string& finger : options.fingers) {
    auto path = finger_path(finger);
    if (!path) return path.error();
    if (!paths.fingers.insert(*std::move(path)).second) {
      return Error{ErrorCode::invalid_argument, "--finger " + finger + ": this finger is given twice"};
    }
  }
  return paths;
}

Result<EnrolmentSamples> read_samples(const SamplePaths& paths) {
  EnrolmentSamples samples;
  for (const auto& [path, sample] : {std::pair(&paths.photo, &samples.photo), {&paths.signature, &samples.signature}}) {
    if (path->empty()) continue;
    auto file = sample_file(*path);
    if (!file) return file.error();
    *sample = *std::move(file);
  }
  for (const auto& [position, path] : paths.fingers) {
    auto file = sample_file(path);
    if (!file) return file.error();
    samples.fingers.emplace(position, *std::move(file));
  }
  return samples;
}

Result<Applicant> read_applicant(const std::filesystem::path& path) {
  const auto bytes = read_file(path, kMaxApplicantBytes);
  if (!bytes) return bytes.error();
  return parse_applicant({reinterpret_cast<const char*>(bytes->data()), bytes->size()}, path.string());
}

}  // namespace enrolkit::cli
