// SPDX-License-Identifier: Apache-2.0
#include "quality/finger/gabor_bank.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace enrolkit::ridges {

const GaborBank& GaborBank::shared() {
  static const GaborBank bank;
  return bank;
}

int GaborBank::period_index(float period) {
  const double step = std::log(period / kFirstFilterPeriod) / std::log(kFilterPeriodStep);
  return std::clamp(static_cast<int>(std::lround(step)), 0, kFilterPeriods - 1);
}

GaborBank::GaborBank() : weights_(std::size_t{kFilterPeriods} * kOrientations * kSide * kRow) {
  std::vector<double> filter(std::size_t{kSide} * kSide);
  std::vector<double> wave(filter.size());
  for (int p = 0; p < kFilterPeriods; ++p) {
    const double period = kFirstFilterPeriod * std::pow(kFilterPeriodStep, p);
    const double across = kSigmaAcross * period;
    const double along = kSigmaAlong * period;
    for (int o = 0; o < kOrientations; ++o) {
      const double angle = std::numbers::pi * o / kOrientations;
      double sum = 0;
      double envelope = 0;
      for (int y = -kFilterRadius, k = 0; y <= kFilterRadius; ++y) {
        for (int x = -kFilterRadius; x <= kFilterRadius; ++x, ++k) {
          const double u = y * std::cos(angle) - x * std::sin(angle);
          const double v = x * std::cos(angle) + y * std::sin(angle);
          const double bell = std::exp(-0.5 * (u * u / (across * across) + v * v / (along * along)));
          wave[static_cast<std::size_t>(k)] = std::cos(2 * std::numbers::pi * u / period);
          filter[static_cast<std::size_t>(k)] = bell * wave[static_cast<std::size_t>(k)];
          sum += filter[static_cast<std::size_t>(k)];
          envelope += bell;
        }
      }
      // Take the answer to even grey out where the bell is, then set the answer to the wave.
      double gain = 0;
      for (int y = -kFilterRadius, k = 0; y <= kFilterRadius; ++y) {
        for (int x = -kFilterRadius; x <= kFilterRadius; ++x, ++k) {
          const double u = y * std::cos(angle) - x * std::sin(angle);
          const double v = x * std::cos(angle) + y * std::sin(angle);
          const double bell = std::exp(-0.5 * (u * u / (across * across) + v * v / (along * along)));
          filter[static_cast<std::size_t>(k)] -= bell * sum / envelope;
          gain += filter[static_cast<std::size_t>(k)] * wave[static_cast<std::size_t>(k)];
        }
      }
      std::int16_t* out = weights_.data() + static_cast<std::size_t>(p * kOrientations + o) * kSide * kRow;
      for (std::size_t k = 0; k < filter.size(); ++k) {
        out[k / kSide * kRow + k % kSide] = static_cast<std::int16_t>(std::lround(filter[k] / gain * (1 << kGain)));
      }
    }
  }
}

}  // namespace enrolkit::ridges
