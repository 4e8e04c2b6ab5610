// SPDX-License-Identifier: Apache-2.0
// Histograms of oriented gradients over cells of 8 x 8 px, in the 31 planes of Felzenszwalb et al. (PAMI 2010, section
// 6): 18 directions, 9 orientations, 4 sums over the directions.
#pragma once

#include <cstdint>
#include <vector>

#include "enrolkit/image.hpp"

namespace enrolkit::photo {

// Reuses its memory: after the largest image nothing is allocated.
class HogFeatures {
 public:
  static constexpr int kCell = 8;
  static constexpr std::size_t kPlanes = 31;
  // Columns of zeros before each row, and at least as many after it, for filters that reach beyond the picture.
  static constexpr int kBefore = 4;
  static constexpr int kAfter = 6;

  void compute(ImageView grey);

  [[nodiscard]] int rows() const { return rows_; }  // of cells with features: the image's but one on each side
  [[nodiscard]] int columns() const { return columns_; }
  [[nodiscard]] int width() const { return width_; }  // columns rounded up to whole vectors
  // The first column of zeros.
  [[nodiscard]] const float* row(std::size_t plane, int r) const {
    return &planes_[(plane * static_cast<std::size_t>(rows_) + static_cast<std::size_t>(r)) * stride_];
  }

 private:
  void gather(ImageView grey, int cell_rows, int cell_columns);
  void add_row(ImageView grey, int y, int last_column);
  void normalise(int cell_columns);

  int rows_ = 0;
  int columns_ = 0;
  int width_ = 0;
  std::size_t stride_ = 0;
  std::vector<float> planes_;

  // Of cells, with one more on each side: direction by direction.
  std::size_t across_ = 0;
  std::size_t plane_ = 0;
  std::vector<float> histograms_;
  std::vector<float> energy_;
  std::vector<float> clip_;   // of each block of four cells
  std::vector<float> share_;  // by which its values are scaled
  // Of one row of pixels.
  std::vector<std::int32_t> gradient_x_, gradient_y_;
  std::vector<float> length_;
  std::vector<float> votes_;
  std::vector<float> sums_;
};

}  // namespace enrolkit::photo
