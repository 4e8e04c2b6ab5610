// SPDX-License-Identifier: Apache-2.0
#include <cstdio>

#include "samples/cli/finger_readers.hpp"

namespace enrolkit::cli {
namespace {

struct Options {
  std::string policy = "be-passport-2026";
  std::size_t device = 0;
  std::string replay;
  int seconds = 30;
  std::optional<double> ppi;
  std::vector<std::string> missing, bandaged;
  std::string output;
  bool json = false;
};

Status except_all(FingerSession& session, const std::vector<std::string>& names, FingerException exception) {
  for (const std::string& name : names) {
    const auto finger = parse_finger_name(name);
    if (!finger) return finger.error();
    if (const Status noted = session.add_exception(*finger, exception); !noted) return noted;
  }
  return {};
}

void tell(const FingerStep& step, bool json) {
  if (json) std::printf("%s\n", finger_step_json(step).c_str());
  std::fprintf(stderr, "enrolkit: %s: %s, quality %d\n", std::string(finger_name(step.finger)).c_str(),
               std::string(attempt_result_name(step.result)).c_str(), step.quality);
  for (const std::string& reason : step.reasons) std::fprintf(stderr, "  %s\n", reason.c_str());
}

Status take_all(FingerSession& session, FingerReader& reader, const Options& options) {
  while (const auto finger = session.next()) {
    std::fprintf(stderr, "enrolkit: put the %s on %s\n", std::string(finger_name(*finger)).c_str(),
                 reader.info().name.c_str());
    const auto step = session.capture(reader, std::chrono::seconds(options.seconds));
    if (!step) return step.error();
    tell(*step, options.json);
  }
  return {};
}

Status write_fingers(const FingerSession& session, const std::filesystem::path& folder) {
  std::error_code failed;
  std::filesystem::create_directories(folder, failed);
  if (failed) return Error{ErrorCode::io, folder.string() + ": the folder cannot be made"};
  for (const TakenFinger& taken : session.taken()) {
    const auto png = encode_png(taken.capture.image.view(), taken.capture.ppi);
    if (!png) return png.error();
    const auto file = folder / ("finger-" + std::string(finger_name(taken.finger)) + ".png");
    if (const Status written = write_file(file, BytesView(*png)); !written) return written;
  }
  return {};
}

Result<int> run(const Options& options) {
  const auto policy = load_profile<Policy>(options.policy, builtin_policy, parse_policy);
  if (!policy) return policy.error();
  auto session = FingerSession::start(*policy);
  if (!session) return session.error();
  for (const Status& noted : {except_all(*session, options.missing, {FingerFault::missing, true}),
                              except_all(*session, options.bandaged, {FingerFault::bandaged, false})}) {
    if (!noted) return noted.error();
  }
  auto reader = open_reader(options.device, options.replay, options.ppi);
  if (!reader) return reader.error();
  if (const Status taken = take_all(*session, **reader, options); !taken) return taken.error();
  if (const Status written = write_fingers(*session, options.output); !written) return written.error();
  const FingersVerdict verdict = session->verdict();
  if (options.json) {
    std::printf("%s\n", finger_session_json(*session).c_str());
  } else {
    std::printf("%s\n", std::string(fingers_verdict_name(verdict)).c_str());
  }
  bool sufficient = verdict == FingersVerdict::complete;
  for (const TakenFinger& finger : session->taken()) sufficient = sufficient && finger.sufficient;
  return static_cast<int>(sufficient ? kCompliant : kNotCompliant);
}

}  // namespace

void add_finger_session_command(Command finger, int& exit_code) {
  auto options = std::make_shared<Options>();
  Command command = finger.add_subcommand("session", "Take the fingers that a policy asks for, one after the other");
  command.add_option("--policy", options->policy, "Name of a policy, or a policy file (.json)");
  command.add_option("--device", options->device, "Number of the reader, from 0");
  command.add_option("--replay", options->replay, "A folder of images in place of a reader");
  command.add_option("--seconds", options->seconds, "How long to wait for each").within(1, 3600);
  command.add_option("--ppi", options->ppi, "Resolution of the images, whatever they state").within(300, 1200);
  command.add_option("--missing", options->missing, "Fingers that are not there: right-index, ...");
  command.add_option("--bandaged", options->bandaged, "Fingers that cannot be taken now");
  command.add_flag("--json", options->json, "One JSON document a line: each attempt, then the whole");
  command.add_option("-o,--output", options->output, "The folder for the images (PNG)").required();
  command.callback([options, &exit_code] {
    const auto code = run(*options);
    exit_code = code ? *code : report_error(code.error());
  });
}

}  // namespace enrolkit::cli
