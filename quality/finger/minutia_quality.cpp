// SPDX-License-Identifier: Apache-2.0
#include "quality/finger/minutia_quality.hpp"

#include <algorithm>
#include <cmath>

#include "quality/finger/extraction_parameters.hpp"

namespace enrolkit::ridges {

void rate_minutiae(PrintAnalysis& analysis) {
  for (Minutia& minutia : analysis.minutiae) {
    const int x = static_cast<int>(minutia.x) / kBlock;
    const int y = static_cast<int>(minutia.y) / kBlock;
    const double clarity = analysis.orientation.coherence.at(x, y) * analysis.frequency.periodicity.at(x, y);
    minutia.quality = std::clamp(static_cast<int>(std::lround(100 * std::sqrt(std::max(clarity, 0.0)))), 1, 100);
  }
  std::stable_sort(analysis.minutiae.begin(), analysis.minutiae.end(),
                   [](const Minutia& a, const Minutia& b) { return a.quality > b.quality; });
}

}  // namespace enrolkit::ridges
