// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <vector>

#include "enrolkit/finger.hpp"
#include "enrolkit/image.hpp"
#include "enrolkit/result.hpp"
#include "quality/finger/contrast_normalisation.hpp"
#include "quality/finger/ridge_frequency.hpp"
#include "quality/finger/ridge_orientation.hpp"

namespace enrolkit::ridges {

// Everything that one pass over a print tells; extraction and the quality check share it. Blocks of kBlock px at 500
// ppi.
struct PrintAnalysis {
  double scale = 1;  // working pixels for one of the given image
  NormalisedPrint print;
  OrientationField orientation;
  FrequencyField frequency;
  Plane<std::uint8_t> contact;    // blocks that the finger touches
  Plane<std::uint8_t> ridge;      // of those, the blocks with ridges that can be followed
  Plane<std::int16_t> enhanced;   // every second pixel
  std::vector<Minutia> minutiae;  // in pixels of the given image, best quality first
};

// Errors: invalid_argument, see extract_minutiae.
[[nodiscard]] Status check_print(ImageView print, double ppi);

// The ridges as lines, at full size.
struct RidgeLines {
  Plane<std::uint8_t> binary;
  Plane<std::uint8_t> skeleton;
};

// `lines`, where wanted, are what the minutiae were found on. Errors: invalid_argument, see extract_minutiae.
// Up to where the finger touches: print, orientation and contact.
[[nodiscard]] Result<PrintAnalysis> analyse_contact(ImageView print, double ppi);
[[nodiscard]] Result<PrintAnalysis> analyse_print(ImageView print, double ppi, RidgeLines* lines = nullptr);

}  // namespace enrolkit::ridges
