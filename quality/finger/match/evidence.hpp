// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

#include "quality/finger/match/alignment.hpp"
#include "quality/finger/match/overlap_texture.hpp"
#include "quality/finger/match/print.hpp"

namespace enrolkit::match {

// What all stages say of two prints.
struct Evidence {
  float relaxed = 0;  // the first stage
  Alignment alignment;
  bool textured = false;
  OverlapTexture texture;
};

// `max_turn`: see compare_cylinders. The order of the prints matters in the last digits.
[[nodiscard]] float first_evidence(const Print& a, const Print& b, std::uint32_t max_turn);
[[nodiscard]] Evidence full_evidence(const Print& a, const Print& b, std::uint32_t max_turn);

}  // namespace enrolkit::match
