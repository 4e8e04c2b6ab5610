// SPDX-License-Identifier: Apache-2.0
#include "quality/finger/nfiq2/ridge_uniformity.hpp"

#include "quality/finger/nfiq2/ridge_profile.hpp"

namespace enrolkit::nfiq2 {

void add_width_ratios(const Turned<32, 16>& block, std::vector<double>& ratios) {
  const RidgeProfile profile = ridge_profile(block);
  const auto ends = profile.run_ends(30);  // the definition does not look at the last column
  if (ends.empty() || ends.back() - ends.front() <= 1) return;
  const std::size_t first = profile.ridge[static_cast<std::size_t>(ends.front() + 1)] ? 1 : 0;
  // From the last run to the second: the first is left out, and the order decides which ratios are inverted.
  std::vector<double> widths;
  for (std::size_t i = ends.size() - 1; i >= 2; --i) widths.push_back(ends[i] - ends[i - 1]);
  for (std::size_t m = 0; m + 1 < widths.size(); ++m) {
    const double ratio = widths[m] / widths[m + 1];
    ratios.push_back(m % 2 == first % 2 ? 1 / ratio : ratio);
  }
}

}  // namespace enrolkit::nfiq2
