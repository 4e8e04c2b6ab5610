// SPDX-License-Identifier: Apache-2.0
// Ridges grown from a few spots by a filter tuned to the local flow, over and over (the idea of Cappelli's SFinGe):
// where fronts meet out of step, minutiae appear.
#pragma once

#include <cstdint>
#include <vector>

#include "people/orientation_field.hpp"

namespace enrolkit::people {

struct RidgeMap {
  int width = 0;
  int height = 0;
  std::vector<std::int16_t> values;  // -kRidgeFull (valley) .. kRidgeFull (ridge), smooth between

  [[nodiscard]] double at(double x, double y) const;  // -1..1, bilinear; borders repeat
};

inline constexpr int kRidgeFull = 2047;

// Whole numbers throughout: growth amplifies each bit, and must do so alike on every machine.
[[nodiscard]] RidgeMap grow_ridges(const OrientationField& field, int width, int height, Random& random);

}  // namespace enrolkit::people
