// SPDX-License-Identifier: Apache-2.0
#include "samples/cli/check_images.hpp"

namespace enrolkit::cli {
namespace {

struct Options {
  std::vector<std::string> images;
  bool json = false;
};

}  // namespace

void add_signature_command(Command app, int& exit_code) {
  Command signature = app.add_subcommand("signature", "Signatures");
  signature.require_subcommand();
  auto options = std::make_shared<Options>();
  Command command = signature.add_subcommand("check", "Check images of a signature");
  command.add_option("images", options->images, "Image files").required();
  command.add_flag("--json", options->json, "One JSON document a line for each image");
  command.callback([options, &exit_code] {
    exit_code = check_images(
        "signature", options->images, options->json,
        [](const DecodedImage& image) { return check_signature(image.image.view()); }, signature_json);
  });
}

}  // namespace enrolkit::cli
