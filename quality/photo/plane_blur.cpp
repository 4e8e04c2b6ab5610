// SPDX-License-Identifier: Apache-2.0
#include "quality/photo/plane_blur.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>

namespace enrolkit::photo {
namespace {

// Of the kernel; planes are parts of a face patch, blurred by a few px.
constexpr int kMostReach = 32;

using Kernel = std::array<float, 2 * kMostReach + 1>;

int kernel_of(double sigma, Kernel& kernel) {
  const int reach = std::min(kMostReach, (static_cast<int>(std::lrint(sigma * 8 + 1)) | 1) / 2);
  std::array<double, 2 * kMostReach + 1> weights{};
  double sum = 0;
  for (int i = -reach; i <= reach; ++i) {
    auto& weight = weights[static_cast<std::size_t>(i + reach)];
    weight = std::exp(-i * i / (2 * sigma * sigma));
    sum += weight;
  }
  for (std::size_t i = 0; i < static_cast<std::size_t>(2 * reach + 1); ++i) {
    kernel[i] = static_cast<float>(weights[i] / sum);
  }
  return reach;
}

int mirrored(int at, int length) {
  if (length == 1) return 0;
  while (at < 0 || at >= length) at = at < 0 ? -at : 2 * (length - 1) - at;
  return at;
}

}  // namespace

void blur_plane(std::vector<float>& plane, int width, int height, double sigma, std::vector<float>& spare) {
  Kernel kernel;
  const int reach = kernel_of(sigma, kernel);
  spare.resize(plane.size());
  const auto at = [width](int y, int x) { return static_cast<std::size_t>(y * width + x); };
  for (int y = 0; y < height; ++y) {
    for (int x = 0; x < width; ++x) {
      float sum = 0;
      for (int i = -reach; i <= reach; ++i) {
        sum += kernel[static_cast<std::size_t>(i + reach)] * plane[at(y, mirrored(x + i, width))];
      }
      spare[at(y, x)] = sum;
    }
  }
  for (int y = 0; y < height; ++y) {
    float* to = plane.data() + static_cast<std::ptrdiff_t>(y) * width;
    std::fill_n(to, width, 0.F);
    for (int i = -reach; i <= reach; ++i) {
      const float weight = kernel[static_cast<std::size_t>(i + reach)];
      const float* from = spare.data() + static_cast<std::ptrdiff_t>(mirrored(y + i, height)) * width;
      for (int x = 0; x < width; ++x) to[x] += weight * from[x];
    }
  }
}

}  // namespace enrolkit::photo
