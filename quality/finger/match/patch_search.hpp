// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>

#include "quality/finger/match/match_parameters.hpp"
#include "quality/finger/match/texture_map.hpp"

namespace enrolkit::match {

inline constexpr int kPatchSide = 2 * kPatchRadius + 1;
inline constexpr int kPatchRow = 16;  // the same, up to whole vectors
inline constexpr int kPlaces = 2 * kSearch + 1;

// A piece of ridges, as the other print would show it.
struct RidgePatch {
  std::array<std::int16_t, kPatchSide * kPatchRow> values{};
  std::int32_t energy = 0;  // sum of squares
};

// The correlation of a patch at each displacement of the search around (x, y), in samples of the print; row by row.
using Surface = std::array<float, kPlaces * kPlaces>;
void search_patch(const TextureMap& map, int x, int y, const RidgePatch& patch, Surface& surface);

}  // namespace enrolkit::match
