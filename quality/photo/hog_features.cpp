// SPDX-License-Identifier: Apache-2.0
#include "quality/photo/hog_features.hpp"

#include <algorithm>
#include <array>
#include <cmath>

namespace enrolkit::photo {
namespace {

constexpr std::size_t kDirections = 18;
constexpr std::size_t kOrientations = 9;
constexpr float kClip = 0.2F;
constexpr float kScale = 0.1F;  // over kClip of a block's norm: half of what the norm makes of a value
constexpr float kTexture = 2 * 0.2357F;
constexpr float kLeastEnergy = 0.0001F;

// Unit vectors of the orientations, with the digits that the detector was trained with.
constexpr std::array<std::array<float, 2>, kOrientations> kUnits = {{{1.0000F, 0.0000F},
                                                                     {0.9397F, 0.3420F},
                                                                     {0.7660F, 0.6428F},
                                                                     {0.500F, 0.8660F},
                                                                     {0.1736F, 0.9848F},
                                                                     {-0.1736F, 0.9848F},
                                                                     {-0.5000F, 0.8660F},
                                                                     {-0.7660F, 0.6428F},
                                                                     {-0.9397F, 0.3420F}}};

constexpr int kMost = 255;
constexpr int kSpan = 2 * kMost + 1;

// The direction of every gradient that two differences of bytes can make.
class Directions {
 public:
  Directions() : table_(static_cast<std::size_t>(kSpan) * kSpan) {
    for (int y = -kMost; y <= kMost; ++y) {
      for (int x = -kMost; x <= kMost; ++x) table_[index(x, y)] = nearest(static_cast<float>(x), static_cast<float>(y));
    }
  }
  [[nodiscard]] std::uint8_t of(int x, int y) const { return table_[index(x, y)]; }

 private:
  static std::size_t index(int x, int y) { return static_cast<std::size_t>((y + kMost) * kSpan + x + kMost); }
  static std::uint8_t nearest(float x, float y) {
    float best = 0;
    std::size_t direction = 0;
    for (std::size_t i = 0; i < kOrientations; ++i) {
      const float along = x * kUnits[i][0] + y * kUnits[i][1];
      if (along > best) {
        best = along;
        direction = i;
      } else if (-along > best) {
        best = -along;
        direction = i + kOrientations;
      }
    }
    return static_cast<std::uint8_t>(direction);
  }
  std::vector<std::uint8_t> table_;
};

const Directions& directions() {
  static const Directions table;
  return table;
}

int cells(int pixels) { return (pixels + HogFeatures::kCell / 2) / HogFeatures::kCell; }

template <class T>
void reach(std::vector<T>& table, std::size_t size) {
  if (table.size() < size) table.resize(size);
}

}  // namespace

void HogFeatures::compute(ImageView grey) {
  const int cell_rows = cells(grey.height);
  const int cell_columns = cells(grey.width);
  rows_ = std::max(0, cell_rows - 2);
  columns_ = std::max(0, cell_columns - 2);
  if (rows_ == 0 || columns_ == 0) {
    rows_ = columns_ = width_ = 0;
    return;
  }
  width_ = (columns_ + 7) / 8 * 8;
  stride_ = static_cast<std::size_t>(kBefore + width_ + kAfter);
  reach(planes_, kPlanes * static_cast<std::size_t>(rows_) * stride_);
  gather(grey, cell_rows, cell_columns);
  normalise(cell_columns);
}

void HogFeatures::gather(ImageView grey, int cell_rows, int cell_columns) {
  across_ = static_cast<std::size_t>(cell_columns) + 2;
  plane_ = across_ * (static_cast<std::size_t>(cell_rows) + 2);
  reach(histograms_, kDirections * plane_);
  std::fill_n(histograms_.begin(), kDirections * plane_, 0.0F);
  reach(votes_, kDirections * across_);
  reach(gradient_x_, static_cast<std::size_t>(grey.width));
  reach(gradient_y_, static_cast<std::size_t>(grey.width));
  reach(length_, static_cast<std::size_t>(grey.width));
  const int last_row = std::min(cell_rows * kCell, grey.height) - 1;
  const int last_column = std::min(cell_columns * kCell, grey.width) - 1;
  for (int y = 1; y < last_row; ++y) {
    add_row(grey, y, last_column);
    const int shifted = y + kCell / 2;
    const float below = (static_cast<float>(shifted % kCell) + 0.5F) / kCell;
    const float above = 1 - below;
    const std::size_t first = static_cast<std::size_t>(shifted / kCell) * across_;
    for (std::size_t d = 0; d < kDirections; ++d) {
      const float* const votes = &votes_[d * across_];
      float* const upper = &histograms_[d * plane_ + first];
      float* const lower = upper + across_;
      for (std::size_t c = 0; c < across_; ++c) upper[c] += above * votes[c];
      for (std::size_t c = 0; c < across_; ++c) lower[c] += below * votes[c];
    }
  }

  reach(energy_, plane_);
  std::fill_n(energy_.begin(), plane_, 0.0F);
  for (std::size_t d = 0; d < kOrientations; ++d) {
    const float* const one = &histograms_[d * plane_];
    const float* const other = &histograms_[(d + kOrientations) * plane_];
    for (std::size_t c = 0; c < plane_; ++c) energy_[c] += (one[c] + other[c]) * (one[c] + other[c]);
  }
}

// The row's votes, shared between the two nearest columns of cells.
void HogFeatures::add_row(ImageView grey, int y, int last_column) {
  const std::uint8_t* const row = grey.row(y);
  const std::uint8_t* const above = grey.row(y - 1);
  const std::uint8_t* const below = grey.row(y + 1);
  for (int x = 1; x < last_column; ++x) {
    const auto i = static_cast<std::size_t>(x);
    const int across = row[x + 1] - row[x - 1];
    const int down = below[x] - above[x];
    gradient_x_[i] = across;
    gradient_y_[i] = down;
    length_[i] = std::sqrt(static_cast<float>(across * across + down * down));
  }
  std::fill_n(votes_.begin(), kDirections * across_, 0.0F);
  const Directions& table = directions();
  for (int x = 1; x < last_column; ++x) {
    const auto i = static_cast<std::size_t>(x);
    const int shifted = x + kCell / 2;
    const float right = (static_cast<float>(shifted % kCell) + 0.5F) / kCell;
    float* const votes =
        &votes_[table.of(gradient_x_[i], gradient_y_[i]) * across_ + static_cast<std::size_t>(shifted / kCell)];
    votes[0] += (1 - right) * length_[i];
    votes[1] += right * length_[i];
  }
}

void HogFeatures::normalise(int cell_columns) {
  // Blocks of two by two cells; the picture's first cell has index 1.
  const auto columns = static_cast<std::size_t>(cell_columns);
  reach(clip_, plane_);
  reach(share_, plane_);
  for (int r = 1; r <= rows_ + 1; ++r) {
    const float* const upper = &energy_[static_cast<std::size_t>(r) * across_];
    const float* const lower = upper + across_;
    float* const clip = &clip_[static_cast<std::size_t>(r) * across_];
    float* const share = &share_[static_cast<std::size_t>(r) * across_];
    for (std::size_t c = 1; c < columns; ++c) {
      clip[c] = kClip * std::sqrt(lower[c + 1] + upper[c + 1] + lower[c] + upper[c] + kLeastEnergy);
      share[c] = kScale / clip[c];
    }
  }

  const auto count = static_cast<std::size_t>(columns_);
  reach(sums_, 4 * count);
  std::fill(planes_.begin(),
            planes_.begin() + static_cast<std::ptrdiff_t>(kPlanes * static_cast<std::size_t>(rows_) * stride_), 0.0F);
  for (int r = 0; r < rows_; ++r) {
    // The four blocks that a cell belongs to.
    const std::size_t lower = (static_cast<std::size_t>(r) + 2) * across_ + 2;
    const std::size_t upper = lower - across_;
    const std::array<std::size_t, 4> blocks = {lower, upper, lower - 1, upper - 1};
    std::fill_n(sums_.begin(), 4 * count, 0.0F);
    const auto out = [&](std::size_t plane) {
      return &planes_[(plane * static_cast<std::size_t>(rows_) + static_cast<std::size_t>(r)) * stride_ + kBefore];
    };
    for (std::size_t d = 0; d < kDirections + kOrientations; ++d) {
      const float* const one = &histograms_[(d < kDirections ? d : d - kDirections) * plane_ + lower];
      const float* const other = d < kDirections ? nullptr : one + kOrientations * plane_;
      float* const to = out(d);
      for (std::size_t k = 0; k < 4; ++k) {
        const float* const clip = &clip_[blocks[k]];
        const float* const share = &share_[blocks[k]];
        if (other == nullptr) {
          float* const sum = &sums_[k * count];
          for (std::size_t c = 0; c < count; ++c) {
            const float value = std::min(one[c], clip[c]) * share[c];
            to[c] += value;
            sum[c] += value;
          }
        } else {
          for (std::size_t c = 0; c < count; ++c) to[c] += std::min(one[c] + other[c], clip[c]) * share[c];
        }
      }
    }
    for (std::size_t k = 0; k < 4; ++k) {
      float* const to = out(kDirections + kOrientations + k);
      const float* const sum = &sums_[k * count];
      for (std::size_t c = 0; c < count; ++c) to[c] = kTexture * sum[c];
    }
  }
}

}  // namespace enrolkit::photo
