// SPDX-License-Identifier: Apache-2.0
#include "encoders/codecs/jpeg2000_allocation.hpp"

#include <algorithm>
#include <cmath>

namespace enrolkit::codecs {
namespace {

// Layers that favoured code-blocks are ahead. Measured on portraits: bench of the settings in SETTINGS.md.
constexpr double kFavour = 1;
constexpr std::size_t kSmallestGain = 4;  // bytes; fewer are not worth looking for

double overlap(double a0, double a1, double b0, double b1) {
  return std::max(0.0, std::min(a1, b1) - std::max(a0, b0));
}

// How many layers a code-block is ahead, by the share of it that lies in the region.
int ahead_of(const Band& band, const CodeBlock& block, int block_size, const Region& favoured) {
  const double side = std::ldexp(block_size, band.shrunk);
  const double x = static_cast<double>(block.x) * side, y = static_cast<double>(block.y) * side;
  const double inside = overlap(x, x + side, favoured.x, favoured.x + favoured.width) *
                        overlap(y, y + side, favoured.y, favoured.y + favoured.height);
  return static_cast<int>(std::lround(kFavour * std::min(1.0, 2 * inside / (side * side))));
}

// The steps of quality, one after the other: step t has all code-blocks at layer t / n and the first t % n of them one
// layer further, n being the number of code-blocks.
class Ladder {
 public:
  Ladder(const Jpeg2000Packets& packets, const Region& favoured) : layers_(packets.layers) {
    std::vector<int> resolutions;
    for (const Band& band : packets.bands) {
      for (const CodeBlock& block : band.blocks) {
        ahead_.push_back(ahead_of(band, block, packets.block_size, favoured));
        resolutions.push_back(band.resolution);
      }
    }
    order_.resize(ahead_.size());
    for (std::size_t i = 0; i < order_.size(); ++i) order_[i] = i;
    std::stable_sort(order_.begin(), order_.end(), [&](std::size_t a, std::size_t b) {
      return resolutions[a] != resolutions[b] ? resolutions[a] < resolutions[b] : ahead_[a] > ahead_[b];
    });
  }
  [[nodiscard]] std::size_t blocks() const { return ahead_.size(); }
  [[nodiscard]] std::size_t steps() const { return ahead_.size() * static_cast<std::size_t>(layers_); }
  [[nodiscard]] KeptLayers at(std::size_t step) const {
    KeptLayers kept(ahead_.size());
    const int all = static_cast<int>(step / ahead_.size());
    const std::size_t further = step % ahead_.size();
    for (std::size_t place = 0; place < kept.size(); ++place) {
      const std::size_t i = order_[place];
      const int layers = all + (place < further ? 1 : 0);
      kept[i] = layers == 0 ? 0 : std::min(layers_, layers + ahead_[i]);
    }
    return kept;
  }

 private:
  int layers_;
  std::vector<int> ahead_;
  std::vector<std::size_t> order_;  // of the code-blocks: coarse ones first, of those the favoured ones
};

// What the step above would not leave room for as a whole: one layer more wherever it fits, the coarsest bands first.
void use_the_rest(const Jpeg2000Packets& packets, std::size_t max_bytes, KeptLayers& kept) {
  std::size_t size = jpeg2000_size(packets, kept);
  std::size_t i = 0;
  for (const Band& band : packets.bands) {
    for (const CodeBlock& block : band.blocks) {
      int& layers = kept[i++];
      if (layers == packets.layers || size + kSmallestGain > max_bytes) continue;
      const std::size_t now = layers == 0 ? 0 : block.cuts[static_cast<std::size_t>(layers) - 1].bytes;
      const std::size_t more = block.cuts[static_cast<std::size_t>(layers)].bytes - now;
      if (more == 0 || size + more > max_bytes) continue;
      ++layers;
      const std::size_t larger = jpeg2000_size(packets, kept);
      if (larger <= max_bytes) {
        size = larger;
      } else {
        --layers;
      }
    }
  }
}

}  // namespace

std::optional<LayerAllocation> allocate_layers(const Jpeg2000Packets& packets, std::size_t max_bytes,
                                               const Region& favoured) {
  const Ladder ladder(packets, favoured);
  if (jpeg2000_size(packets, ladder.at(0)) > max_bytes) return std::nullopt;
  std::size_t fits = 0, above = ladder.steps() + 1;
  while (above - fits > 1) {
    const std::size_t step = (fits + above) / 2;
    (jpeg2000_size(packets, ladder.at(step)) <= max_bytes ? fits : above) = step;
  }
  LayerAllocation allocation{ladder.at(fits), fits >= ladder.blocks()};
  use_the_rest(packets, max_bytes, allocation.kept);
  return allocation;
}

}  // namespace enrolkit::codecs
