// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>

#include "quality/finger/match/cylinders.hpp"

namespace enrolkit::match {

// How alike each cylinder of one print is to each of another: twice the bits that both have, of all that they have
// where both have seen, as kWhole parts. 0 where too little was seen by both or the directions differ too much.
struct SimilarityTable {
  alignas(
      64) std::array<std::array<std::uint16_t, kLanes>, kLanes> rows;  // only rows below the first print's count hold
};
inline constexpr int kWhole = 1024;

// `max_turn`: 2^31 is half a turn: any. On whatever vectors the processor has.
void compare_cylinders(const CylinderSet& a, const CylinderSet& b, std::uint32_t max_turn, SimilarityTable& table);

// The same, one by one: what the vectors are tested against.
void compare_cylinders_scalar(const CylinderSet& a, const CylinderSet& b, std::uint32_t max_turn,
                              SimilarityTable& table);

// From the table's parts to the similarity of MCC, 1 - |a xor b| / (|a| + |b|) with Euclidean norms, for cylinders with
// equally many bits.
[[nodiscard]] float similarity(std::uint16_t parts);

}  // namespace enrolkit::match
