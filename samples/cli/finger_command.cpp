// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>
#include <cstdio>
#include <optional>

#include "samples/cli/check_images.hpp"
#include "samples/cli/finger_readers.hpp"
#include "samples/cli/nfiq2_table.hpp"

namespace enrolkit::cli {
namespace {

struct Options {
  std::vector<std::string> images;
  std::string profile = "be-passport-2026";
  std::optional<double> ppi;  // empty: as the file states
  bool json = false;
  std::string csv;
  std::string nfiq2_model;
  std::string output;
  std::string format = "iso19794-2:2005";
  std::string position = "unknown";
  std::string ridges = "auto";
  std::string trace;
  std::size_t device = 0;
  std::string replay;
  int seconds = 30;
};

Result<FingerPosition> position_of(const std::string& name) {
  if (name == finger_name(FingerPosition::unknown)) return FingerPosition::unknown;
  return parse_finger_name(name);
}

double ppi_of(const DecodedImage& print, const Options& options) {
  return options.ppi.value_or(finger_resolution(print.ppi));
}

// In grey, with dark ridges.
Image print_of(const DecodedImage& image, const Options& options) {
  Image print = to_grey(image.image);
  bool light = options.ridges == "light";
  if (options.ridges == "auto") {
    const auto tone = ridge_tone(print.view(), ppi_of(image, options));
    light = tone && *tone == RidgeTone::light;
  }
  return light ? inverted(print.view()) : print;
}

Status write_trace(const Image& print, double ppi, const std::filesystem::path& folder) {
  const auto steps = trace_extraction(print.view(), ppi);
  if (!steps) return steps.error();
  std::error_code failed;
  std::filesystem::create_directories(folder, failed);
  if (failed) return Error{ErrorCode::io, folder.string() + ": the folder cannot be made"};
  int number = 0;
  for (const TracePicture& picture : *steps) {
    const auto png = encode_png(picture.image.view());
    if (!png) return png.error();
    const auto file = folder / (std::to_string(++number) + "-" + picture.step + ".png");
    if (const Status written = write_file(file, BytesView(*png)); !written) return written;
  }
  return {};
}

int check(const Options& options) {
  std::optional<Nfiq2Model> model;
  if (!options.nfiq2_model.empty()) {
    auto loaded = Nfiq2Model::load(options.nfiq2_model);
    if (!loaded) return report_error(loaded.error());
    model = *std::move(loaded);
  }
  if (!options.csv.empty()) {
    return print_nfiq2_table(options.images, options.ppi, options.ridges == "light", model ? &*model : nullptr);
  }
  const auto profile = load_profile<FingerProfile>(options.profile, builtin_finger_profile, parse_finger_profile);
  if (!profile) return report_error(profile.error());
  return check_images(
      "finger", options.images, options.json,
      [&](const DecodedImage& print) {
        auto report = check_finger(print_of(print, options).view(), ppi_of(print, options), *profile);
        if (report && report->measures && model) report->nfiq2 = model->score(*report->measures);
        return report;
      },
      finger_json);
}

constexpr const char* kXyt = "xyt";

// The names of what `finger extract` and `finger convert` write.
std::vector<std::string> template_formats() {
  std::vector<std::string> names;
  for (const MinutiaeFormat format : {MinutiaeFormat::iso_2005, MinutiaeFormat::iso_2011}) {
    names.emplace_back(minutiae_format_name(format));
  }
  names.emplace_back(kXyt);
  return names;
}

Result<Bytes> encode_as(FingerMinutiaeRecord record, const std::string& format) {
  if (format == kXyt) {
    const std::string text = minutiae_xyt(template_of_view(record));
    return Bytes(text.begin(), text.end());
  }
  record.format =
      format == minutiae_format_name(MinutiaeFormat::iso_2011) ? MinutiaeFormat::iso_2011 : MinutiaeFormat::iso_2005;
  return encode(record);
}

Result<Bytes> extracted(const Options& options) {
  const auto position = position_of(options.position);
  if (!position) return position.error();
  const auto profile = builtin_finger_profile(options.profile);
  if (!profile) return profile.error();
  const auto print = load_image(options.images.front());
  if (!print) return print.error();
  const Image dark = print_of(*print, options);
  const double ppi = ppi_of(*print, options);
  const auto report = check_finger(dark.view(), ppi, *profile);
  if (!report) return Error{report.error().code, options.images.front() + ": " + report.error().message};
  if (!options.trace.empty()) {
    if (const Status traced = write_trace(dark, ppi, options.trace); !traced) return traced.error();
  }
  if (options.format == kXyt) {
    const std::string text = minutiae_xyt(report->minutiae);
    return Bytes(text.begin(), text.end());
  }
  return encode_as(minutiae_record(report->minutiae, *position, report->quality.score), options.format);
}

Result<Bytes> converted(const Options& options) {
  const std::string& file = options.images.front();
  const auto bytes = read_file(file, kMaxSampleBytes);
  if (!bytes) return bytes.error();
  auto record = decode_finger_minutiae_record(*bytes);
  auto result = record ? encode_as(*std::move(record), options.format) : record.error();
  if (!result) result.error().message.insert(0, file + ": ");
  return result;
}

int write_template(const Options& options, const Result<Bytes>& bytes) {
  if (!bytes) return report_error(bytes.error());
  const Status written = write_file(options.output, BytesView(*bytes));
  return written ? kCompliant : report_error(written.error());
}

int capture(const Options& options) {
  auto reader = open_reader(options.device, options.replay, options.ppi);
  if (!reader) return report_error(reader.error());
  const FingerReaderInfo info = (*reader)->info();
  std::fprintf(stderr, "enrolkit: put the finger on %s (%s)\n", info.name.c_str(), info.driver.c_str());
  const auto print = (*reader)->capture(std::chrono::seconds(options.seconds));
  if (!print) return report_error(print.error());
  const auto png = encode_png(print->image.view(), print->ppi);
  if (!png) return report_error(png.error());
  const Status written = write_file(options.output, BytesView(*png));
  return written ? kCompliant : report_error(written.error());
}

}  // namespace

void add_finger_command(Command app, int& exit_code) {
  Command finger = app.add_subcommand("finger", "Fingerprints");
  finger.require_subcommand();
  auto options = std::make_shared<Options>();
  const auto ppi_option = [&](Command command) {
    command
        .add_option("--ppi", options->ppi,
                    "Resolution of the images in pixels per inch, whatever they state (500 where they state none)")
        .within(300, 1200);
  };

  const auto ridges_option = [&](Command command) {
    command.add_option("--ridges", options->ridges, "dark, light, or auto: light where the picture says so plainly")
        .one_of({"auto", "dark", "light"});
  };

  Command checking = finger.add_subcommand("check", "Check fingerprint images against a profile");
  checking.add_option("images", options->images, "Image files").required();
  checking.add_option("--profile", options->profile, "Name of a profile, or a profile file (.json)");
  ppi_option(checking);
  ridges_option(checking);
  const Option json = checking.add_flag("--json", options->json, "One JSON document a line for each image");
  checking.add_option("--csv", options->csv, "nfiq2: the native measures as NFIQ 2 writes them, no verdict")
      .one_of({"nfiq2"})
      .excludes(json);
  checking.add_option("--nfiq2-model", options->nfiq2_model,
                      "NFIQ 2's random forest (.yaml, or its .txt): adds the NFIQ 2 score");
  checking.callback([options, &exit_code] { exit_code = check(*options); });

  Command extracting = finger.add_subcommand("extract", "Make a template of a fingerprint image");
  extracting.add_option("image", options->images, "Image file").required().expected(1, 1);
  extracting.add_option("-o,--output", options->output, "The template's file").required();
  const auto format_option = [&](Command command) {
    command.add_option("--format", options->format, "iso19794-2:2005, iso19794-2:2011 or xyt")
        .one_of(template_formats());
  };
  format_option(extracting);
  extracting.add_option("--position", options->position, "right-index, left-thumb, ...");
  ppi_option(extracting);
  ridges_option(extracting);
  extracting.add_option("--trace", options->trace, "A folder for pictures of the steps (PNG)");
  extracting.callback([options, &exit_code] { exit_code = write_template(*options, extracted(*options)); });

  Command converting =
      finger.add_subcommand("convert", "Write a template of ISO/IEC 19794-2 or ANSI INCITS 378 in another format");
  converting.add_option("template", options->images, "Template file").required().expected(1, 1);
  converting.add_option("-o,--output", options->output, "The template's file").required();
  format_option(converting);
  converting.callback([options, &exit_code] { exit_code = write_template(*options, converted(*options)); });

  add_finger_match_command(finger, exit_code);
  add_finger_image_commands(finger, exit_code);

  Command capturing = finger.add_subcommand("capture", "Take a fingerprint from a reader");
  capturing.add_option("--device", options->device, "Number of the reader, from 0");
  capturing.add_option("--replay", options->replay, "A folder of images in place of a reader");
  capturing.add_option("--seconds", options->seconds, "How long to wait").within(1, 3600);
  capturing.add_option("-o,--output", options->output, "The image's file (PNG)").required();
  ppi_option(capturing);
  capturing.callback([options, &exit_code] { exit_code = capture(*options); });

  add_finger_segment_command(finger, exit_code);
  add_finger_session_command(finger, exit_code);
}

}  // namespace enrolkit::cli
