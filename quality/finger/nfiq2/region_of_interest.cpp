// SPDX-License-Identifier: Apache-2.0
#include "quality/finger/nfiq2/region_of_interest.hpp"

#include <algorithm>
#include <cstring>

#include "quality/finger/connected_runs.hpp"
#include "quality/finger/nfiq2/gradient_moments.hpp"
#include "quality/finger/nfiq2/otsu_threshold.hpp"
#include "quality/finger/nfiq2/parameters.hpp"

namespace enrolkit::nfiq2 {
namespace {

// The darkest pixel of the square around each; the square ends where the image does.
GreyPlane eroded(ImageView crop) {
  const auto width = static_cast<std::size_t>(crop.width);
  std::vector<std::uint8_t> padded(width + 2 * kErosionRadius, 255);
  GreyPlane narrow(crop.width, crop.height);
  for (int y = 0; y < crop.height; ++y) {
    std::memcpy(padded.data() + kErosionRadius, crop.row(y), width);
    std::uint8_t* out = narrow.row(y);
    const std::uint8_t* in = padded.data();
    for (std::size_t x = 0; x < width; ++x) {
      out[x] = std::min({in[x], in[x + 1], in[x + 2], in[x + 3], in[x + 4]});
    }
  }
  GreyPlane grey(crop.width, crop.height);
  for (int y = 0; y < crop.height; ++y) {
    std::uint8_t* out = grey.row(y);
    std::memcpy(out, narrow.row(y), width);
    for (int near = std::max(0, y - kErosionRadius); near <= std::min(crop.height - 1, y + kErosionRadius); ++near) {
      const std::uint8_t* in = narrow.row(near);
      for (std::size_t x = 0; x < width; ++x) out[x] = std::min(out[x], in[x]);
    }
  }
  return grey;
}

// 255 above Otsu's threshold, 0 up to it.
void binarise(GreyPlane& grey) {
  const int threshold = otsu_threshold(grey);
  for (int y = 0; y < grey.height; ++y) {
    std::uint8_t* line = grey.row(y);
    for (int x = 0; x < grey.width; ++x) line[x] = line[x] > threshold ? 255 : 0;
  }
}

// Whether a cell with `dark` pixels of the finger counts. The definition asks for a mean below white, and by the
// rounding of that mean the white corner cell of some crops is below it, too.
bool holds_finger(int dark, int pixels) {
  const double sum = 255.0 * (pixels - dark);
  return sum * (1.0 / pixels) < 255;
}

}  // namespace

RegionOfInterest region_of_interest(ImageView crop) {
  GreyPlane grey = blurred(eroded(crop), kFirstBlur);
  binarise(grey);
  grey = blurred(grey, kSecondBlur);
  binarise(grey);
  for (int y = 0; y < grey.height; ++y) {
    std::uint8_t* line = grey.row(y);
    for (int x = 0; x < grey.width; ++x) line[x] = line[x] == 0 ? 1 : 0;
  }
  fill_holes(grey);
  keep_largest_box(grey);

  RegionOfInterest region;
  std::int64_t sum = 0;
  for (int y0 = 0; y0 < crop.height; y0 += kCell) {
    for (int x0 = 0; x0 < crop.width; x0 += kCell) {
      const Region cell{x0, y0, std::min(kCell, crop.width - x0), std::min(kCell, crop.height - y0)};
      int dark = 0;
      int sum_of_cell = 0;
      for (int y = y0; y < y0 + cell.height; ++y) {
        const std::uint8_t* mask = grey.row(y) + x0;
        const std::uint8_t* print = crop.row(y) + x0;
        for (int x = 0; x < cell.width; ++x) {
          dark += mask[x];
          sum_of_cell += mask[x] * print[x];
        }
      }
      region.pixels += dark;
      sum += sum_of_cell;
      if (holds_finger(dark, cell.width * cell.height)) region.cells.push_back(cell);
    }
  }
  if (region.pixels > 0) region.mean = static_cast<double>(sum) / region.pixels;
  region.mask = std::move(grey);
  return region;
}

double coherence_sum(ImageView crop, const RegionOfInterest& region) {
  double sum = 0;
  for (const Region& cell : region.cells) {
    sum += gradient_moments(crop, cell.x, cell.y, cell.width, cell.height).coherence();
  }
  return sum;
}

}  // namespace enrolkit::nfiq2
