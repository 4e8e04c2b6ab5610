// SPDX-License-Identifier: Apache-2.0
// The native quality measures of ISO/IEC 29794-4 as its reference implementation NFIQ 2.3 defines them: 69 numbers and
// four feedback values without a verdict, for those who compare with it. The verdicts on a print are finger.hpp's.
//
// All but four of the measures are the definition itself. Those four look at minutiae, and here the minutiae are those
// of enrolkit's own extractor: they compare in tendency only (FingerMeasureInfo::approximate).
#pragma once

#include <array>
#include <cstddef>
#include <filesystem>
#include <memory>
#include <span>
#include <string>
#include <string_view>

#include "enrolkit/image.hpp"
#include "enrolkit/result.hpp"

#pragma GCC visibility push(default)
namespace enrolkit {

inline constexpr std::size_t kFingerMeasures = 69;

struct FingerMeasureInfo {
  std::string_view name;     // the reference's: "FDA_Bin10_Mean"
  bool approximate = false;  // depends on the extractor of minutiae
};

// In the order of the reference's columns.
[[nodiscard]] std::span<const FingerMeasureInfo, kFingerMeasures> finger_measure_infos() noexcept;

// What the reference tells an operator, with its published thresholds.
struct FingerFeedback {
  double uniform_image = 0;  // deviation of all grey levels; below kUniformImage: nothing is on the image
  double empty_image = 0;    // mean grey level; above kEmptyImage: hardly anything is
  double minutiae = 0;       // how many; below kFewMinutiae: no finger's tip
  double foreground = 0;     // pixels of the finger; below kSmallForeground: the contact is small
};
inline constexpr double kUniformImage = 1;
inline constexpr double kEmptyImage = 250;
inline constexpr double kFewMinutiae = 5;
inline constexpr double kSmallForeground = 50000;  // 129 mm2 at 500 ppi

struct FingerMeasures {
  std::array<double, kFingerMeasures> values{};  // in the order of finger_measure_infos
  FingerFeedback feedback;
  Region crop;             // what was measured: without the near-white frame, in pixels at 500 ppi
  bool resampled = false;  // the print was not at 500 ppi, the one resolution that the measures are defined at

  // Errors: not_found, no measure has that name.
  [[nodiscard]] Result<double> at(std::string_view name) const;
};

// Measures a flat print, dark ridges on light ground, grey8, 300 to 1200 ppi; what differs from 500 by more than 1 % is
// resampled first. Pure: any thread. Errors, as the reference refuses: invalid_argument (see extract_minutiae);
// malformed (a blank image, fewer than ten blocks or six minutiae, no ridges to measure); too_large (more than 800 x
// 1000 pixels without the frame).
[[nodiscard]] Result<FingerMeasures> measure_finger(ImageView print, double ppi);
// The same with minutiae that are known already, in pixels of the print.
[[nodiscard]] Result<FingerMeasures> measure_finger(ImageView print, double ppi, std::span<const Point> minutiae);

// The measures as the reference's tool writes them with all details: commas, five decimals (cut, not rounded), whole
// numbers without decimals. `score` is that of NFIQ 2's model, empty ("NA") without it.
[[nodiscard]] std::string nfiq2_csv_header();
struct Nfiq2CsvRow {
  std::string_view file;
  const Result<FingerMeasures>* measures = nullptr;
  int score = -1;  // 0..100; -1: no model
  bool quantised = false;
};
[[nodiscard]] std::string nfiq2_csv_row(const Nfiq2CsvRow& row);

}  // namespace enrolkit
#pragma GCC visibility pop
