// SPDX-License-Identifier: Apache-2.0
#include "quality/finger/ridge_frequency.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>

#include "quality/finger/block_smoothing.hpp"
#include "quality/finger/extraction_parameters.hpp"
#include "quality/finger/window_sums.hpp"

namespace enrolkit::ridges {
namespace {

constexpr int kHalfAcross = kWindowAcross / 2;
constexpr int kCell = kFrequencyStep * kBlock;
constexpr float kFrequencySigma = 1.5F;  // cells, that is 3 blocks

// Waves of the candidate periods under a Hann window; places 0..kHalfAcross, since one is even and the other odd.
struct Waves {
  using Half = std::array<float, kHalfAcross + 1>;
  using Spectrum = std::array<float, kPeriods>;
  Half window{};
  std::array<Spectrum, kHalfAcross + 1> cosine{};  // by place, so that the periods stand side by side
  std::array<Spectrum, kHalfAcross + 1> sine{};
  float window_sum = 0;

  Waves() {
    for (int t = 0; t <= kHalfAcross; ++t) {
      const double hann = 0.5 + 0.5 * std::cos(std::numbers::pi * t / (kHalfAcross + 1));
      window[static_cast<std::size_t>(t)] = static_cast<float>(hann);
      window_sum += static_cast<float>(t == 0 ? hann : 2 * hann);
      for (int k = 0; k < kPeriods; ++k) {
        const double phase = 2 * std::numbers::pi * t / period(k);
        cosine[static_cast<std::size_t>(t)][static_cast<std::size_t>(k)] = static_cast<float>(hann * std::cos(phase));
        sine[static_cast<std::size_t>(t)][static_cast<std::size_t>(k)] = static_cast<float>(hann * std::sin(phase));
      }
    }
  }
  [[nodiscard]] static double period(double candidate) {
    return kMinPeriod * std::pow(kMaxPeriod / kMinPeriod, candidate / (kPeriods - 1));
  }
};

struct Profile {
  std::array<float, kWindowAcross> values{};  // across the ridges, averaged along them
  float power = 0;                            // mean square of all pixels under the window
};

Profile profile_at(const Plane<std::int16_t>& normalised, int x, int y, double angle, const Waves& waves) {
  WindowSums sums;
  sum_window(normalised, x, y, angle, sums);
  Profile profile;
  float power = 0;
  for (std::size_t t = 0; t < kWindowAcross; ++t) {
    const auto from_middle = static_cast<std::size_t>(std::abs(static_cast<int>(t) - kHalfAcross));
    profile.values[t] = static_cast<float>(sums.sum[t]) / kWindowAlong;
    power += waves.window[from_middle] * (static_cast<float>(sums.squares[t]) / kWindowAlong);
  }
  profile.power = power / waves.window_sum;
  return profile;
}

struct Peak {
  float period = 0;
  float periodicity = 0;
};

Peak strongest_wave(const Profile& profile, const Waves& waves) {
  Waves::Half even{};
  Waves::Half odd{};
  float mean = 0;
  for (std::size_t t = 0; t <= kHalfAcross; ++t) {
    const float after = profile.values[kHalfAcross + t];
    const float before = t == 0 ? 0 : profile.values[kHalfAcross - t];
    even[t] = after + before;
    odd[t] = t == 0 ? 0 : after - before;
    mean += waves.window[t] * even[t];
  }
  mean /= waves.window_sum;
  for (std::size_t t = 0; t <= kHalfAcross; ++t) even[t] -= t == 0 ? mean : 2 * mean;
  Waves::Spectrum c{};
  Waves::Spectrum s{};
  for (std::size_t t = 0; t <= kHalfAcross; ++t) {
    for (std::size_t k = 0; k < kPeriods; ++k) {
      c[k] += waves.cosine[t][k] * even[t];
      s[k] += waves.sine[t][k] * odd[t];
    }
  }
  Waves::Spectrum power{};
  for (std::size_t k = 0; k < kPeriods; ++k) power[k] = c[k] * c[k] + s[k] * s[k];
  const auto best = static_cast<std::size_t>(std::max_element(power.begin(), power.end()) - power.begin());
  // The spectrum of a straight edge, such as the sensor's frame, grows towards the longest wave: no peak, no ridges.
  if (best == 0 || best + 1 == kPeriods) return {};
  const double below = power[best - 1];
  const double above = power[best + 1];
  const double bend = below - 2 * power[best] + above;
  const double at = static_cast<double>(best) + (bend < 0 ? 0.5 * (below - above) / bend : 0);
  // A wave of amplitude a gives (a * window_sum / 2) squared here and has the power a * a / 2.
  const float explained = 2 * power[best] / (waves.window_sum * waves.window_sum);
  return {static_cast<float>(Waves::period(at)), explained / std::max(profile.power, 1.0F)};
}

float at_block(const Plane<float>& cells, int x, int y) {
  return cells.at(std::min(x / kFrequencyStep, cells.width - 1), std::min(y / kFrequencyStep, cells.height - 1));
}

}  // namespace

FrequencyField ridge_frequency(const Plane<std::int16_t>& normalised, const OrientationField& orientation,
                               const Plane<std::uint8_t>& wanted) {
  static const Waves waves;
  const int columns = (wanted.width + kFrequencyStep - 1) / kFrequencyStep;
  const int rows = (wanted.height + kFrequencyStep - 1) / kFrequencyStep;
  Plane<float> weighted(columns, rows);
  Plane<float> strength(columns, rows);
  Plane<float> present(columns, rows);
  for (int cy = 0; cy < rows; ++cy) {
    for (int cx = 0; cx < columns; ++cx) {
      present.at(cx, cy) = 1;
      bool any = false;
      for (int y = cy * kFrequencyStep; y < std::min((cy + 1) * kFrequencyStep, wanted.height); ++y) {
        for (int x = cx * kFrequencyStep; x < std::min((cx + 1) * kFrequencyStep, wanted.width); ++x) {
          any = any || wanted.at(x, y) != 0;
        }
      }
      if (!any) continue;
      const int x = cx * kCell + kCell / 2;
      const int y = cy * kCell + kCell / 2;
      const Peak peak = strongest_wave(profile_at(normalised, x, y, orientation.angle_at(x, y), waves), waves);
      weighted.at(cx, cy) = peak.period * peak.periodicity;
      strength.at(cx, cy) = peak.periodicity;
    }
  }
  weighted = smoothed(weighted, kFrequencySigma);
  strength = smoothed(strength, kFrequencySigma);
  present = smoothed(present, kFrequencySigma);
  FrequencyField field{Plane<float>(wanted.width, wanted.height), Plane<float>(wanted.width, wanted.height)};
  for (int y = 0; y < wanted.height; ++y) {
    for (int x = 0; x < wanted.width; ++x) {
      const float s = at_block(strength, x, y);
      field.period.at(x, y) = s > 0 ? at_block(weighted, x, y) / s : static_cast<float>(kDefaultPeriod);
      field.periodicity.at(x, y) = s / at_block(present, x, y);
    }
  }
  return field;
}

}  // namespace enrolkit::ridges
