// SPDX-License-Identifier: Apache-2.0
#include "quality/finger/nfiq2/cell_grid.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "quality/finger/nfiq2/parameters.hpp"

namespace enrolkit::nfiq2 {
namespace {

struct Sums {
  std::int64_t count = 0;
  std::int64_t grey = 0;
  std::int64_t squares = 0;

  [[nodiscard]] double mean() const { return static_cast<double>(grey) / static_cast<double>(count); }
  [[nodiscard]] double deviation() const {
    return std::sqrt(std::max(static_cast<double>(squares) / static_cast<double>(count) - mean() * mean(), 0.0));
  }
};

Sums sums_of(ImageView image, int x0, int y0, int width, int height) {
  std::uint32_t grey = 0;  // a cell's sums stay below 2^32
  std::uint32_t squares = 0;
  for (int y = y0; y < y0 + height; ++y) {
    const std::uint8_t* line = image.row(y) + x0;
    for (int x = 0; x < width; ++x) {
      grey += line[x];
      squares += static_cast<std::uint32_t>(line[x]) * line[x];
    }
  }
  return {static_cast<std::int64_t>(width) * height, grey, squares};
}

}  // namespace

double CellGrid::mean_of_means() const {
  return std::accumulate(means.begin(), means.end(), 0.0) / static_cast<double>(means.size());
}

CellGrid cell_grid(ImageView crop) {
  CellGrid grid;
  grid.columns = (crop.width + kCell - 1) / kCell;
  grid.rows = (crop.height + kCell - 1) / kCell;
  std::vector<double> deviations;
  Sums all;
  for (int y = 0; y < crop.height; y += kCell) {
    for (int x = 0; x < crop.width; x += kCell) {
      const Sums cell = sums_of(crop, x, y, std::min(kCell, crop.width - x), std::min(kCell, crop.height - y));
      grid.means.push_back(cell.mean());
      deviations.push_back(cell.deviation());
      all = {all.count + cell.count, all.grey + cell.grey, all.squares + cell.squares};
    }
  }
  grid.mean = all.mean();
  grid.deviation = all.deviation();
  for (const double deviation : deviations) {
    // A uniform image has deviation 0: 0 / 0 is no number and no foreground.
    grid.foreground.push_back(deviation / grid.deviation > kForegroundDeviation ? 1 : 0);
  }
  return grid;
}

}  // namespace enrolkit::nfiq2
