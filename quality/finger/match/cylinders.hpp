// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>

#include "quality/finger/match/match_parameters.hpp"

namespace enrolkit::match {

struct Print;

// Around each minutia a cylinder (MCC): its base is a grid of cells turned with the minutia, its height the direction
// of other minutiae against it. A bit tells that minutiae of that direction lie near that cell. A word holds the cells
// of one section, so that one mask of seen cells serves all six; words of many minutiae follow each other, for vectors.
struct CylinderSet {
  int count = 0;
  alignas(64) std::array<std::array<std::uint64_t, kLanes>, kSections> bits{};
  alignas(64) std::array<std::uint64_t, kLanes> seen{};  // cells within the print
  alignas(64) std::array<std::int32_t, kLanes> turn{};   // direction, a whole turn is 2^32
};

// Cells whose centre lies within the radius: 52 of the 8 x 8.
[[nodiscard]] int cylinder_cells();

[[nodiscard]] CylinderSet make_cylinders(const Print& print);

}  // namespace enrolkit::match
