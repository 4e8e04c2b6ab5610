// SPDX-License-Identifier: Apache-2.0
#include "quality/finger/nfiq2/histogram.hpp"

#include <algorithm>
#include <cmath>

namespace enrolkit::nfiq2 {

Histogram histogram_of(const std::vector<double>& values, const Edges& edges) {
  Histogram histogram;
  if (values.empty()) return histogram;
  double sum = 0;
  double squares = 0;
  for (const double value : values) {
    const auto reached = std::upper_bound(edges.begin(), edges.end(), value) - edges.begin();
    ++histogram.bins[static_cast<std::size_t>(reached)];
    sum += value;
    squares += value * value;
  }
  const auto count = static_cast<double>(values.size());
  histogram.mean = sum / count;
  histogram.deviation = std::sqrt(std::max(squares / count - histogram.mean * histogram.mean, 0.0));
  return histogram;
}

}  // namespace enrolkit::nfiq2
