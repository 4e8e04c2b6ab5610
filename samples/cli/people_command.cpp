// SPDX-License-Identifier: Apache-2.0
#include <cstdio>

#include "samples/cli/command.hpp"
#include "samples/people/people.hpp"

namespace enrolkit::cli {
namespace {

struct Options {
  std::uint64_t seed = 1;
  int count = 1;
  std::optional<int> age;
  std::string on;
  std::vector<std::string> set;
  std::vector<std::string> fingers = {"right-index", "left-index"};
  int impressions = 1;
  std::string output;
};

Result<people::Settings> settings_of(const Options& options) {
  people::Settings settings;
  settings.age = options.age;
  settings.impressions = options.impressions;
  if (!options.on.empty()) {
    const auto on = date_option("--on", options.on);
    if (!on) return on.error();
    settings.on = *on;
  }
  for (const std::string& pair : options.set) {
    const std::size_t equals = pair.find('=');
    if (equals == std::string::npos) {
      return Error{ErrorCode::invalid_argument, "--set " + pair + ": KEY=VALUE is expected, such as eyes=closed"};
    }
    settings.set[pair.substr(0, equals)] = pair.substr(equals + 1);
  }
  for (const std::string& name : options.fingers) {
    if (name == "all") continue;
    const auto position = parse_finger_name(name);
    if (!position) return Error{position.error().code, "--fingers: " + position.error().message};
    settings.fingers.push_back(*position);
  }
  return settings;
}

int make(const Options& options) {
  auto settings = settings_of(options);
  if (!settings) return report_error(settings.error());
  for (int i = 0; i < options.count; ++i) {
    settings->seed = options.seed + static_cast<std::uint64_t>(i);
    const auto person = people::make_person(*settings);
    if (!person) return report_error(person.error());
    std::filesystem::path folder = options.output;
    if (options.count > 1) folder /= std::to_string(settings->seed);
    std::error_code error;
    std::filesystem::create_directories(folder, error);
    if (error) return report_error({ErrorCode::io, folder.string() + ": cannot create the folder: " + error.message()});
    const Status written = people::write_person(*person, folder);
    if (!written) return report_error(written.error());
    std::printf("%s\n", folder.c_str());
  }
  return kCompliant;
}

}  // namespace

void add_people_command(Command app, int& exit_code) {
  Command people = app.add_subcommand("people", "Synthetic applicants");
  people.require_subcommand();
  auto options = std::make_shared<Options>();
  Command command = people.add_subcommand("make", "Draw applicants with ground truth (truth.json)");
  command.footer("Settings for --set:\n" + people::setting_help());
  command.add_option("--seed", options->seed, "The first applicant's seed");
  command.add_option("--count", options->count, "How many, each in a folder named after its seed").within(1, 100000);
  command.add_option("--age", options->age, "Completed years on the day of the application");
  command.add_option("--on", options->on, "Day of the application");
  command.add_option("--set", options->set, "KEY=VALUE: what differs from a compliant applicant");
  command.add_option("--fingers", options->fingers, "Names of fingers, or all").delimiter(',');
  command.add_option("--impressions", options->impressions, "Impressions of each finger");
  command.add_option("-o,--output", options->output, "The folder to write to").required();
  command.callback([options, &exit_code] { exit_code = make(*options); });
}

}  // namespace enrolkit::cli
