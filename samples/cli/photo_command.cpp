// SPDX-License-Identifier: Apache-2.0
#include <chrono>

#include "samples/cli/check_images.hpp"
#include "samples/cli/ofiq_table.hpp"
#include "samples/cli/photo_profile_options.hpp"

namespace enrolkit::cli {
namespace {

struct Options {
  std::vector<std::string> images;
  PhotoProfileOptions profile;
  std::string taken;
  PhotoModelPaths models;
  bool json = false;
  std::string csv;
  std::string report;
  std::string overlay;
};

// The profile as it holds for the person's age, and what the command line knows of the photo.
struct Task {
  PhotoProfile profile;
  PhotoFacts facts;
};

Result<Task> task_of(const Options& options) {
  auto profile = photo_profile_of(options.profile);
  if (!profile) return profile.error();
  Task task{*std::move(profile), {}};
  if (!options.taken.empty()) {
    const auto on = day_of(options.profile);
    if (!on) return on.error();
    const auto taken = date_option("--taken", options.taken);
    if (!taken) return taken.error();
    if (*on < *taken) return Error{ErrorCode::invalid_argument, "--taken: lies after --on " + format_date(*on)};
    task.facts.age_in_days = static_cast<int>((std::chrono::sys_days(*on) - std::chrono::sys_days(*taken)).count());
  }
  return task;
}

// Into the page and over the photo, as far as they were asked for.
Status draw(const Options& options, const std::string& file, const DecodedImage* photo,
            const Result<PhotoReport>& report, PhotoPage& page) {
  if (photo == nullptr || !report) {
    page.add(file, report.error());
    return {};
  }
  if (!options.report.empty()) {
    if (Status added = page.add(file, photo->image.view(), *report); !added) return added;
  }
  if (options.overlay.empty()) return {};
  const auto overlay = photo_overlay(photo->image.view(), *report);
  if (!overlay) return overlay.error();
  const auto png = encode_png(overlay->view());
  if (!png) return png.error();
  return write_file(options.overlay, *png);
}

int check(const Options& options) {
  if (!options.overlay.empty() && options.images.size() > 1) {
    return report_error({ErrorCode::invalid_argument, "--overlay: is for one image, not for several"});
  }
  auto models = PhotoModels::load(options.models);
  if (!models) return report_error(models.error());
  if (!options.csv.empty()) return print_ofiq_table(options.images, *models);
  auto task = task_of(options);
  if (!task) return report_error(task.error());
  PhotoChecker checker(*models, std::move(task->profile));
  PhotoPage page;
  int exit_code = check_images(
      "photo", options.images, options.json,
      [&](const DecodedImage& photo) {
        PhotoFacts facts = task->facts;
        facts.jpeg_quality = photo.jpeg_quality;
        return checker.check(photo.image.view(), facts);
      },
      photo_json,
      [&](const std::string& file, const DecodedImage* photo, const Result<PhotoReport>& report) {
        return draw(options, file, photo, report, page);
      });
  if (!options.report.empty()) {
    if (const Status written = write_file(options.report, page.html()); !written) {
      exit_code = worse(exit_code, report_error(written.error()));
    }
  }
  return exit_code;
}

}  // namespace

void add_photo_command(Command app, int& exit_code) {
  Command photo = app.add_subcommand("photo", "Portraits");
  photo.require_subcommand();
  auto options = std::make_shared<Options>();
  Command command = photo.add_subcommand("check", "Check portraits against a profile");
  command.add_option("images", options->images, "JPEG, PNG, JPEG 2000, PGM/PPM, BMP or TIFF files").required();
  add_photo_profile_options(command, options->profile);
  command.add_option("--taken", options->taken, "Date on which the photo was taken");
  command.add_option("--landmarks", options->models.landmarks, "The 68-point shape predictor");
  const Option json = command.add_flag("--json", options->json, "One JSON document a line for each image");
  command.add_option("--csv", options->csv, "ofiq: the components of ISO/IEC 29794-5 as OFIQ writes them, no verdict")
      .one_of({"ofiq"})
      .excludes(json);
  command.add_option("--report", options->report,
                     "A page (HTML) to write: the photos with measured lines and findings");
  command.add_option("--overlay", options->overlay, "A picture (PNG) to write: the photo with measured lines");
  command.callback([options, &exit_code] { exit_code = check(*options); });
  add_photo_crop_command(photo, exit_code);
  add_photo_live_command(photo, exit_code);
}

}  // namespace enrolkit::cli
