// SPDX-License-Identifier: Apache-2.0
#include "quality/finger/nfiq2/local_clarity.hpp"

#include "quality/finger/nfiq2/parameters.hpp"
#include "quality/finger/nfiq2/ridge_profile.hpp"

namespace enrolkit::nfiq2 {
namespace {

struct Widths {
  double sum = 0;
  int count = 0;

  [[nodiscard]] double mean() const { return count == 0 ? 0 : sum * (1.0 / count); }
};

// The run that the block cuts off at its end is not measured; the one at its start is, one pixel short. In shares of
// kWidthUnit.
bool plausible_widths(const RidgeProfile& profile) {
  const auto ends = profile.run_ends(31);
  if (ends.empty()) return false;
  Widths ridges;
  Widths valleys;
  int before = 0;
  for (const int end : ends) {
    Widths& widths = profile.ridge[static_cast<std::size_t>(end)] ? ridges : valleys;
    widths.sum += (end - before) / kWidthUnit;
    ++widths.count;
    before = end;
  }
  const double ridge = ridges.mean();
  const double valley = valleys.mean();
  return ridge >= kMinRidge && ridge <= kMaxWidth && valley >= kMinValley && valley <= kMaxWidth;
}

}  // namespace

double local_clarity(const Turned<32, 16>& block) {
  const RidgeProfile profile = ridge_profile(block);
  if (!plausible_widths(profile)) return 0;
  int dark_in_valleys = 0;
  int light_in_ridges = 0;
  for (const auto& line : block) {
    for (std::size_t x = 0; x < line.size(); ++x) {
      const bool dark = line[x] < profile.limits[x];
      dark_in_valleys += dark && !profile.ridge[x] ? 1 : 0;
      light_in_ridges += !dark && profile.ridge[x] ? 1 : 0;
    }
  }
  int ridge_columns = 0;
  for (const bool ridge : profile.ridge) ridge_columns += ridge ? 1 : 0;
  const double pixels_of_ridges = 16.0 * ridge_columns;
  const double pixels_of_valleys = 16.0 * (32 - ridge_columns);
  return 1 - (dark_in_valleys / pixels_of_valleys + light_in_ridges / pixels_of_ridges) / 2;
}

}  // namespace enrolkit::nfiq2
