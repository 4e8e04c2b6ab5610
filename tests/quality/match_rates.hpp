// SPDX-License-Identifier: Apache-2.0
// Error rates of a comparison, percent.
#pragma once

#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

namespace enrolkit::testing {

struct Scores {
  std::vector<double> genuine;
  std::vector<double> impostor;
};

struct MatchRates {
  double eer = 100;      // as many genuine pairs refused as impostors accepted
  double fmr100 = 100;   // genuine pairs refused where at most 1 % of impostors are accepted
  double fmr1000 = 100;  // ... 0.1 %
};

// A pair is accepted at or above the threshold.
inline MatchRates rates_of(Scores scores) {
  MatchRates rates;
  if (scores.genuine.empty() || scores.impostor.empty()) return rates;
  std::sort(scores.genuine.begin(), scores.genuine.end());
  std::sort(scores.impostor.begin(), scores.impostor.end());
  std::vector<double> thresholds = scores.genuine;
  thresholds.insert(thresholds.end(), scores.impostor.begin(), scores.impostor.end());
  thresholds.push_back(std::max(scores.genuine.back(), scores.impostor.back()) + 1);
  std::sort(thresholds.begin(), thresholds.end());
  double nearest = 1e9;
  for (const double threshold : thresholds) {
    const auto below = [&](const std::vector<double>& values) {
      const auto count = std::lower_bound(values.begin(), values.end(), threshold) - values.begin();
      return 100 * static_cast<double>(count) / static_cast<double>(values.size());
    };
    const double refused = below(scores.genuine);
    const double accepted = 100 - below(scores.impostor);
    if (std::abs(refused - accepted) < nearest) {
      nearest = std::abs(refused - accepted);
      rates.eer = (refused + accepted) / 2;
    }
    if (accepted <= 1 + 1e-9) rates.fmr100 = std::min(rates.fmr100, refused);
    if (accepted <= 0.1 + 1e-9) rates.fmr1000 = std::min(rates.fmr1000, refused);
  }
  return rates;
}

}  // namespace enrolkit::testing
