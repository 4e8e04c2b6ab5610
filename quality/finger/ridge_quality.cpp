// SPDX-License-Identifier: Apache-2.0
#include "quality/finger/ridge_quality.hpp"

#include <algorithm>
#include <cmath>
#include <vector>

#include "quality/finger/extraction_parameters.hpp"

namespace enrolkit::ridges {
namespace {

constexpr double kBlockArea = (kBlock / kWorkingPpi * 25.4) * (kBlock / kWorkingPpi * 25.4);  // mm2

// From useless to plenty, and the weight. Chosen so that the FVC prints spread over the scale (measured: 5th percentile
// to 95th), not tuned to any matcher.
struct Ramp {
  double useless;
  double plenty;
  double weight;

  [[nodiscard]] double operator()(double value) const {
    return std::pow(std::clamp((value - useless) / (plenty - useless), 0.0, 1.0), weight);
  }
};

constexpr Ramp kArea = {20, 180, 0.25};
constexpr Ramp kClarity = {0.1, 0.6, 0.5};
constexpr Ramp kContrast = {4, 35, 0.1};
constexpr Ramp kMinutiae = {3, 25, 0.15};

// A block at the edge of the contact is half in on average; where the image ends there is no telling.
bool at_edge(const Plane<std::uint8_t>& mask, int x, int y) {
  return (x > 0 && mask.at(x - 1, y) == 0) || (x + 1 < mask.width && mask.at(x + 1, y) == 0) ||
         (y > 0 && mask.at(x, y - 1) == 0) || (y + 1 < mask.height && mask.at(x, y + 1) == 0);
}

}  // namespace

PrintMeasures measure_print(const PrintAnalysis& analysis) {
  PrintMeasures measures;
  std::vector<float> deviations;
  double blocks = 0;
  double clarity = 0;
  double brightness = 0;
  for (int y = 0; y < analysis.ridge.height; ++y) {
    for (int x = 0; x < analysis.ridge.width; ++x) {
      if (analysis.ridge.at(x, y) == 0) continue;
      blocks += at_edge(analysis.ridge, x, y) ? 0.5 : 1;
      deviations.push_back(analysis.print.deviation.at(x, y));
      clarity += static_cast<double>(analysis.orientation.coherence.at(x, y)) * analysis.frequency.periodicity.at(x, y);
      brightness += analysis.print.mean.at(x, y);
    }
  }
  measures.minutiae = static_cast<int>(analysis.minutiae.size());
  if (deviations.empty()) return measures;
  const auto count = static_cast<double>(deviations.size());
  const auto middle = deviations.begin() + static_cast<std::ptrdiff_t>(deviations.size() / 2);
  std::nth_element(deviations.begin(), middle, deviations.end());
  measures.area = blocks * kBlockArea;
  measures.clarity = clarity / count;
  measures.contrast = *middle;
  measures.brightness = brightness / count;
  return measures;
}

int ridge_quality(const PrintMeasures& measures) {
  return static_cast<int>(std::lround(100 * kArea(measures.area) * kClarity(measures.clarity) *
                                      kContrast(measures.contrast) * kMinutiae(measures.minutiae)));
}

}  // namespace enrolkit::ridges
