// SPDX-License-Identifier: Apache-2.0
#include "quality/finger/contrast_normalisation.hpp"

#include <algorithm>
#include <cmath>

#include "quality/finger/extraction_parameters.hpp"

namespace enrolkit::ridges {
namespace {

// Sums of a window of rows for each column, moved down row by row. All integer, hence exact.
class ColumnSums {
 public:
  explicit ColumnSums(const Plane<std::uint8_t>& grey)
      : grey_(grey), sum_(static_cast<std::size_t>(grey.width)), squares_(static_cast<std::size_t>(grey.width)) {}

  void add(int y) {
    const std::uint8_t* in = grey_.row(y);
    for (std::size_t x = 0; x < sum_.size(); ++x) {
      sum_[x] += in[x];
      squares_[x] += in[x] * in[x];
    }
  }
  void drop(int y) {
    const std::uint8_t* in = grey_.row(y);
    for (std::size_t x = 0; x < sum_.size(); ++x) {
      sum_[x] -= in[x];
      squares_[x] -= in[x] * in[x];
    }
  }
  [[nodiscard]] const std::vector<std::int32_t>& sum() const { return sum_; }
  [[nodiscard]] const std::vector<std::int32_t>& squares() const { return squares_; }

 private:
  const Plane<std::uint8_t>& grey_;
  std::vector<std::int32_t> sum_;
  std::vector<std::int32_t> squares_;
};

// Sum of the window of 2 * radius + 1 around each place, as far as it lies inside.
void slide(const std::vector<std::int32_t>& in, int radius, std::vector<float>& out) {
  const int count = static_cast<int>(in.size());
  std::int32_t sum = 0;
  for (int x = 0; x < std::min(radius, count); ++x) sum += in[static_cast<std::size_t>(x)];
  for (int x = 0; x < count; ++x) {
    if (x + radius < count) sum += in[static_cast<std::size_t>(x + radius)];
    if (x - radius > 0) sum -= in[static_cast<std::size_t>(x - radius - 1)];
    out[static_cast<std::size_t>(x)] = static_cast<float>(sum);
  }
}

int window_size(int at, int count) {
  return std::min(at + kNormalisationRadius, count - 1) - std::max(at - kNormalisationRadius, 0) + 1;
}

}  // namespace

NormalisedPrint normalise_contrast(const Plane<std::uint8_t>& grey) {
  const int width = grey.width;
  const int height = grey.height;
  const auto columns = static_cast<std::size_t>(width);
  NormalisedPrint print;
  print.values = Plane<std::int16_t>(width, height, kFilterRadius + 6);  // rows of filters are padded to 24
  print.deviation = Plane<float>((width + kBlock - 1) / kBlock, (height + kBlock - 1) / kBlock);
  print.mean = print.deviation;
  std::vector<float> share(columns);  // of one pixel in the window's width
  for (int x = 0; x < width; ++x) share[static_cast<std::size_t>(x)] = 1.0F / static_cast<float>(window_size(x, width));
  std::vector<float> mean(columns);
  std::vector<float> deviation(columns);
  ColumnSums window(grey);
  for (int y = 0; y < std::min(kNormalisationRadius, height); ++y) window.add(y);
  for (int y = 0; y < height; ++y) {
    if (y + kNormalisationRadius < height) window.add(y + kNormalisationRadius);
    if (y - kNormalisationRadius > 0) window.drop(y - kNormalisationRadius - 1);
    slide(window.sum(), kNormalisationRadius, mean);
    slide(window.squares(), kNormalisationRadius, deviation);
    const float rows = 1.0F / static_cast<float>(window_size(y, height));
    const std::uint8_t* in = grey.row(y);
    std::int16_t* out = print.values.row(y);
    for (std::size_t x = 0; x < columns; ++x) {
      const float scale = rows * share[x];
      const float m = mean[x] * scale;
      const float d = std::sqrt(std::max(deviation[x] * scale - m * m, 0.0F));
      const float v = (static_cast<float>(in[x]) - m) / (d + kDeviationFloor);
      mean[x] = m;
      deviation[x] = d;
      out[x] = static_cast<std::int16_t>(std::min(std::max(v, -kClamp), kClamp) * static_cast<float>(kUnit));
    }
    if (y % kBlock != std::min(kBlock / 2, height - 1 - y / kBlock * kBlock)) continue;
    for (int block = 0; block < print.mean.width; ++block) {
      const auto centre = static_cast<std::size_t>(std::min(block * kBlock + kBlock / 2, width - 1));
      print.mean.at(block, y / kBlock) = mean[centre];
      print.deviation.at(block, y / kBlock) = deviation[centre];
    }
  }
  return print;
}

}  // namespace enrolkit::ridges
