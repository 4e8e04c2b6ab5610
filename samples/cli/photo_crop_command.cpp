// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <nlohmann/json.hpp>

#include "samples/cli/photo_profile_options.hpp"

namespace enrolkit::cli {
namespace {

struct Options {
  std::string image;
  std::string output;
  PhotoProfileOptions profile;
  PhotoModelPaths models;
  std::size_t max_bytes = 0;
  bool json = false;
};

constexpr const char* kSchema = "enrolkit.photo_crop/1";
constexpr int kJpegQuality = 95;
// Of a lossy file: fewer bits a pixel than these show, more pixels do not (JPEG 0.9, JPEG 2000 half of it; ISO/IEC
// 19794-5 counts 20:1 for JPEG 2000, 1.2 bits of 24, as good).
constexpr double kLeastBitsPerPixel = 0.9;
// JPEG 2000 without --max-bytes: 4 bits a pixel, beyond which nothing is seen.
constexpr double kPlentyBitsPerPixel = 4;

std::string extension_of(const std::string& path) {
  std::string extension = std::filesystem::path(path).extension().string();
  std::transform(extension.begin(), extension.end(), extension.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 'a' - 'A') : c; });
  return extension;
}

Result<Bytes> encoded(const PhotoCrop& crop, const Options& options) {
  const std::string extension = extension_of(options.output);
  const ImageView view = crop.image.view();
  if (extension == ".png") {
    auto bytes = encode_png(view, crop.ppi);
    if (bytes && options.max_bytes > 0 && bytes->size() > options.max_bytes) {
      return Error{ErrorCode::too_large, options.output + ": the PNG takes " + std::to_string(bytes->size()) +
                                             " bytes, more than --max-bytes " + std::to_string(options.max_bytes)};
    }
    return bytes;
  }
  if (extension == ".jp2") {
    const double plenty = kPlentyBitsPerPixel / 8 * view.width * view.height;
    return encode_jpeg2000_to_size(view, options.max_bytes > 0 ? options.max_bytes : static_cast<std::size_t>(plenty));
  }
  auto bytes = encode_jpeg(view, kJpegQuality, crop.ppi);
  if (!bytes || options.max_bytes == 0 || bytes->size() <= options.max_bytes) return bytes;
  return encode_jpeg_to_size(view, options.max_bytes, crop.ppi);
}

// So few pixels that `max_bytes` are enough for them; the cropper keeps those that the profile asks for.
int height_for(const Options& options, const PhotoCropRules& document) {
  if (options.max_bytes == 0 || extension_of(options.output) == ".png") return 0;
  const double pixels = 8.0 * static_cast<double>(options.max_bytes) / kLeastBitsPerPixel;
  return std::max(1, static_cast<int>(std::sqrt(pixels * document.height_mm / document.width_mm)));
}

std::string crop_json(const PhotoCrop& crop, const DecodedImage& picture, const Options& options, std::size_t bytes,
                      double milliseconds) {
  // The findings stand as `photo check` writes them; the document is another one.
  auto document = nlohmann::ordered_json::parse(photo_json(crop.report, options.image, milliseconds));
  document["schema"] = kSchema;
  document["output"] = {{"file", options.output},
                        {"bytes", bytes},
                        {"width", crop.image.width},
                        {"height", crop.image.height},
                        {"ppi", std::round(crop.ppi)}};
  document["framed"] = crop.framed();
  document["corner"] = {{"x", crop.corner.x}, {"y", crop.corner.y}};
  document["scale"] = crop.scale;
  document["rotation"] = crop.rotation;
  document["colour_profile"] = colour_profile_use_name(picture.colour_profile);
  return document.dump();
}

int refuse(const Options& options, const Error& error) {
  if (options.json) {
    auto document = nlohmann::ordered_json::parse(check_error_json("photo", error, options.image));
    document["schema"] = kSchema;
    std::printf("%s\n", document.dump().c_str());
  }
  return report_error(error);
}

int crop(const Options& options) {
  const Stopwatch watch;
  static constexpr std::array<std::string_view, 4> kExtensions = {".jpg", ".jpeg", ".jp2", ".png"};
  if (std::find(kExtensions.begin(), kExtensions.end(), extension_of(options.output)) == kExtensions.end()) {
    return refuse(options, {ErrorCode::invalid_argument, options.output + ": its name must end in .jpg, .jp2 or .png"});
  }
  auto models = PhotoModels::load(options.models);
  if (!models) return refuse(options, models.error());
  const auto profile = photo_profile_of(options.profile);
  if (!profile) return refuse(options, profile.error());
  const auto picture = load_image(options.image);
  if (!picture) return refuse(options, picture.error());
  PhotoCropper cropper(*models, *profile);
  const auto cut = cropper.crop(picture->image.view(), {height_for(options, profile->crop)});
  if (!cut) return refuse(options, {cut.error().code, options.image + ": " + cut.error().message});
  const auto bytes = encoded(*cut, options);
  if (!bytes) return refuse(options, bytes.error());
  if (const Status written = write_file(options.output, *bytes); !written) return refuse(options, written.error());

  if (options.json) {
    std::printf("%s\n", crop_json(*cut, *picture, options, bytes->size(), watch.milliseconds()).c_str());
  } else {
    std::printf("%s: %d x %d pixels, %.0f ppi, %zu bytes\n", options.output.c_str(), cut->image.width,
                cut->image.height, cut->ppi, bytes->size());
    print_findings(options.output, cut->report.verdict, cut->report.findings);
  }
  return cut->framed() ? kCompliant : kNotCompliant;
}

}  // namespace

void add_photo_crop_command(Command photo, int& exit_code) {
  auto options = std::make_shared<Options>();
  Command command = photo.add_subcommand("crop", "Cut the document image out of a larger picture");
  command.add_option("image", options->image, "JPEG, PNG, JPEG 2000, PGM/PPM, BMP or TIFF file").required();
  command.add_option("-o,--output", options->output, "The document image: .jpg, .jp2 or .png").required();
  add_photo_profile_options(command, options->profile);
  command.add_option("--max-bytes", options->max_bytes, "Largest file; pixels and quality give way for it").positive();
  command.add_option("--landmarks", options->models.landmarks, "The 68-point shape predictor");
  command.add_flag("--json", options->json, "One JSON document");
  command.callback([options, &exit_code] { exit_code = crop(*options); });
}

}  // namespace enrolkit::cli
