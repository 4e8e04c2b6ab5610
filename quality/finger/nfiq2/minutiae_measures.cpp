// SPDX-License-Identifier: Apache-2.0
#include "quality/finger/nfiq2/minutiae_measures.hpp"

#include <algorithm>
#include <cmath>

#include "quality/finger/nfiq2/gradient_moments.hpp"
#include "quality/finger/nfiq2/parameters.hpp"

namespace enrolkit::nfiq2 {
namespace {

double mean_of(ImageView crop, int x0, int y0, int width, int height) {
  int sum = 0;
  for (int y = y0; y < y0 + height; ++y) {
    for (int x = x0; x < x0 + width; ++x) sum += crop.row(y)[x];
  }
  return static_cast<double>(sum) / (width * height);
}

// The block around a minutia ends where the crop does.
bool is_grey(ImageView crop, const CellGrid& cells, const PixelPosition& minutia) {
  const int x = std::max(0, minutia.x - kCell / 2);
  const int y = std::max(0, minutia.y - kCell / 2);
  const double mean = mean_of(crop, x, y, std::min(kCell, crop.width - x), std::min(kCell, crop.height - y));
  const double darker = (cells.mean - mean) / cells.deviation;
  return darker > 0 && darker <= kMuLimit;
}

// The block around a minutia is shifted into the crop.
bool is_certain(ImageView crop, const PixelPosition& minutia) {
  const int x = std::min(std::max(0, minutia.x - kCell / 2), crop.width - kCell);
  const int y = std::min(std::max(0, minutia.y - kCell / 2), crop.height - kCell);
  const double certainty = std::max(0.0, gradient_moments(crop, x, y, kCell, kCell).certainty());
  return std::lround(100 * certainty) > kCertainPercent;
}

}  // namespace

MinutiaeMeasures minutiae_measures(ImageView crop, const CellGrid& cells, const std::vector<PixelPosition>& minutiae) {
  MinutiaeMeasures measures;
  if (minutiae.empty()) return measures;
  const int count = static_cast<int>(minutiae.size());
  int sum_x = 0;
  int sum_y = 0;
  for (const PixelPosition& minutia : minutiae) {
    sum_x += minutia.x;
    sum_y += minutia.y;
  }
  int grey = 0;
  int certain = 0;
  for (const PixelPosition& minutia : minutiae) {
    const bool central =
        std::abs(minutia.x - sum_x / count) <= kCentreReach && std::abs(minutia.y - sum_y / count) <= kCentreReach;
    measures.around_centre += central ? 1 : 0;
    grey += is_grey(crop, cells, minutia) ? 1 : 0;
    certain += is_certain(crop, minutia) ? 1 : 0;
  }
  measures.count = count;
  measures.share_of_grey = static_cast<double>(grey) / count;
  measures.share_of_certain = static_cast<double>(certain) / count;
  return measures;
}

}  // namespace enrolkit::nfiq2
