// SPDX-License-Identifier: Apache-2.0
#include "quality/finger/print_analysis.hpp"

#include <algorithm>
#include <cmath>
#include <string>

#include "quality/finger/binary_ridges.hpp"
#include "quality/finger/extraction_parameters.hpp"
#include "quality/finger/minutia_detection.hpp"
#include "quality/finger/minutia_quality.hpp"
#include "quality/finger/resampling.hpp"
#include "quality/finger/ridge_enhancement.hpp"
#include "quality/finger/ridge_mask.hpp"
#include "quality/finger/skeleton.hpp"
#include "quality/finger/thinning.hpp"

namespace enrolkit::ridges {
Status check_print(ImageView print, double ppi) {
  if (print.empty() || print.format != PixelFormat::grey8) {
    return Error{ErrorCode::invalid_argument, "a fingerprint is a grey image of 8 bits a pixel"};
  }
  if (std::min(print.width, print.height) < kMinFingerSide || std::max(print.width, print.height) > kMaxFingerSide) {
    return Error{ErrorCode::invalid_argument, "a fingerprint image has " + std::to_string(kMinFingerSide) + " to " +
                                                  std::to_string(kMaxFingerSide) + " pixels a side; this one has " +
                                                  std::to_string(print.width) + " x " + std::to_string(print.height)};
  }
  if (!(ppi >= kMinPpi && ppi <= kMaxPpi)) {
    return Error{ErrorCode::invalid_argument,
                 "a fingerprint has 300 to 1200 ppi, not " + std::to_string(std::lround(std::clamp(ppi, -1e6, 1e6)))};
  }
  return {};
}

Result<PrintAnalysis> analyse_contact(ImageView print, double ppi) {
  if (auto sound = check_print(print, ppi); !sound) return sound.error();
  PrintAnalysis analysis;
  if (std::abs(ppi / kWorkingPpi - 1) > kSamePpi) analysis.scale = kWorkingPpi / ppi;
  analysis.print = normalise_contrast(resampled(print, analysis.scale));
  analysis.orientation = ridge_orientation(analysis.print.values);
  analysis.contact = contact_mask(analysis.print, analysis.orientation);
  return analysis;
}

Result<PrintAnalysis> analyse_print(ImageView print, double ppi, RidgeLines* lines) {
  auto contact = analyse_contact(print, ppi);
  if (!contact) return contact.error();
  PrintAnalysis analysis = *std::move(contact);
  const auto& normalised = analysis.print.values;
  analysis.frequency = ridge_frequency(normalised, analysis.orientation, analysis.contact);
  analysis.ridge = ridge_mask(analysis.contact, analysis.orientation, analysis.frequency);
  analysis.enhanced = enhance_ridges(normalised, analysis.orientation, analysis.frequency, analysis.ridge);
  analysis.ridge = answered_mask(analysis.ridge, analysis.enhanced);
  auto ridges = binary_ridges(analysis.enhanced, normalised.width, normalised.height, analysis.ridge);
  if (lines != nullptr) lines->binary = ridges;
  thin(ridges);
  prune(ridges);
  analysis.minutiae = detect_minutiae(ridges, analysis.orientation, analysis.ridge);
  if (lines != nullptr) lines->skeleton = std::move(ridges);
  rate_minutiae(analysis);
  for (Minutia& minutia : analysis.minutiae) {
    minutia.x = std::clamp((minutia.x + 0.5) / analysis.scale - 0.5, 0.0, print.width - 1.0);
    minutia.y = std::clamp((minutia.y + 0.5) / analysis.scale - 0.5, 0.0, print.height - 1.0);
  }
  return analysis;
}

}  // namespace enrolkit::ridges

namespace enrolkit {

Result<FingerTemplate> extract_minutiae(ImageView print, double ppi) {
  auto analysis = ridges::analyse_print(print, ppi);
  if (!analysis) return analysis.error();
  return FingerTemplate{print.width, print.height, ppi, std::move(analysis->minutiae)};
}

}  // namespace enrolkit
