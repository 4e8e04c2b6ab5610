// SPDX-License-Identifier: Apache-2.0
#include "encoders/codecs/wsq/bit_allocation.hpp"

#include <algorithm>
#include <bitset>
#include <cmath>
#include <cstddef>

namespace enrolkit::codecs::wsq {
namespace {

// Parameters of IAFIS-IC-0110.
constexpr double kMinVariance = 1.01;        // below it a band is left out
constexpr double kMinInnerVariance = 20000;  // of bands 0 to 3 together; else the whole bands are looked at (3.1)
constexpr std::size_t kInnerBands = 4;
constexpr double kLoadingFactor = 2.5, kCutOff = 5, kZeroBinFactor = 1.2, kBinCentre = 0.44;
constexpr double kBandFactor = 10;
constexpr double kMinWidth = 0.2;    // so that the largest samples of usual pictures, about 6000, get their own index
constexpr double kMaxWidth = 54000;  // 1.2 times as much still fits the 16 bits of the table

double weight_of(std::size_t band) {
  constexpr std::array<double, 8> kOuter = {1.32, 1.08, 1.42, 1.08, 1.32, 1.42, 1.08, 1.08};
  return band < kFirstOfThirdBlock ? 1 : kOuter[band - kFirstOfThirdBlock];
}

// Samples of the band per pixel.
double density_of(std::size_t band) {
  if (band < kInnerBands) return 1.0 / 1024;
  return band <= 50 ? 1.0 / 256 : 1.0 / 16;
}

// The middle of a band: prints seldom fill the picture's border.
Subband middle_of(const Subband& band) {
  return {
      band.x + band.width / 8, band.y + 9 * band.height / 32, 3 * band.width / 4, 7 * band.height / 16, false, false};
}

// Of the samples of the area, with n - 1; sums of eight columns apart are kept apart, so that they need not wait for
// each other.
double variance_of(const Plane& plane, const Subband& area) {
  constexpr int kLanes = 8;
  const auto count = static_cast<double>(area.width) * area.height;
  if (count < 2) return 0;
  std::array<double, kLanes> sums{}, squares{};
  for (int y = area.y; y < area.y + area.height; ++y) {
    const float* const row = plane.at(area.x, y);
    int x = 0;
    for (; x + kLanes <= area.width; x += kLanes) {
      for (int lane = 0; lane < kLanes; ++lane) {
        const double sample = row[x + lane];
        sums[static_cast<std::size_t>(lane)] += sample;
        squares[static_cast<std::size_t>(lane)] += sample * sample;
      }
    }
    for (; x < area.width; ++x) {
      sums[0] += row[x];
      squares[0] += static_cast<double>(row[x]) * row[x];
    }
  }
  double sum = 0, square = 0;
  for (int lane = 0; lane < kLanes; ++lane) {
    sum += sums[static_cast<std::size_t>(lane)];
    square += squares[static_cast<std::size_t>(lane)];
  }
  return std::max(0.0, (square - sum * sum / count) / (count - 1));
}

}  // namespace

Variances band_variances(const Plane& subbands, const SubbandTree& tree) {
  Variances variances{};
  double inner = 0;
  for (std::size_t band = 0; band < kInnerBands; ++band) {
    variances[band] = variance_of(subbands, middle_of(tree.bands[band]));
    inner += variances[band];
  }
  const bool whole = inner < kMinInnerVariance;
  for (std::size_t band = whole ? 0 : kInnerBands; band < variances.size(); ++band) {
    const Subband middle = middle_of(tree.bands[band]);
    const bool enough = static_cast<std::int64_t>(middle.width) * middle.height >= 2;
    variances[band] = variance_of(subbands, whole || !enough ? tree.bands[band] : middle);
  }
  return variances;
}

BandBins allocate_bits(const Variances& variances, double bit_rate) {
  std::array<double, kCodedSubbands> relative{};  // bin widths but for a common factor
  std::bitset<kCodedSubbands> taking_part;
  for (std::size_t band = 0; band < variances.size(); ++band) {
    if (variances[band] < kMinVariance) continue;
    relative[band] = band < kInnerBands ? 1 : kBandFactor / (weight_of(band) * std::log(variances[band]));
    taking_part.set(band);
  }
  BandBins bins{};
  const std::bitset<kCodedSubbands> kept = taking_part;
  double factor = 0;
  for (bool settled = false; !settled && taking_part.any();) {
    double samples = 0, log_product = 0;
    for (std::size_t band = 0; band < variances.size(); ++band) {
      if (!taking_part[band]) continue;
      samples += density_of(band);
      log_product += density_of(band) * std::log(std::sqrt(variances[band]) / relative[band]);
    }
    factor = std::exp2(bit_rate / samples - 1) / kLoadingFactor / std::exp(log_product / samples);
    settled = true;
    for (std::size_t band = 0; band < variances.size(); ++band) {
      if (taking_part[band] && relative[band] / factor >= kCutOff * std::sqrt(variances[band])) {
        taking_part.reset(band);
        settled = false;
      }
    }
  }
  for (std::size_t band = 0; band < variances.size(); ++band) {
    if (!kept[band] || !(factor > 0)) continue;
    const double width = std::clamp(relative[band] / factor, kMinWidth, kMaxWidth);
    bins[band] = {static_cast<float>(width), static_cast<float>(kZeroBinFactor * width),
                  static_cast<float>(kBinCentre)};
  }
  return bins;
}

}  // namespace enrolkit::codecs::wsq
