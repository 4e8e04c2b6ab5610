// SPDX-License-Identifier: Apache-2.0
// Prints into finger image records (ISO/IEC 19794-4) and out of them.
#include <cmath>
#include <map>
#include <optional>

#include "samples/cli/command.hpp"

namespace enrolkit::cli {
namespace {

constexpr std::size_t kLossyBytes = 15000;  // what passports hold of a finger

struct Options {
  std::string input, output;
  std::string position = "unknown";
  std::string compression = "wsq";
  std::string profile = "be-passport-2026";
  std::optional<std::size_t> max_bytes;
  std::optional<double> ppi;  // empty: as the file states
  std::size_t number = 1;
};

const std::map<std::string, FingerImageFormat>& compressions() {
  static const std::map<std::string, FingerImageFormat> names = [] {
    std::map<std::string, FingerImageFormat> known;
    for (const FingerImageFormat format : {FingerImageFormat::raw, FingerImageFormat::wsq, FingerImageFormat::jpeg,
                                           FingerImageFormat::jpeg2000, FingerImageFormat::png}) {
      known.emplace(finger_image_format_name(format), format);
    }
    return known;
  }();
  return names;
}

Result<Bytes> packed(const Options& options) {
  FingerImage finger;
  if (options.position != finger_name(FingerPosition::unknown)) {
    const auto position = parse_finger_name(options.position);
    if (!position) return position.error();
    finger.position = *position;
  }
  const auto profile = builtin_finger_profile(options.profile);
  if (!profile) return profile.error();
  const auto decoded = load_image(options.input);
  if (!decoded) return decoded.error();
  const Image print = to_grey(decoded->image);
  const double ppi = options.ppi.value_or(finger_resolution(decoded->ppi));
  const auto report = check_finger(print.view(), ppi, *profile);
  if (!report) return report.error();

  FingerImageRecord record;
  record.format = compressions().at(options.compression);
  const bool lossless = record.format == FingerImageFormat::raw || record.format == FingerImageFormat::png;
  const std::size_t limit = options.max_bytes.value_or(lossless ? kMaxSampleBytes : kLossyBytes);
  auto image = encode_finger_image(print.view(), record.format, limit, ppi);
  if (!image) return image.error();
  record.scan_resolution_x = record.scan_resolution_y = static_cast<std::uint16_t>(std::lround(ppi));
  record.image_resolution_x = record.image_resolution_y = record.scan_resolution_x;
  finger.quality = static_cast<std::uint8_t>(report->quality.score);
  finger.width = static_cast<std::uint16_t>(print.width);
  finger.height = static_cast<std::uint16_t>(print.height);
  finger.image = *std::move(image);
  record.images = {std::move(finger)};
  return encode(record);
}

Result<Bytes> unpacked(const Options& options) {
  const auto bytes = read_file(options.input, kMaxSampleBytes);
  if (!bytes) return bytes.error();
  auto record = decode_finger_image_record(*bytes);
  if (!record) return record.error();
  if (options.number < 1 || options.number > record->images.size()) {
    return Error{ErrorCode::invalid_argument, "--number " + std::to_string(options.number) + ": the record has " +
                                                  std::to_string(record->images.size()) + " images"};
  }
  FingerImage& finger = record->images[options.number - 1];
  if (record->format != FingerImageFormat::raw) return std::move(finger.image);
  if (record->depth != 8) {
    return Error{ErrorCode::unsupported,
                 "raw images of " + std::to_string(record->depth) + " bits are not written, expected 8"};
  }
  constexpr double kCentimetresPerInch = 2.54;
  const double ppi = record->image_resolution_x * (record->scale_units == 2 ? kCentimetresPerInch : 1);
  return encode_png({finger.image.data(), finger.width, finger.height, finger.width, PixelFormat::grey8}, ppi);
}

int write_result(const Options& options, const Result<Bytes>& bytes) {
  if (!bytes) {
    const std::string& message = bytes.error().message;
    const bool named = message.find(options.input) != std::string::npos;
    return report_error({bytes.error().code, named ? message : options.input + ": " + message});
  }
  const Status written = write_file(options.output, BytesView(*bytes));
  return written ? kCompliant : report_error(written.error());
}

}  // namespace

void add_finger_image_commands(Command finger, int& exit_code) {
  auto options = std::make_shared<Options>();
  Command packing = finger.add_subcommand("pack", "Put a print into a finger image record (ISO/IEC 19794-4:2005)");
  packing.add_option("image", options->input, "Image file").required();
  packing.add_option("-o,--output", options->output, "The record's file").required();
  packing.add_option("--position", options->position, "right-index, left-thumb, ...");
  packing.add_option("--compression", options->compression, "wsq, jpeg2000, png, jpeg or raw")
      .one_of(names_of(compressions()));
  packing.add_option("--max-bytes", options->max_bytes, "The image takes no more (15000; without loss: no limit)");
  packing.add_option("--ppi", options->ppi, "Resolution, whatever the image states (500 where it states none)")
      .within(300, 1200);
  packing.callback([options, &exit_code] { exit_code = write_result(*options, packed(*options)); });

  Command unpacking = finger.add_subcommand("unpack", "Take a print out of a finger image record (2005, 2011)");
  unpacking.add_option("record", options->input, "The record's file").required();
  unpacking.add_option("-o,--output", options->output, "The image's file: as it is in the record, PNG when raw")
      .required();
  unpacking.add_option("--number", options->number, "Which image of the record, from 1");
  unpacking.callback([options, &exit_code] { exit_code = write_result(*options, unpacked(*options)); });
}

}  // namespace enrolkit::cli
