// SPDX-License-Identifier: Apache-2.0
#include "samples/cli/check_images.hpp"

namespace enrolkit::cli {
namespace {

struct Options {
  std::vector<std::string> images;
  std::string profile = "icao-2018";
  PhotoModelPaths models;
  bool json = false;
};

int check(const Options& options) {
  auto models = PhotoModels::load(options.models);
  if (!models) return report_error(models.error());
  auto profile = load_profile<PhotoProfile>(options.profile, builtin_photo_profile, parse_photo_profile);
  if (!profile) return report_error(profile.error());
  PhotoChecker checker(*models, *std::move(profile));
  return check_images(
      "photo", options.images, options.json,
      [&](const DecodedImage& photo) { return checker.check(photo.image.view()); }, photo_json);
}

}  // namespace

void add_photo_command(CLI::App& app, int& exit_code) {
  CLI::App* photo = app.add_subcommand("photo", "Portraits");
  photo->require_subcommand(1);
  auto options = std::make_shared<Options>();
  CLI::App* command = photo->add_subcommand("check", "Check portraits against a profile");
  command->add_option("images", options->images, "JPEG, PNG, JPEG 2000, PGM/PPM, BMP or TIFF files")->required();
  command->add_option("--profile", options->profile, "Name of a profile, or a profile file (.json)");
  command->add_option("--landmarks", options->models.landmarks, "The 68-point shape predictor");
  command->add_flag("--json", options->json, "One JSON document a line for each image");
  command->callback([options, &exit_code] { exit_code = check(*options); });
}

}  // namespace enrolkit::cli
