// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace enrolkit::nfiq2 {

// Two places of an image, as distances from the one that is summed for, that have the same weight.
struct WeightedPair {
  std::ptrdiff_t first = 0;
  std::ptrdiff_t second = 0;
  std::uint16_t weight = 0;
};

// What may be read beyond the last value, and written beyond the last sum.
inline constexpr std::size_t kPairSumsBeyond = 64;

// sums[i] = the weighted sum of the pairs around at[i], modulo 2^16.
void pair_sums(const std::uint8_t* at, const std::vector<WeightedPair>& pairs, std::size_t count, std::uint16_t* sums);
// The same, one value after the other.
void pair_sums_scalar(const std::uint8_t* at, const std::vector<WeightedPair>& pairs, std::size_t count,
                      std::uint16_t* sums);

}  // namespace enrolkit::nfiq2
