// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>

#include "quality/finger/print_analysis.hpp"

namespace enrolkit::ridges {

// What a print is judged by, over the blocks whose ridges can be followed.
struct PrintMeasures {
  double area = 0;        // mm2
  double clarity = 0;     // 0..1: coherence x periodicity, which nine blocks of ten surpass
  double regularity = 0;  // 0..1: mean periodicity; no pattern but ridges repeats itself so evenly
  double contrast = 0;    // grey levels: median of the blocks' deviations
  double brightness = 0;  // grey level: mean
  int minutiae = 0;
};

[[nodiscard]] PrintMeasures measure_print(const PrintAnalysis& analysis);

inline constexpr const char* kQualityName = "enrolkit-ridge";
inline constexpr const char* kQualityVersion = "2";

// What the score rests on.
inline constexpr std::size_t kQualityFeatures = 2;
[[nodiscard]] std::array<double, kQualityFeatures> quality_features(const PrintMeasures& measures);

// 0..100: how likely the print is to match a good one of the same finger. 20 = even odds, and every 9 points double
// them; 0 without ridges.
[[nodiscard]] int ridge_quality(const PrintMeasures& measures);

}  // namespace enrolkit::ridges
