// SPDX-License-Identifier: Apache-2.0
#include "quality/finger/nfiq2/slanted_block.hpp"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <numbers>

#include "quality/finger/nfiq2/gradient_moments.hpp"
#include "quality/finger/nfiq2/parameters.hpp"

namespace enrolkit::nfiq2 {
namespace {

constexpr int kWindow = 36;  // the diagonal of a block of 32 x 16, rounded up
constexpr int kPad = 2;      // of what lies beyond the window

// To the nearest whole number, halves to even: what std::rint does, without a call.
double rounded(double value) {
  constexpr double kShift = 6755399441055744.0;  // 1.5 x 2^52: the sum has no room for a fraction
  return (value + kShift) - kShift;
}

}  // namespace

BlockGrid block_grid(ImageView crop, const CellGrid& cells) {
  BlockGrid grid;
  grid.columns = std::max(0, (crop.width - 2 * kBorder) / kCell);
  grid.rows = std::max(0, (crop.height - 2 * kBorder) / kCell);
  for (int row = 0; row < grid.rows; ++row) {
    for (int column = 0; column < grid.columns; ++column) {
      grid.orientations.push_back(
          gradient_moments(crop, kBorder + kCell * column, kBorder + kCell * row, kCell, kCell).orientation());
      const bool foreground = cells.is_foreground(column, row) && cells.is_foreground(column + 1, row) &&
                              cells.is_foreground(column, row + 1) && cells.is_foreground(column + 1, row + 1);
      grid.foreground.push_back(foreground ? 1 : 0);
    }
  }
  return grid;
}

SlantedBlock::SlantedBlock(ImageView crop, int column, int row, double orientation) : orientation_(orientation) {
  const int x0 = kCell * column - kPad;
  const int y0 = kCell * row - kPad;
  const int left = std::max(0, x0);
  const int right = std::min(crop.width, x0 + kWindow + 2 * kPad);
  for (int y = std::max(0, y0); y < std::min(crop.height, y0 + kWindow + 2 * kPad); ++y) {
    std::memcpy(&beyond_[static_cast<std::size_t>((y - y0 + kMargin) * kSide + left - x0 + kMargin)],
                crop.row(y) + left, static_cast<std::size_t>(right - left));
  }
  for (int y = 0; y < kWindow; ++y) {
    std::memcpy(&window_[static_cast<std::size_t>((y + kMargin) * kSide + kMargin)],
                crop.row(y0 + kPad + y) + x0 + kPad, kWindow);
  }
}

// The square of `pixels` px turned around its middle, nearest neighbours in fixed point with 10 bits; of the result,
// kWidth x kHeight px from (left, top).
template <int kWidth, int kHeight>
Turned<kWidth, kHeight> SlantedBlock::turned(const Square& square, double angle, int pixels, int left, int top) {
  angle = (angle * (180 / std::numbers::pi)) * (std::numbers::pi / 180);  // by way of degrees, as the reference
  const double cosine = std::cos(angle);
  const double sine = std::sin(angle);
  const double centre = pixels / 2.0;
  const double shift_x = (1 - cosine) * centre - sine * centre;
  const double shift_y = sine * centre + (1 - cosine) * centre;
  const double scale = 1 / (cosine * cosine + sine * sine);
  const double xx = cosine * scale;
  const double xy = -sine * scale;
  const double yx = sine * scale;
  const double yy = cosine * scale;
  const double from_x = -xx * shift_x - xy * shift_y;
  const double from_y = -yx * shift_x - yy * shift_y;
  std::array<int, kWidth> step_x{};
  std::array<int, kWidth> step_y{};
  for (int x = 0; x < kWidth; ++x) {
    step_x[static_cast<std::size_t>(x)] = static_cast<int>(rounded(1024 * xx * (x + left)));
    step_y[static_cast<std::size_t>(x)] = static_cast<int>(rounded(1024 * yx * (x + left)));
  }
  Turned<kWidth, kHeight> out;
  for (int y = 0; y < kHeight; ++y) {
    const int line_x = static_cast<int>(rounded(1024 * (xy * (y + top) + from_x))) + 512;
    const int line_y = static_cast<int>(rounded(1024 * (yy * (y + top) + from_y))) + 512;
    auto& line = out[static_cast<std::size_t>(y)];
    for (std::size_t x = 0; x < kWidth; ++x) {
      const int source_x = (line_x + step_x[x]) >> 10;
      const int source_y = (line_y + step_y[x]) >> 10;
      line[x] = square[static_cast<std::size_t>((source_y + kMargin) * kSide + source_x + kMargin)];
    }
  }
  return out;
}

Turned<32, 16> SlantedBlock::upright() const { return turned<32, 16>(window_, orientation_, kWindow, 2, 10); }

Turned<32, 16> SlantedBlock::upright_beyond() const {
  return turned<32, 16>(beyond_, orientation_, kWindow + 2 * kPad, 2, 10);
}

Turned<16, 32> SlantedBlock::flat_beyond() const {
  return turned<16, 32>(beyond_, orientation_ + std::numbers::pi / 2, kWindow + 2 * kPad, 10, 2);
}

}  // namespace enrolkit::nfiq2
