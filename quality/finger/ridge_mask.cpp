// SPDX-License-Identifier: Apache-2.0
#include "quality/finger/ridge_mask.hpp"

#include <algorithm>
#include <cstdlib>

#include "quality/finger/connected_runs.hpp"
#include "quality/finger/extraction_parameters.hpp"

namespace enrolkit::ridges {
namespace {

// The 90th; reorders.
float high_percentile(std::vector<float>& values) {
  const auto at = values.begin() + static_cast<std::ptrdiff_t>(values.size() * 9 / 10);
  std::nth_element(values.begin(), at, values.end());
  return *at;
}

}  // namespace

Plane<std::uint8_t> contact_mask(const NormalisedPrint& print, const OrientationField& orientation) {
  const int width = print.deviation.width;
  const int height = print.deviation.height;
  std::vector<float> values;
  for (int y = 0; y < height; ++y) values.insert(values.end(), print.deviation.row(y), print.deviation.row(y) + width);
  const float least = std::max(kMinRelativeDeviation * high_percentile(values), kMinDeviation);
  Plane<std::uint8_t> mask(width, height);
  for (int y = 0; y < height; ++y) {
    for (int x = 0; x < width; ++x) {
      mask.at(x, y) = print.deviation.at(x, y) > least && orientation.coherence.at(x, y) > kMinCoherence ? 1 : 0;
    }
  }
  fill_small(mask, kMaxMaskHole);
  drop_small(mask, kMinMaskBlocks);
  return mask;
}

Plane<std::uint8_t> ridge_mask(const Plane<std::uint8_t>& contact, const OrientationField& orientation,
                               const FrequencyField& frequency) {
  Plane<std::uint8_t> mask(contact.width, contact.height);
  for (int y = 0; y < mask.height; ++y) {
    for (int x = 0; x < mask.width; ++x) {
      const float ridges = frequency.periodicity.at(x, y) * orientation.coherence.at(x, y);
      mask.at(x, y) = contact.at(x, y) != 0 && ridges > kMinPeriodicity ? 1 : 0;
    }
  }
  fill_small(mask, kMaxMaskHole);
  drop_small(mask, kMinMaskBlocks);
  return mask;
}

Plane<std::uint8_t> answered_mask(const Plane<std::uint8_t>& ridge, const Plane<std::int16_t>& enhanced) {
  constexpr int kSamples = kBlock / 2;
  Plane<float> answer(ridge.width, ridge.height);
  std::vector<float> all;
  for (int y = 0; y < answer.height; ++y) {
    for (int x = 0; x < answer.width; ++x) {
      if (ridge.at(x, y) == 0) continue;
      int sum = 0;
      int count = 0;
      for (int v = y * kSamples; v < std::min((y + 1) * kSamples, enhanced.height); ++v) {
        for (int u = x * kSamples; u < std::min((x + 1) * kSamples, enhanced.width); ++u, ++count) {
          sum += std::abs(enhanced.at(u, v));
        }
      }
      answer.at(x, y) = static_cast<float>(sum) / static_cast<float>(std::max(count, 1));
      all.push_back(answer.at(x, y));
    }
  }
  Plane<std::uint8_t> mask(ridge.width, ridge.height);
  if (all.empty()) return mask;
  const float least = kMinAnswer * high_percentile(all);
  for (int y = 0; y < mask.height; ++y) {
    for (int x = 0; x < mask.width; ++x) mask.at(x, y) = ridge.at(x, y) != 0 && answer.at(x, y) > least ? 1 : 0;
  }
  fill_small(mask, kMaxMaskHole);
  drop_small(mask, kMinMaskBlocks);
  return mask;
}

}  // namespace enrolkit::ridges
