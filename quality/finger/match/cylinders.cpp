// SPDX-License-Identifier: Apache-2.0
#include "quality/finger/match/cylinders.hpp"

#include <cmath>
#include <vector>

#include "quality/finger/match/print.hpp"

namespace enrolkit::match {
namespace {

struct Cell {
  int column = 0;
  int row = 0;
};

constexpr double kCellSide = 2 * kRadius / kGrid;

double centre(int index) { return (index + 0.5) * kCellSide - kRadius; }

const std::vector<Cell>& cells() {
  static const std::vector<Cell> all = [] {
    std::vector<Cell> found;
    for (int row = 0; row < kGrid; ++row) {
      for (int column = 0; column < kGrid; ++column) {
        if (std::hypot(centre(column), centre(row)) <= kRadius) found.push_back({column, row});
      }
    }
    return found;
  }();
  return all;
}

// The share of a direction's blur that falls into each section, by the direction in 256 steps.
const std::array<std::array<float, kSections>, 256>& section_shares() {
  static const auto table = [] {
    std::array<std::array<float, kSections>, 256> shares{};
    constexpr double kWidth = 2 * kPi / kSections;
    const auto below = [](double angle) { return 0.5 * std::erfc(-angle / (kSectionSigma * std::sqrt(2.0))); };
    for (std::size_t i = 0; i < shares.size(); ++i) {
      for (std::size_t k = 0; k < kSections; ++k) {
        const double off = std::remainder(
            2 * kPi * static_cast<double>(i) / 256 - (-kPi + (static_cast<double>(k) + 0.5) * kWidth), 2 * kPi);
        shares[i][k] = static_cast<float>(below(off + kWidth / 2) - below(off - kWidth / 2));
      }
    }
    return shares;
  }();
  return table;
}

using Axis = std::array<float, kGrid>;

// How much a minutia at `offset` along one axis adds to each column (or row).
Axis axis_weights(float offset) {
  Axis weights{};
  for (int i = 0; i < kGrid; ++i) {
    const float d = offset - static_cast<float>(centre(i));
    constexpr float kScale = 1 / (2 * static_cast<float>(kCellSigma * kCellSigma));
    weights[static_cast<std::size_t>(i)] =
        std::abs(d) > 3.5F * static_cast<float>(kCellSigma) ? 0 : std::exp(-d * d * kScale);
  }
  return weights;
}

}  // namespace

int cylinder_cells() { return static_cast<int>(cells().size()); }

CylinderSet make_cylinders(const Print& print) {
  CylinderSet set;
  set.count = print.count;
  constexpr float kReach = static_cast<float>(kRadius + 3.5 * kCellSigma);
  const float peak = static_cast<float>(1 / (kCellSigma * std::sqrt(2 * kPi)));
  std::array<std::array<std::array<float, kGrid>, kGrid>, kSections> mass{};
  for (int m = 0; m < print.count; ++m) {
    const auto at = static_cast<std::size_t>(m);
    const float c = std::cos(print.angle[at]);
    const float s = std::sin(print.angle[at]);
    mass = {};
    for (int n = 0; n < print.count; ++n) {
      const auto other = static_cast<std::size_t>(n);
      if (n == m) continue;
      const float dx = print.x[other] - print.x[at];
      const float dy = print.y[other] - print.y[at];
      if (dx * dx + dy * dy > kReach * kReach) continue;
      const Axis across = axis_weights(c * dx + s * dy);
      const Axis down = axis_weights(c * dy - s * dx);
      const float off = print.angle[other] - print.angle[at];
      const auto step = static_cast<std::size_t>(std::lround(off * (128 / static_cast<float>(kPi)))) & 255U;
      const auto& shares = section_shares()[step];
      for (std::size_t row = 0; row < kGrid; ++row) {
        if (down[row] == 0) continue;
        for (std::size_t k = 0; k < kSections; ++k) {
          const float weight = down[row] * shares[k];
          for (std::size_t column = 0; column < kGrid; ++column) mass[k][row][column] += weight * across[column];
        }
      }
    }
    for (std::size_t cell = 0; cell < cells().size(); ++cell) {
      const auto row = static_cast<std::size_t>(cells()[cell].row);
      const auto column = static_cast<std::size_t>(cells()[cell].column);
      const auto u = static_cast<float>(centre(cells()[cell].column));
      const auto v = static_cast<float>(centre(cells()[cell].row));
      const float x = print.x[at] + c * u - s * v;
      const float y = print.y[at] + s * u + c * v;
      if (outside(print.hull, x, y) > static_cast<float>(kHullMargin)) continue;
      set.seen[at] |= std::uint64_t{1} << cell;
      for (std::size_t k = 0; k < kSections; ++k) {
        if (mass[k][row][column] * peak > static_cast<float>(kBitThreshold))
          set.bits[k][at] |= std::uint64_t{1} << cell;
      }
    }
    const double turns = print.angle[at] / (2 * kPi);
    set.turn[at] = static_cast<std::int32_t>(static_cast<std::uint32_t>(std::llround(turns * 4294967296.0)));
  }
  return set;
}

}  // namespace enrolkit::match
