// SPDX-License-Identifier: Apache-2.0
#include "quality/finger/match/overlap_texture.hpp"

#include <algorithm>
#include <cmath>
#include <vector>

#include "quality/finger/match/patch_cut.hpp"

namespace enrolkit::match {
namespace {

constexpr float kSamplePixels = 2;

// One patch of the first print, where the second shows it.
struct Found {
  bool valid = false;
  Surface surface{};
  float best = 0;
  int dx = 0;  // samples
  int dy = 0;
};

struct PatchGrid {
  int columns = 0;
  int rows = 0;
  std::vector<Found> patches;

  [[nodiscard]] const Found& at(int column, int row) const {
    return patches[static_cast<std::size_t>(row * columns + column)];
  }
};

constexpr Surface kDisplacementPenalty = [] {
  Surface values{};
  for (int k = 0; k < kPlaces * kPlaces; ++k) {
    const int dx = k % kPlaces - kSearch;
    const int dy = k / kPlaces - kSearch;
    values[static_cast<std::size_t>(k)] = kSearchPenalty * static_cast<float>(dx * dx + dy * dy);
  }
  return values;
}();

void settle(Found& found) {
  found.valid = true;
  found.best = -1e9F;
  for (std::size_t k = 0; k < found.surface.size(); ++k) {
    const float worth = found.surface[k] - kDisplacementPenalty[k];
    if (worth <= found.best) continue;
    found.best = worth;
    found.dx = static_cast<int>(k) % kPlaces - kSearch;
    found.dy = static_cast<int>(k) / kPlaces - kSearch;
  }
}

void add(Surface& sum, const Surface& other) {
  for (std::size_t k = 0; k < sum.size(); ++k) sum[k] += other[k];
}

// The surfaces of the 3 and of the 5 patches around one, of its row; what is not there counts 0.
struct RowSums {
  Surface three{};
  Surface five{};
};

std::vector<RowSums> row_sums(const PatchGrid& grid) {
  std::vector<RowSums> sums(grid.patches.size());
  for (int row = 0; row < grid.rows; ++row) {
    for (int column = 0; column < grid.columns; ++column) {
      RowSums& here = sums[static_cast<std::size_t>(row * grid.columns + column)];
      for (int u = std::max(column - 1, 0); u <= std::min(column + 1, grid.columns - 1); ++u) {
        add(here.three, grid.at(u, row).surface);
      }
      here.five = here.three;
      if (column >= 2) add(here.five, grid.at(column - 2, row).surface);
      if (column + 2 < grid.columns) add(here.five, grid.at(column + 2, row).surface);
    }
  }
  return sums;
}

// How well each patch fits where its neighbours fit best: the ridges of another finger find a fit for each patch alone,
// but not one that neighbours share. The 8 next to it count twice what the 16 around those do.
float predicted_fit(const PatchGrid& grid) {
  const std::vector<RowSums> rows = row_sums(grid);
  double sum = 0;
  int counted = 0;
  for (int row = 0; row < grid.rows; ++row) {
    for (int column = 0; column < grid.columns; ++column) {
      const Found& here = grid.at(column, row);
      if (!here.valid) continue;
      Surface shared{};
      for (int v = std::max(row - 2, 0); v <= std::min(row + 2, grid.rows - 1); ++v) {
        const RowSums& around = rows[static_cast<std::size_t>(v * grid.columns + column)];
        add(shared, around.five);
        if (std::abs(v - row) <= 1) add(shared, around.three);
      }
      for (std::size_t k = 0; k < shared.size(); ++k) shared[k] -= 2 * here.surface[k];
      const auto place = static_cast<std::size_t>(std::max_element(shared.begin(), shared.end()) - shared.begin());
      sum += static_cast<double>(here.surface[place]);
      ++counted;
    }
  }
  return counted > 0 ? static_cast<float>(sum / counted) : 0;
}

float roughness(const PatchGrid& grid) {
  double sum = 0;
  int counted = 0;
  const auto add = [&](const Found& p, const Found& q) {
    if (!p.valid || !q.valid) return;
    sum += std::sqrt(static_cast<double>((p.dx - q.dx) * (p.dx - q.dx) + (p.dy - q.dy) * (p.dy - q.dy)));
    ++counted;
  };
  for (int row = 0; row < grid.rows; ++row) {
    for (int column = 0; column < grid.columns; ++column) {
      if (column + 1 < grid.columns) add(grid.at(column, row), grid.at(column + 1, row));
      if (row + 1 < grid.rows) add(grid.at(column, row), grid.at(column, row + 1));
    }
  }
  constexpr float kUnknown = 8;  // px, as between patches of different fingers at the most
  return counted > 0 ? kSamplePixels * static_cast<float>(sum / counted) : kUnknown;
}

}  // namespace

OverlapTexture compare_texture(const TextureMap& a, const TextureMap& b, const Warp& warp) {
  OverlapTexture out;
  PatchGrid grid{(a.width + kPatchStep - 1) / kPatchStep, (a.height + kPatchStep - 1) / kPatchStep, {}};
  grid.patches.resize(static_cast<std::size_t>(grid.columns) * static_cast<std::size_t>(grid.rows));
  const float c2 = std::cos(2 * warp.turn);
  const float s2 = std::sin(2 * warp.turn);
  RidgePatch patch;
  for (int row = 0; row < grid.rows; ++row) {
    for (int column = 0; column < grid.columns; ++column) {
      constexpr int kMiddle = kPatchStep / 2;
      const auto x = static_cast<float>(a.left + column * kPatchStep + kMiddle);
      const auto y = static_cast<float>(a.top + row * kPatchStep + kMiddle);
      const int block_a = a.block_at(x, y);
      if (block_a < 0) continue;
      const Spot in_b = warp.carry(kSamplePixels * x, kSamplePixels * y);
      const Spot at{in_b.x / kSamplePixels, in_b.y / kSamplePixels};
      const int block_b = b.block_at(at.x, at.y);
      if (block_b < 0) continue;
      // The patch is cut so that its middle falls on a sample of the second print.
      const float whole_x = std::floor(at.x + 0.5F);
      const float whole_y = std::floor(at.y + 0.5F);
      const float ex = whole_x - at.x;
      const float ey = whole_y - at.y;
      cut_patch(a, x + warp.cosine * ex + warp.sine * ey, y - warp.sine * ex + warp.cosine * ey, warp.cosine, warp.sine,
                patch);
      if (patch.energy == 0) continue;
      Found& found = grid.patches[static_cast<std::size_t>(row * grid.columns + column)];
      search_patch(b, std::min(static_cast<int>(whole_x), b.left + b.width - 1),
                   std::min(static_cast<int>(whole_y), b.top + b.height - 1), patch, found.surface);
      settle(found);
      ++out.patches;
      out.correlation += found.best;
      const RidgeBlock& p = a.blocks[static_cast<std::size_t>(block_a)];
      const RidgeBlock& q = b.blocks[static_cast<std::size_t>(block_b)];
      out.orientation += (p.cosine * c2 - p.sine * s2) * q.cosine + (p.sine * c2 + p.cosine * s2) * q.sine;
      out.period_ratio += std::abs(p.log_period - q.log_period);
    }
  }
  if (out.patches == 0) return out;
  const auto count = static_cast<float>(out.patches);
  out.correlation /= count;
  out.orientation /= count;
  out.period_ratio /= count;
  out.predicted = predicted_fit(grid);
  out.roughness = roughness(grid);
  return out;
}

}  // namespace enrolkit::match
