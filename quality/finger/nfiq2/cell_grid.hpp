// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <vector>

#include "enrolkit/image.hpp"

namespace enrolkit::nfiq2 {

// Grey mean and deviation of the whole crop and of its cells of kCell px, those at the right and bottom partial.
struct CellGrid {
  int columns = 0;
  int rows = 0;
  std::vector<double> means;             // row by row
  std::vector<std::uint8_t> foreground;  // 1 where the cell's deviation is that of ridges
  double mean = 0;
  double deviation = 0;

  [[nodiscard]] bool is_foreground(int column, int row) const {
    return foreground[static_cast<std::size_t>(row) * static_cast<std::size_t>(columns) +
                      static_cast<std::size_t>(column)] != 0;
  }
  // The unweighted mean of the cells' means (MMB).
  [[nodiscard]] double mean_of_means() const;
};

[[nodiscard]] CellGrid cell_grid(ImageView crop);

}  // namespace enrolkit::nfiq2
