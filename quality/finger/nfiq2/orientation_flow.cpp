// SPDX-License-Identifier: Apache-2.0
#include "quality/finger/nfiq2/orientation_flow.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <optional>

#include "quality/finger/nfiq2/parameters.hpp"

namespace enrolkit::nfiq2 {
namespace {

// Mean difference in radians; empty beside background. +89 and -89 degrees count as 178 apart: so it is defined.
std::optional<double> mean_difference(const BlockGrid& grid, int column, int row) {
  const double here = grid.orientations[grid.index(column, row)];
  double sum = 0;
  for (int dy = -1; dy <= 1; ++dy) {
    for (int dx = -1; dx <= 1; ++dx) {
      const std::size_t there = grid.index(column + dx, row + dy);
      if (grid.foreground[there] == 0) return std::nullopt;
      sum += std::abs(here - grid.orientations[there]);
    }
  }
  return sum / 8;
}

}  // namespace

std::vector<double> orientation_flow(const BlockGrid& grid) {
  constexpr double kDegree = std::numbers::pi / 180;
  std::vector<double> flow;
  for (int row = 1; row + 1 < grid.rows; ++row) {
    for (int column = 1; column + 1 < grid.columns; ++column) {
      const auto difference = mean_difference(grid, column, row);
      if (!difference || *difference <= kFlowTolerance * kDegree) continue;
      flow.push_back((*difference - kFlowTolerance * kDegree) / (kFlowRange * kDegree));
    }
  }
  return flow;
}

}  // namespace enrolkit::nfiq2
