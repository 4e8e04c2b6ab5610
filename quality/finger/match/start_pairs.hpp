// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>

#include "quality/finger/match/bit_similarity.hpp"
#include "quality/finger/match/print.hpp"

namespace enrolkit::match {

struct StartPair {
  std::uint8_t a = 0;
  std::uint8_t b = 0;
  float similar = 0;  // of the cylinders
  float relaxed = 0;  // after the other pairs had their say
};

struct StartPairs {
  std::array<StartPair, kStartPairs> pairs{};
  int count = 0;
};

// The most similar pairs, each minutia at most kMaxUses times.
[[nodiscard]] StartPairs select_pairs(const SimilarityTable& table, int count_a, int count_b);

// Each pair is strengthened by those that lie to it in one print as they do in the other, and weakened by the rest
// (LSS-R of MCC). Puts those first that kept most of their similarity, and returns the mean of the best.
float relax(StartPairs& chosen, const Print& a, const Print& b);

}  // namespace enrolkit::match
