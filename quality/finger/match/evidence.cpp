// SPDX-License-Identifier: Apache-2.0
#include "quality/finger/match/evidence.hpp"

#include <algorithm>

namespace enrolkit::match {

float first_evidence(const Print& a, const Print& b, std::uint32_t max_turn) {
  SimilarityTable table;
  compare_cylinders(a.cylinders, b.cylinders, max_turn, table);
  StartPairs chosen = select_pairs(table, a.count, b.count);
  return relax(chosen, a, b);
}

Evidence full_evidence(const Print& a, const Print& b, std::uint32_t max_turn) {
  Evidence evidence;
  SimilarityTable table;
  compare_cylinders(a.cylinders, b.cylinders, max_turn, table);
  StartPairs chosen = select_pairs(table, a.count, b.count);
  evidence.relaxed = relax(chosen, a, b);
  for (int k = 0; k < std::min(chosen.count, kAlignments); ++k) {
    const Alignment tried = align(a, b, table, chosen.pairs[static_cast<std::size_t>(k)]);
    if (k == 0 || tried.agreement > evidence.alignment.agreement) evidence.alignment = tried;
  }
  evidence.textured = a.texture != nullptr && b.texture != nullptr;
  if (evidence.textured && chosen.count > 0) {
    evidence.texture = compare_texture(*a.texture, *b.texture, evidence.alignment.warp);
  }
  return evidence;
}

}  // namespace enrolkit::match
