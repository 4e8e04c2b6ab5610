// SPDX-License-Identifier: Apache-2.0
#include "encoders/codecs/wsq/wavelet_filters.hpp"

#include <algorithm>
#include <cstdlib>

namespace enrolkit::codecs::wsq {
namespace {

// Places count from 0 at line[0]; Euclidean halves, so that negative ones work as well.
int half_below(int place) { return (place - (place & 1)) / 2; }

double alternating(int n) { return n % 2 == 0 ? 1.0 : -1.0; }

// x[p] = sum over even q of f0[p - q] y[q] + sum over odd q of f1[p - q] y[q], y being low and high in turn.
std::vector<Tap> odd_synthesis(const WaveletFilters& filters, int p) {
  std::vector<Tap> taps;
  const int reach = std::max(filters.low_length, filters.high_length) / 2;
  for (int q = p - reach; q <= p + reach; ++q) {
    const auto n = static_cast<std::size_t>(std::abs(p - q));
    const bool low_sample = q % 2 == 0;
    const std::vector<double>& mirrored = low_sample ? filters.high : filters.low;
    if (n >= mirrored.size()) continue;
    const double weight = alternating(static_cast<int>(n)) * mirrored[n];
    taps.push_back({low_sample ? 0 : 1, half_below(q), static_cast<float>(weight)});
  }
  return taps;
}

// x[p] = sum over k of low[k] f0[p - 2k + l0/2 - 1] + high[k] f1[p - 2k + l1/2 - 1].
std::vector<Tap> even_synthesis(const WaveletFilters& filters, int p) {
  std::vector<Tap> taps;
  for (int phase = 0; phase < 2; ++phase) {
    const std::vector<double>& half = phase == 0 ? filters.high : filters.low;
    const int middle = static_cast<int>(half.size());
    for (int k = half_below(p) - middle; k <= half_below(p) + middle; ++k) {
      const int n = p - 2 * k - 1;  // counted from the first tap right of the centre
      const int right = n >= 0 ? n : -1 - n;
      if (right >= middle) continue;
      double weight = half[static_cast<std::size_t>(right)] * alternating(phase == 0 ? right + 1 : right);
      if (phase == 1 && n < 0) weight = -weight;
      taps.push_back({phase, k, static_cast<float>(weight)});
    }
  }
  return taps;
}

std::vector<Tap> analysis_taps(const std::vector<double>& half, int centre) {
  std::vector<Tap> taps;
  const int reach = static_cast<int>(half.size()) - 1;
  for (int i = -reach; i <= reach; ++i) {
    const int place = centre + i;
    taps.push_back({place & 1, half_below(place), static_cast<float>(half[static_cast<std::size_t>(std::abs(i))])});
  }
  return taps;
}

}  // namespace

const WaveletFilters& standard_filters() {
  static const WaveletFilters filters{
      9,
      7,
      {0.85269867900940344, 0.37740285561265380, -0.11062440441842342, -0.02384946501938000, 0.03782845550699546},
      {0.78848561640566439, -0.41809227322221221, -0.04068941760955844, 0.06453888262893845}};
  return filters;
}

TwoBandFilter analysis_of(const WaveletFilters& filters) {
  return {analysis_taps(filters.low, 0), analysis_taps(filters.high, 1)};
}

TwoBandFilter synthesis_of(const WaveletFilters& filters) {
  if (filters.odd()) return {odd_synthesis(filters, 0), odd_synthesis(filters, 1)};
  return {even_synthesis(filters, 0), even_synthesis(filters, 1)};
}

}  // namespace enrolkit::codecs::wsq
