// SPDX-License-Identifier: Apache-2.0
#include "quality/finger/block_smoothing.hpp"

#include <algorithm>
#include <cmath>

namespace enrolkit::ridges {

Plane<float> smoothed(const Plane<float>& blocks, float sigma) {
  const int radius = static_cast<int>(std::ceil(2.5F * sigma));
  std::vector<float> kernel;
  for (int k = -radius; k <= radius; ++k) {
    kernel.push_back(std::exp(-0.5F * static_cast<float>(k * k) / (sigma * sigma)));
  }
  Plane<float> across(blocks.width, blocks.height);
  for (int y = 0; y < blocks.height; ++y) {
    for (int x = 0; x < blocks.width; ++x) {
      float sum = 0;
      for (int k = std::max(-radius, -x); k <= std::min(radius, blocks.width - 1 - x); ++k) {
        sum += kernel[static_cast<std::size_t>(k + radius)] * blocks.at(x + k, y);
      }
      across.at(x, y) = sum;
    }
  }
  Plane<float> out(blocks.width, blocks.height);
  for (int y = 0; y < blocks.height; ++y) {
    float* line = out.row(y);
    for (int k = std::max(-radius, -y); k <= std::min(radius, blocks.height - 1 - y); ++k) {
      const float weight = kernel[static_cast<std::size_t>(k + radius)];
      const float* in = across.row(y + k);
      for (int x = 0; x < blocks.width; ++x) line[x] += weight * in[x];
    }
  }
  return out;
}

}  // namespace enrolkit::ridges
