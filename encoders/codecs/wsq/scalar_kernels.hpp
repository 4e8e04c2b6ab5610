// SPDX-License-Identifier: Apache-2.0
// What both kinds of kernels compute for one sample; the vector ones take their last samples from here.
#pragma once

#include <algorithm>
#include <cmath>
#include <cstddef>

#include "encoders/codecs/wsq/line_kernels.hpp"

namespace enrolkit::codecs::wsq {

inline constexpr float kMaxIndex = 32767;

inline float weighted_sample(const WeightedLine* lines, std::size_t lines_count, std::size_t i) {
  float sum = lines[0].weight * lines[0].samples[i];
  for (std::size_t line = 1; line < lines_count; ++line) sum += lines[line].weight * lines[line].samples[i];
  return sum;
}

inline float normalised_sample(std::uint8_t pixel, float shift, float scale) {
  return (static_cast<float>(pixel) - shift) / scale;
}

inline std::uint8_t pixel_of(float sample, float shift, float scale) {
  const float grey = sample * scale + shift + 0.5F;
  return static_cast<std::uint8_t>(static_cast<int>(std::min(std::max(grey, 0.0F), 255.0F)));
}

inline std::int16_t bin_index(float sample, const Bins& bins) {
  const float half_zero = bins.zero * 0.5F;
  const float magnitude = std::abs(sample);
  if (!(magnitude > half_zero)) return 0;
  const int index = static_cast<int>(std::min((magnitude - half_zero) / bins.width + 1.0F, kMaxIndex));
  return static_cast<std::int16_t>(sample < 0 ? -index : index);
}

}  // namespace enrolkit::codecs::wsq
