// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

#include "quality/finger/match/patch_search.hpp"

namespace enrolkit::match {

inline constexpr int kField = kPatchSide + 2 * kSearch;            // what a search looks at
inline constexpr int kFieldRow = kField + kPatchRow - kPatchSide;  // the same, so that vectors may hang over
inline constexpr int kFieldSize = kField * kFieldRow;

// The sum of products of a patch (kPatchSide rows of kPatchRow, zeros beyond kPatchSide) and a field (kField rows of
// kFieldRow) at each of the kPlaces x kPlaces displacements. On whatever vectors the processor has; whole numbers, so
// the same on all.
void patch_products(const std::int16_t* field, const std::int16_t* patch, std::int32_t* products);

// The same, one by one: what the vectors are tested against.
void patch_products_scalar(const std::int16_t* field, const std::int16_t* patch, std::int32_t* products);

}  // namespace enrolkit::match
