// SPDX-License-Identifier: Apache-2.0
#include "samples/cli/ofiq_table.hpp"

#include <cstdio>
#include <utility>

#include "enrolkit/face_quality.hpp"
#include "samples/cli/command.hpp"

namespace enrolkit::cli {
namespace {

void tell_what_is_approximate() {
  std::string names;
  for (std::size_t i = 0; i < kQualityComponents; ++i) {
    const ComponentInfo& info = component_info(static_cast<QualityComponent>(i));
    if (info.kind == ComponentKind::approximate) (names += names.empty() ? "" : ", ") += info.name;
  }
  std::fprintf(stderr,
               "enrolkit: note: UnifiedQualityScore is not computed; estimated by other means than OFIQ's: %s\n",
               names.c_str());
}

}  // namespace

int print_ofiq_table(const std::vector<std::string>& images, std::shared_ptr<const PhotoModels> models) {
  FaceQualityMeter meter(std::move(models));
  tell_what_is_approximate();
  std::printf("%s", ofiq_csv_header().c_str());
  int exit_code = kCompliant;
  for (const std::string& file : images) {
    const auto image = load_image(file);
    const Stopwatch watch;  // as OFIQ: without reading the file
    std::optional<Error> error;
    std::optional<FaceQuality> quality;
    if (!image) {
      error = image.error();
    } else if (auto measured = meter.measure(image->image.view()); !measured) {
      error = Error{measured.error().code, file + ": " + measured.error().message};
    } else {
      quality = *measured;
    }
    std::printf("%s", ofiq_csv_row(file, quality ? &*quality : nullptr, watch.milliseconds()).c_str());
    if (error) exit_code = worse(exit_code, report_error(*error));
  }
  return exit_code;
}

}  // namespace enrolkit::cli
