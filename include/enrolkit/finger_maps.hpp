// SPDX-License-Identifier: Apache-2.0
// What the extractor sees on its way to the minutiae, for those who draw, debug or build on it.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "enrolkit/finger.hpp"
#include "enrolkit/image.hpp"
#include "enrolkit/result.hpp"

#pragma GCC visibility push(default)
namespace enrolkit {

// Square blocks, row by row from the top left. A block without ridges (foreground 0) has orientation and quality 0.
struct RidgeMaps {
  int width = 0;  // blocks
  int height = 0;
  double block = 0;                      // pixels of the given image a side; 8 at 500 ppi
  std::vector<float> orientation;        // radians, [0, pi), counter-clockwise from the x axis as seen on the picture
  std::vector<float> period;             // pixels of the given image from ridge to ridge
  std::vector<std::uint8_t> quality;     // 0..100: common direction times regular repetition
  std::vector<std::uint8_t> foreground;  // 1 where ridges can be followed
};

struct PrintFeatures {
  FingerTemplate minutiae;
  RidgeMaps maps;
};

// As extract_minutiae, with the maps. Errors: as extract_minutiae. Pure: any thread.
[[nodiscard]] Result<PrintFeatures> extract_features(ImageView print, double ppi);

// The steps of an extraction as pictures, in their order: "contrast", "orientation", "period", "mask", "enhanced",
// "ridges", "skeleton", "minutiae". At 500 ppi whatever the print has; grey8 or rgb8. Errors: as extract_minutiae.
struct TracePicture {
  std::string step;
  Image image;
};
[[nodiscard]] Result<std::vector<TracePicture>> trace_extraction(ImageView print, double ppi);

// Optical and capacitive readers give dark ridges; some devices and many scans of films give light ones.
enum class RidgeTone : std::uint8_t { unknown, dark, light };
[[nodiscard]] std::string_view ridge_tone_name(RidgeTone tone) noexcept;  // "unknown", "dark", "light"

// Tells it from the ground beside the finger, which looks like a valley, and from how the print fades at its rim.
// Unknown where the finger fills the picture or the signs are weak; "light" is said only of what no dark print of the
// public FVC sets looks like. Errors: as extract_minutiae.
[[nodiscard]] Result<RidgeTone> ridge_tone(ImageView print, double ppi);

// 255 less each value: light ridges become dark ones, as extract_minutiae and everything after it expect them.
[[nodiscard]] Image inverted(ImageView print);

}  // namespace enrolkit
#pragma GCC visibility pop
