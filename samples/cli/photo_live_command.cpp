// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>
#include <cstdio>
#include <nlohmann/json.hpp>
#include <vector>

#include "samples/cli/photo_profile_options.hpp"

namespace enrolkit::cli {
namespace {

using Json = nlohmann::ordered_json;

struct Options {
  std::string replay;
  PhotoProfileOptions profile;
  PhotoModelPaths models;
  double fps = 15;
  int burst = 5;
  bool mirrored = false;
  bool json = false;
};

constexpr const char* kSchema = "enrolkit.photo_live/1";
constexpr std::size_t kMostFrames = 100'000;  // an hour and more of preview

Result<std::vector<std::string>> frames_in(const std::string& folder) {
  std::error_code error;
  std::vector<std::string> files;
  for (std::filesystem::directory_iterator entry(folder, error), end; !error && entry != end; entry.increment(error)) {
    if (entry->is_regular_file(error)) files.push_back(entry->path().string());
    if (files.size() > kMostFrames) {
      return Error{ErrorCode::too_large, folder + ": more than " + std::to_string(kMostFrames) + " frames"};
    }
  }
  if (error) return Error{ErrorCode::not_found, folder + ": " + error.message()};
  if (files.empty()) return Error{ErrorCode::empty_input, folder + ": the folder holds no frames"};
  std::sort(files.begin(), files.end());
  return files;
}

Json frame_json(const PhotoStreamFrame& frame, const std::string& file, std::chrono::milliseconds time) {
  Json findings = Json::array();
  for (const Finding& finding : frame.findings) {
    if (finding.verdict == Verdict::not_assessed) continue;
    findings.push_back({{"requirement", finding.requirement},
                        {"value", *finding.value},
                        {"unit", finding.unit},
                        {"verdict", verdict_name(finding.verdict)}});
  }
  return {
      {"schema", kSchema},
      {"version", version()},
      {"file", file},
      {"time", time.count()},
      {"state", stream_state_name(frame.state)},
      {"message", {{"id", frame.message.id}, {"text", frame.message.text}, {"arrow", arrow_name(frame.message.arrow)}}},
      {"faces", frame.faces},
      {"findings", std::move(findings)}};
}

// The last line: the still, checked in full.
int tell_still(PhotoStream& stream, const std::string& file, const Options& options, const Stopwatch& watch) {
  const auto still = stream.best_still();
  if (!still) {
    if (options.json) std::printf("%s\n", check_error_json("photo", still.error(), file).c_str());
    return report_error({still.error().code, file + ": " + still.error().message});
  }
  if (options.json) {
    std::printf("%s\n", photo_json(still->report, file, watch.milliseconds()).c_str());
  } else {
    print_findings(file, still->report.verdict, still->report.findings);
  }
  return exit_code_of(still->report.verdict);
}

int live(const Options& options) {
  const auto files = frames_in(options.replay);
  if (!files) return report_error(files.error());
  auto models = PhotoModels::load(options.models);
  if (!models) return report_error(models.error());
  auto profile = photo_profile_of(options.profile);
  if (!profile) return report_error(profile.error());
  PhotoStreamOptions wishes;
  wishes.mirrored = options.mirrored;
  PhotoStream stream(*models, *std::move(profile), wishes);

  int stills = 0;
  std::string best;
  for (std::size_t i = 0; i < files->size(); ++i) {
    const std::string& file = (*files)[i];
    const auto image = load_image(file);
    if (!image) return report_error(image.error());
    const std::chrono::milliseconds time(std::lround(1000 * static_cast<double>(i) / options.fps));
    const auto frame = stream.push(image->image.view(), time);
    if (!frame) return report_error({frame.error().code, file + ": " + frame.error().message});
    if (options.json) {
      std::printf("%s\n", frame_json(*frame, file, time).dump().c_str());
    } else if (frame->changed || i == 0) {
      std::printf("%7.2f s  %-10s  %s\n", static_cast<double>(time.count()) / 1000,
                  std::string(stream_state_name(frame->state)).c_str(), std::string(frame->message.text).c_str());
    }
    // The frames after the request are the burst: a replay has no other camera.
    if (frame->state != StreamState::take_still) continue;
    const auto rated = stream.push_still(image->image.view());
    if (!rated) return report_error({rated.error().code, file + ": " + rated.error().message});
    if (rated->best) best = file;
    if (++stills == options.burst) break;
  }
  const Stopwatch watch;
  if (stills > 0) return tell_still(stream, best, options, watch);
  if (!options.json) std::printf("%s: no frame was good enough for the still\n", options.replay.c_str());
  return kNotCompliant;
}

}  // namespace

void add_photo_live_command(Command photo, int& exit_code) {
  auto options = std::make_shared<Options>();
  Command command = photo.add_subcommand("live", "Guide a person by preview frames up to the checked still");
  command.add_option("--replay", options->replay, "Folder of frames, in the order of their names").required();
  command.add_option("--fps", options->fps, "Frames a second").within(0.5, 240.0);
  command.add_option("--burst", options->burst, "Stills of which the best is kept").within(1, 100);
  add_photo_profile_options(command, options->profile);
  command.add_option("--landmarks", options->models.landmarks, "The 68-point shape predictor");
  command.add_flag("--mirrored", options->mirrored, "Arrows for a preview that is shown like a mirror");
  command.add_flag("--json", options->json, "One JSON document a line for each frame, then one for the still");
  command.callback([options, &exit_code] { exit_code = live(*options); });
}

}  // namespace enrolkit::cli
