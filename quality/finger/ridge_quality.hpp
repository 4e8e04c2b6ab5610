// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "quality/finger/print_analysis.hpp"

namespace enrolkit::ridges {

// What a print is judged by, over the blocks whose ridges can be followed.
struct PrintMeasures {
  double area = 0;        // mm2
  double clarity = 0;     // 0..1: mean of coherence x periodicity
  double contrast = 0;    // grey levels: median of the blocks' deviations
  double brightness = 0;  // grey level: mean
  int minutiae = 0;
};

[[nodiscard]] PrintMeasures measure_print(const PrintAnalysis& analysis);

inline constexpr const char* kQualityName = "enrolkit-ridge";
inline constexpr const char* kQualityVersion = "1";

// 0..100, the weighted geometric mean of how far area, clarity, contrast and minutiae are from useless (0) towards
// plenty (1): none of them makes up for another that is missing.
[[nodiscard]] int ridge_quality(const PrintMeasures& measures);

}  // namespace enrolkit::ridges
