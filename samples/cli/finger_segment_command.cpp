// SPDX-License-Identifier: Apache-2.0
#include <cstdio>
#include <map>

#include "samples/cli/command.hpp"

namespace enrolkit::cli {
namespace {

const std::map<std::string, SlapKind> kKinds = {
    {"right-four", SlapKind::right_four}, {"left-four", SlapKind::left_four}, {"two-thumbs", SlapKind::two_thumbs}};

struct Options {
  std::string image;
  std::string kind;
  std::vector<std::string> missing;
  std::optional<double> ppi;
  std::string output;
  bool json = false;
};

Status write_fingers(const Image& picture, double ppi, const Slap& slap, const std::filesystem::path& folder) {
  std::error_code failed;
  std::filesystem::create_directories(folder, failed);
  if (failed) return Error{ErrorCode::io, folder.string() + ": the folder cannot be made"};
  int number = 0;
  for (const SlapFinger& finger : slap.fingers) {
    ++number;
    const std::string name =
        slap.complete() ? std::string(finger_name(finger.position)) : "number-" + std::to_string(number);
    const auto png = encode_png(cut_out(picture.view(), finger.box).view(), ppi);
    if (!png) return png.error();
    if (const Status written = write_file(folder / ("finger-" + name + ".png"), BytesView(*png)); !written) {
      return written;
    }
  }
  return {};
}

void print_table(const Slap& slap) {
  for (const SlapFinger& finger : slap.fingers) {
    std::printf("%-14s %5d %5d %5d x %-5d %6.0f mm2\n", std::string(finger_name(finger.position)).c_str(), finger.box.x,
                finger.box.y, finger.box.width, finger.box.height, finger.area);
  }
  if (slap.hand != HandSide::unknown) std::printf("%s hand\n", std::string(hand_side_name(slap.hand)).c_str());
}

Result<int> run(const Options& options) {
  std::vector<FingerPosition> missing;
  for (const std::string& name : options.missing) {
    const auto finger = parse_finger_name(name);
    if (!finger) return finger.error();
    missing.push_back(*finger);
  }
  const auto decoded = load_image(options.image);
  if (!decoded) return decoded.error();
  const Image picture = to_grey(decoded->image);
  const double ppi = options.ppi.value_or(finger_resolution(decoded->ppi));
  const auto slap = segment_slap(picture.view(), ppi, kKinds.at(options.kind), missing);
  if (!slap) return Error{slap.error().code, options.image + ": " + slap.error().message};
  if (!options.output.empty()) {
    if (const Status written = write_fingers(picture, ppi, *slap, options.output); !written) return written.error();
  }
  if (options.json) {
    std::printf("%s\n", slap_json(*slap, options.image).c_str());
  } else {
    print_table(*slap);
  }
  return static_cast<int>(slap->complete() ? kCompliant : kNotCompliant);
}

}  // namespace

void add_finger_segment_command(Command finger, int& exit_code) {
  auto options = std::make_shared<Options>();
  Command command = finger.add_subcommand("segment", "Take a slap of several fingers apart");
  command.add_option("image", options->image, "Image file").required();
  command.add_option("--kind", options->kind, "right-four, left-four or two-thumbs")
      .required()
      .one_of(names_of(kKinds), Listed::no);
  command.add_option("--missing", options->missing, "Fingers that are not there: right-ring, ...");
  command.add_option("--ppi", options->ppi, "Resolution of the image, whatever it states").within(300, 1200);
  command.add_option("-o,--output", options->output, "A folder for an image of each finger (PNG)");
  command.add_flag("--json", options->json, "One JSON document");
  command.callback([options, &exit_code] {
    const auto code = run(*options);
    exit_code = code ? *code : report_error(code.error());
  });
}

}  // namespace enrolkit::cli
