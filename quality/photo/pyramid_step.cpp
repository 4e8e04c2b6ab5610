// SPDX-License-Identifier: Apache-2.0
#include "quality/photo/pyramid_step.hpp"

#include <algorithm>
#include <array>
#include <cmath>

namespace enrolkit::photo {

// The positions add up rounding errors the way dlib's do, four columns at a time and the last ones singly, truncated
// instead of rounded: a grey level more or less would be another score.
void PyramidStep::shrink(ImageView from, PyramidLevel& to) {
  to.width = 5 * from.width / 6;
  to.height = 5 * from.height / 6;
  to.pixels.resize(
      std::max(to.pixels.size(), static_cast<std::size_t>(to.width) * static_cast<std::size_t>(to.height)));
  const double step_x = (from.width - 1) / static_cast<double>(std::max(to.width - 1, 1));
  const double step_y = (from.height - 1) / static_cast<double>(std::max(to.height - 1, 1));

  columns_.clear();
  std::array<float, 4> place{};
  for (int k = 0; k < 4; ++k) place[static_cast<std::size_t>(k)] = static_cast<float>(-4 * step_x + k * step_x);
  const auto four = static_cast<float>(4 * step_x);
  while (true) {
    for (float& x : place) x += four;
    if (static_cast<int>(place[3]) + 1 >= from.width) break;
    for (const float x : place) {
      const int left = static_cast<int>(x);
      columns_.push_back({left, x - static_cast<float>(left)});
    }
  }
  const std::size_t fast = columns_.size();
  double x = -step_x + static_cast<double>(fast) * step_x;
  while (columns_.size() < static_cast<std::size_t>(to.width)) {
    x += step_x;
    const int left = static_cast<int>(std::floor(x));
    columns_.push_back({left, static_cast<float>(x - left)});
  }

  double y = -step_y;
  for (int r = 0; r < to.height; ++r) {
    y += step_y;
    const int row = static_cast<int>(std::floor(y));
    const double rest = y - row;
    const auto down = static_cast<float>(rest);
    const auto up = static_cast<float>(1 - rest);
    const std::uint8_t* const top = from.row(row);
    const std::uint8_t* const bottom = from.row(std::min(row + 1, from.height - 1));
    std::uint8_t* const out = &to.pixels[static_cast<std::size_t>(r) * static_cast<std::size_t>(to.width)];
    for (std::size_t c = 0; c < fast; ++c) {
      const auto [left, right_share] = columns_[c];
      const float left_share = 1 - right_share;
      const float value = up * left_share * static_cast<float>(top[left]) +
                          up * right_share * static_cast<float>(top[left + 1]) +
                          down * left_share * static_cast<float>(bottom[left]) +
                          down * right_share * static_cast<float>(bottom[left + 1]);
      out[c] = static_cast<std::uint8_t>(value + 0.5F);  // NOLINT(bugprone-incorrect-roundings): never negative
    }
    for (auto c = fast; c < static_cast<std::size_t>(to.width); ++c) {
      const auto [left, right_share] = columns_[c];
      const int right = std::min(left + 1, from.width - 1);
      const float upper =
          (1 - right_share) * static_cast<float>(top[left]) + right_share * static_cast<float>(top[right]);
      const float lower =
          (1 - right_share) * static_cast<float>(bottom[left]) + right_share * static_cast<float>(bottom[right]);
      const double value = (1 - rest) * static_cast<double>(upper) + rest * static_cast<double>(lower);
      out[c] = static_cast<std::uint8_t>(static_cast<float>(value));
    }
  }
}

}  // namespace enrolkit::photo
