// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <memory>
#include <vector>

namespace enrolkit::ridges {
struct PrintAnalysis;
}

namespace enrolkit::match {

// A block of 8 px, 4 samples.
struct RidgeBlock {
  bool seen = false;
  float cosine = 0;  // of twice the orientation
  float sine = 0;
  float log_period = 0;
};

// The ridges of a print, small: what the comparison of an overlap needs. Cut to the part that was seen.
struct TextureMap {
  static constexpr int kMargin = 10;  // samples of 0 on each side
  static constexpr int kSpare = 2;    // samples at the end, so that any two neighbours may be read as a word of four
  static constexpr int kBlockSamples = 4;

  int left = 0;  // of the first sample, in samples of 2 px of the print
  int top = 0;
  int width = 0;  // samples, without the margin
  int height = 0;
  std::vector<std::int8_t> ridges;  // enhanced, 63 for an amplitude of 1, within 126; 0 beyond the mask
  int columns = 0;
  int rows = 0;
  std::vector<RidgeBlock> blocks;

  [[nodiscard]] int stride() const { return width + 2 * kMargin; }
  [[nodiscard]] const std::int8_t* at(int x, int y) const {
    return ridges.data() + (y + kMargin) * stride() + x + kMargin;
  }
  // The block at a place in samples of the print; -1 where nothing was seen.
  [[nodiscard]] int block_at(float x, float y) const;
};

// Nothing when no ridge was seen.
[[nodiscard]] std::unique_ptr<const TextureMap> make_texture_map(const ridges::PrintAnalysis& analysis);

}  // namespace enrolkit::match
