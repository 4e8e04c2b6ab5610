// SPDX-License-Identifier: Apache-2.0
#include "quality/finger/nfiq2/ridge_profile.hpp"

#include <cmath>

namespace enrolkit::nfiq2 {
namespace {

constexpr double kColumns = 32;
constexpr double kSumOfX = 528;     // 1 + ... + 32
constexpr double kSumOfXX = 11440;  // 1 + ... + 32^2

double to_ten_decimals(double value) { return std::round(value * 1e10) / 1e10; }

}  // namespace

RidgeProfile ridge_profile(const Turned<32, 16>& block) {
  std::array<int, 32> sums{};
  for (const auto& line : block) {
    for (std::size_t x = 0; x < sums.size(); ++x) sums[x] += line[x];
  }
  double sum = 0;  // sixteenths of grey levels: exact
  double moment = 0;
  for (std::size_t x = 0; x < sums.size(); ++x) {
    sum += sums[x] / 16.0;
    moment += static_cast<double>(x + 1) * sums[x] / 16.0;
  }
  const double slope = (kColumns * moment - kSumOfX * sum) / (kColumns * kSumOfXX - kSumOfX * kSumOfX);
  const double start = to_ten_decimals((sum - slope * kSumOfX) / kColumns);
  const double step = to_ten_decimals(slope);
  RidgeProfile profile;
  for (std::size_t x = 0; x < sums.size(); ++x) {
    profile.limits[x] = static_cast<double>(x + 1) * step + start;
    profile.ridge[x] = sums[x] / 16.0 < profile.limits[x];
  }
  return profile;
}

std::vector<int> RidgeProfile::run_ends(int last) const {
  std::vector<int> columns;
  for (int x = 1; x <= last; ++x) {
    if (ridge[static_cast<std::size_t>(x)] != ridge[static_cast<std::size_t>(x - 1)]) columns.push_back(x - 1);
  }
  return columns;
}

}  // namespace enrolkit::nfiq2
