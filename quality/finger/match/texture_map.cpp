// SPDX-License-Identifier: Apache-2.0
#include "quality/finger/match/texture_map.hpp"

#include <algorithm>
#include <cmath>

#include "quality/finger/extraction_parameters.hpp"
#include "quality/finger/print_analysis.hpp"

namespace enrolkit::match {
namespace {

constexpr int kSamples = TextureMap::kBlockSamples;
static_assert(kSamples * 2 == ridges::kBlock);

struct Box {
  int left, top, right, bottom;
};

Box bounds(const ridges::Plane<std::uint8_t>& mask) {
  Box box{mask.width, mask.height, 0, 0};
  for (int y = 0; y < mask.height; ++y) {
    for (int x = 0; x < mask.width; ++x) {
      if (mask.at(x, y) == 0) continue;
      box = {std::min(box.left, x), std::min(box.top, y), std::max(box.right, x + 1), std::max(box.bottom, y + 1)};
    }
  }
  return box;
}

}  // namespace

int TextureMap::block_at(float x, float y) const {
  const int column = static_cast<int>(std::floor((x - static_cast<float>(left)) / kBlockSamples));
  const int row = static_cast<int>(std::floor((y - static_cast<float>(top)) / kBlockSamples));
  if (column < 0 || row < 0 || column >= columns || row >= rows) return -1;
  const int block = row * columns + column;
  return blocks[static_cast<std::size_t>(block)].seen ? block : -1;
}

std::unique_ptr<const TextureMap> make_texture_map(const ridges::PrintAnalysis& analysis) {
  const auto& mask = analysis.ridge;
  const Box box = bounds(mask);
  if (box.right <= box.left) return nullptr;
  auto map = std::make_unique<TextureMap>();
  map->left = box.left * kSamples;
  map->top = box.top * kSamples;
  map->columns = box.right - box.left;
  map->rows = box.bottom - box.top;
  map->width = map->columns * kSamples;
  map->height = map->rows * kSamples;
  constexpr int kMargin = TextureMap::kMargin;
  map->ridges.resize(static_cast<std::size_t>(map->stride()) * static_cast<std::size_t>(map->height + 2 * kMargin) +
                     TextureMap::kSpare);
  for (int row = 0; row < map->rows; ++row) {
    for (int column = 0; column < map->columns; ++column) {
      const int bx = box.left + column;
      const int by = box.top + row;
      const bool seen = mask.at(bx, by) != 0;
      const float c = analysis.orientation.cosine.at(bx, by);
      const float s = analysis.orientation.sine.at(bx, by);
      const float length = std::max(std::sqrt(c * c + s * s), 1e-6F);
      map->blocks.push_back({seen, c / length, s / length, std::log(analysis.frequency.period.at(bx, by))});
      if (!seen) continue;
      for (int v = 0; v < kSamples; ++v) {
        for (int u = 0; u < kSamples; ++u) {
          const int x = bx * kSamples + u;
          const int y = by * kSamples + v;
          if (!analysis.enhanced.holds(x, y)) continue;
          const int value = analysis.enhanced.at(x, y) * 63 / ridges::kUnit;
          const int at = (row * kSamples + v + kMargin) * map->stride() + column * kSamples + u + kMargin;
          map->ridges[static_cast<std::size_t>(at)] = static_cast<std::int8_t>(std::clamp(value, -126, 126));
        }
      }
    }
  }
  return map;
}

}  // namespace enrolkit::match
