// SPDX-License-Identifier: Apache-2.0
#include "quality/finger/nfiq2/ridge_spectrum.hpp"

#include <cmath>
#include <numbers>

namespace enrolkit::nfiq2 {
namespace {

constexpr std::size_t kLength = 32;
constexpr std::size_t kHighest = 16;
constexpr double kNeighbourWeight = 0.3;
constexpr double kTie = 1e-12;  // relative

using Wave = std::array<double, kLength>;

Wave cosines() {
  Wave wave{};
  for (std::size_t n = 0; n < kLength; ++n) {
    wave[n] = std::cos(2 * std::numbers::pi * static_cast<double>(n) / static_cast<double>(kLength));
  }
  return wave;
}

// Amplitudes 1..16; [0] stays 0.
std::array<double, kHighest + 1> amplitudes(const Wave& line) {
  static const Wave kCosines = cosines();
  std::array<double, kHighest + 1> out{};
  for (std::size_t k = 1; k <= kHighest; ++k) {
    double real = 0;
    double imaginary = 0;
    for (std::size_t n = 0; n < kLength; ++n) {
      real += line[n] * kCosines[(k * n) % kLength];
      imaginary += line[n] * kCosines[(k * n + 8) % kLength];  // a quarter wave on
    }
    out[k] = std::sqrt(real * real + imaginary * imaginary);
  }
  return out;
}

// A line that differs in one place has a flat spectrum: which of its equal amplitudes is the largest is a matter of
// rounding. The reference's transform answers the lowest for a place at a multiple of 8, and mostly a higher one
// elsewhere.
std::size_t peak_of(const std::array<double, kHighest + 1>& amplitude) {
  std::size_t peak = 1;
  for (std::size_t k = 2; k <= kHighest; ++k) {
    if (amplitude[k] > amplitude[peak]) peak = k;
  }
  if (peak > 1 || amplitude[1] == 0) return peak;
  for (std::size_t k = 2; k <= kHighest; ++k) {
    if (amplitude[k] >= amplitude[1] * (1 - kTie)) return k;
  }
  return 1;
}

bool single_peak_at_eighth(const Wave& line) {
  // line[0] is 0: either one other place differs, or place 0 does and all others are equal.
  std::size_t differing = 0;
  std::size_t place = 0;
  bool others_equal = true;
  for (std::size_t n = 1; n < kLength; ++n) {
    if (line[n] != 0) (++differing, place = n);
    others_equal = others_equal && line[n] == line[1];
  }
  return (differing == 1 && place % 8 == 0) || (others_equal && line[1] != 0);
}

}  // namespace

double dominant_frequency_share(const Turned<16, 32>& block) {
  Wave line{};
  for (std::size_t n = 0; n < kLength; ++n) {
    int sum = 0;
    for (const std::uint8_t grey : block[n]) sum += grey;
    line[n] = sum / 16.0;
  }
  const double first = line[0];
  for (double& value : line) value -= first;  // so that a constant line has amplitudes of 0, not of rounding
  if (single_peak_at_eighth(line)) return 1;
  const auto amplitude = amplitudes(line);
  const std::size_t peak = peak_of(amplitude);
  if (peak == 1) return 1;
  double sum = 0;
  for (std::size_t k = 1; k < kHighest; ++k) sum += amplitude[k];
  if (sum <= kTie * amplitude[peak]) return 1;  // every second pixel: nothing below the highest frequency
  const double above = peak == kHighest ? amplitude[kHighest - 1] : amplitude[peak + 1];
  return (amplitude[peak] + kNeighbourWeight * (amplitude[peak - 1] + above)) / sum;
}

}  // namespace enrolkit::nfiq2
