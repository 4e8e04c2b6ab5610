// SPDX-License-Identifier: Apache-2.0
#include "samples/cli/nfiq2_table.hpp"

#include <cstdio>

#include "samples/cli/command.hpp"

namespace enrolkit::cli {
namespace {

void tell_what_is_approximate(const Nfiq2Model* model) {
  std::string names;
  for (const FingerMeasureInfo& info : finger_measure_infos()) {
    if (info.approximate) (names += names.empty() ? "" : ", ") += info.name;
  }
  const std::string score = model == nullptr ? "QualityScore needs --nfiq2-model"
                                             : "QualityScore is by " + model->name() + " " + model->version();
  std::fprintf(stderr, "enrolkit: note: %s; by enrolkit's own minutiae, not FingerJetFX's: %s\n", score.c_str(),
               names.c_str());
}

}  // namespace

int print_nfiq2_table(const std::vector<std::string>& images, std::optional<double> ppi, bool light_ridges,
                      const Nfiq2Model* model) {
  tell_what_is_approximate(model);
  std::printf("%s", nfiq2_csv_header().c_str());
  int exit_code = kCompliant;
  for (const std::string& file : images) {
    const auto image = load_image(file);
    Image print = image ? to_grey(image->image) : Image();
    if (image && light_ridges) print = inverted(print.view());
    const Result<FingerMeasures> measures =
        image ? measure_finger(print.view(), ppi.value_or(finger_resolution(image->ppi)))
              : Result<FingerMeasures>(image.error());
    Nfiq2CsvRow row{file, &measures};
    row.quantised = image && image->image.format != PixelFormat::grey8;
    if (measures && model != nullptr) row.score = model->score(*measures).score;
    std::printf("%s", nfiq2_csv_row(row).c_str());
    if (!image) exit_code = worse(exit_code, report_error(image.error()));
    if (image && !measures) {
      exit_code = worse(exit_code, report_error({measures.error().code, file + ": " + measures.error().message}));
    }
  }
  return exit_code;
}

}  // namespace enrolkit::cli
