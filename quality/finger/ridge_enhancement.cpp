// SPDX-License-Identifier: Apache-2.0
#include "quality/finger/ridge_enhancement.hpp"

#include <algorithm>
#include <cmath>
#include <vector>

#include "quality/finger/filter_products.hpp"
#include "quality/finger/gabor_bank.hpp"

namespace enrolkit::ridges {
namespace {

// Index of the orientation of a vector of twice the angle. The polynomial errs by 0.3 degrees at most; a step of the
// filter bank is 11 in these terms.
int orientation_index(float cosine, float sine) {
  const float c = std::abs(cosine);
  const float s = std::abs(sine);
  const float ratio = std::min(c, s) / std::max(std::max(c, s), 1e-9F);
  float turn = ratio * (0.97239411F - 0.19194795F * ratio * ratio);
  if (s > c) turn = 1.5707963F - turn;
  if (cosine < 0) turn = 3.1415927F - turn;
  if (sine < 0) turn = 6.2831853F - turn;
  // `turn` is not negative, so that a half goes up; lround would be a call for each pixel.
  // NOLINTNEXTLINE(bugprone-incorrect-roundings)
  return static_cast<int>(turn * (kOrientations / 6.2831853F) + 0.5F) % kOrientations;
}

// Values of a plane of blocks along one row of pixels, linear between block centres.
void line_between_blocks(const Plane<float>& blocks, int y, int count, std::vector<float>& out) {
  constexpr float kCentre = (kBlock - 1) / 2.0F;
  const float by = std::clamp((static_cast<float>(y) - kCentre) / kBlock, 0.0F, static_cast<float>(blocks.height - 1));
  const int y0 = static_cast<int>(by);
  const float fy = by - static_cast<float>(y0);
  const float* above = blocks.row(y0);
  const float* below = blocks.row(std::min(y0 + 1, blocks.height - 1));
  std::vector<float> between(static_cast<std::size_t>(blocks.width));
  for (int x = 0; x < blocks.width; ++x) between[static_cast<std::size_t>(x)] = above[x] + (below[x] - above[x]) * fy;
  for (int i = 0; i < count; ++i) {
    const float bx =
        std::clamp((static_cast<float>(2 * i) - kCentre) / kBlock, 0.0F, static_cast<float>(blocks.width - 1));
    const int x0 = static_cast<int>(bx);
    const int x1 = std::min(x0 + 1, blocks.width - 1);
    const float left = between[static_cast<std::size_t>(x0)];
    out[static_cast<std::size_t>(i)] =
        left + (between[static_cast<std::size_t>(x1)] - left) * (bx - static_cast<float>(x0));
  }
}

Plane<std::uint8_t> widened(const Plane<std::uint8_t>& mask) {
  Plane<std::uint8_t> out(mask.width, mask.height);
  for (int y = 0; y < mask.height; ++y) {
    for (int x = 0; x < mask.width; ++x) {
      if (mask.at(x, y) == 0) continue;
      for (int v = std::max(y - 1, 0); v <= std::min(y + 1, mask.height - 1); ++v) {
        for (int u = std::max(x - 1, 0); u <= std::min(x + 1, mask.width - 1); ++u) out.at(u, v) = 1;
      }
    }
  }
  return out;
}

}  // namespace

Plane<std::int16_t> enhance_ridges(const Plane<std::int16_t>& normalised, const OrientationField& orientation,
                                   const FrequencyField& frequency, const Plane<std::uint8_t>& mask) {
  const GaborBank& bank = GaborBank::shared();
  const Plane<std::uint8_t> wanted = widened(mask);
  Plane<std::uint8_t> period(mask.width, mask.height);
  for (int y = 0; y < mask.height; ++y) {
    for (int x = 0; x < mask.width; ++x) {
      if (wanted.at(x, y) != 0) {
        period.at(x, y) = static_cast<std::uint8_t>(GaborBank::period_index(frequency.period.at(x, y)));
      }
    }
  }
  const int width = (normalised.width + 1) / 2;
  const int height = (normalised.height + 1) / 2;
  Plane<std::int16_t> response(width, height, 2);
  std::vector<float> cosine(static_cast<std::size_t>(width));
  std::vector<float> sine(static_cast<std::size_t>(width));
  std::vector<const std::int16_t*> filters(static_cast<std::size_t>(width));
  std::vector<std::int32_t> sums(static_cast<std::size_t>(width));
  for (int y = 0; y < height; ++y) {
    const int block_y = 2 * y / kBlock;
    line_between_blocks(orientation.cosine, 2 * y, width, cosine);
    line_between_blocks(orientation.sine, 2 * y, width, sine);
    std::int16_t* out = response.row(y);
    const std::int16_t* window = normalised.row(2 * y - kFilterRadius) - kFilterRadius;
    for (int x = 0; x < width; ++x) {
      const int block_x = 2 * x / kBlock;
      const auto at = static_cast<std::size_t>(x);
      filters[at] = wanted.at(block_x, block_y) == 0
                        ? nullptr
                        : bank.filter(period.at(block_x, block_y), orientation_index(cosine[at], sine[at]));
    }
    // The sums are exact: at most 441 products of 2 * kUnit and weights whose sizes sum to 3 << kGain.
    filter_products(window, normalised.stride(), filters.data(), filters.size(), sums.data());
    for (int x = 0; x < width; ++x) {
      const auto at = static_cast<std::size_t>(x);
      if (filters[at] != nullptr) out[x] = static_cast<std::int16_t>(sums[at] >> GaborBank::kGain);
    }
  }
  return response;
}

}  // namespace enrolkit::ridges
