// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "enrolkit/image.hpp"
#include "quality/finger/nfiq2/cell_grid.hpp"

namespace enrolkit::nfiq2 {

// Blocks of kCell px, kBorder px off the cells, each with room around it to be turned.
struct BlockGrid {
  int columns = 0;
  int rows = 0;
  std::vector<double> orientations;      // radians, see GradientMoments::orientation; row by row
  std::vector<std::uint8_t> foreground;  // 1 where the whole block lies on foreground cells

  [[nodiscard]] std::size_t index(int column, int row) const {
    return static_cast<std::size_t>(row) * static_cast<std::size_t>(columns) + static_cast<std::size_t>(column);
  }
};

[[nodiscard]] BlockGrid block_grid(ImageView crop, const CellGrid& cells);

// A block turned so that its ridges stand upright (16 lines of 32 px across the ridges) or lie flat (32 lines of 16
// px).
template <int kWidth, int kHeight>
using Turned = std::array<std::array<std::uint8_t, kWidth>, kHeight>;

// The surroundings of a block, black outside the image, that its turned versions are read from.
class SlantedBlock {
 public:
  SlantedBlock(ImageView crop, int column, int row, double orientation);

  [[nodiscard]] Turned<32, 16> upright() const;         // turned around the middle, nothing beyond the block's window
  [[nodiscard]] Turned<32, 16> upright_beyond() const;  // off the middle, with what lies around the window
  [[nodiscard]] Turned<16, 32> flat_beyond() const;

 private:
  // Room for each pixel that is asked for: at most 20.6 px from the middle of 40.
  static constexpr int kMargin = 4;
  static constexpr int kSide = 40 + 2 * kMargin;
  using Square = std::array<std::uint8_t, static_cast<std::size_t>(kSide) * kSide>;

  template <int kWidth, int kHeight>
  static Turned<kWidth, kHeight> turned(const Square& square, double angle, int pixels, int left, int top);

  double orientation_;
  Square window_{};  // the window of 36 px, black around
  Square beyond_{};  // 2 px more on each side
};

}  // namespace enrolkit::nfiq2
