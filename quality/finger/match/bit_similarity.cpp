// SPDX-License-Identifier: Apache-2.0
#include "quality/finger/match/bit_similarity.hpp"

#include <algorithm>
#include <bit>
#include <cmath>

// Compiled once for each kind of vectors; the processor decides which runs.
#define HWY_WANT_AVX3_DL
#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "quality/finger/match/bit_similarity.cpp"
#include <hwy/foreach_target.h>
#include <hwy/highway.h>

HWY_BEFORE_NAMESPACE();
namespace enrolkit::match::HWY_NAMESPACE {
namespace hn = hwy::HWY_NAMESPACE;

void compare_vectors(const CylinderSet& a, const CylinderSet& b, std::uint32_t max_turn, SimilarityTable& table) {
  const hn::CappedTag<std::uint64_t, kLanes> words;
  const hn::Rebind<std::uint32_t, decltype(words)> counts;
  const hn::Rebind<std::int32_t, decltype(words)> turns;
  const hn::Rebind<float, decltype(words)> reals;
  const hn::Rebind<std::uint16_t, decltype(words)> parts;
  const std::size_t step = hn::Lanes(words);
  const auto too_few_cells = hn::Set(turns, static_cast<std::int32_t>(kMinCommonCells * cylinder_cells()) - 1);
  const auto too_few_bits = hn::Set(turns, kMinBits - 1);
  const auto limit = hn::Set(counts, max_turn);
  const auto whole = hn::Set(reals, 2.0F * kWhole);
  for (std::size_t i = 0; i < static_cast<std::size_t>(a.count); ++i) {
    const auto seen_a = hn::Set(words, a.seen[i]);
    const auto turn_a = hn::Set(turns, a.turn[i]);
    const auto a0 = hn::Set(words, a.bits[0][i]);
    const auto a1 = hn::Set(words, a.bits[1][i]);
    const auto a2 = hn::Set(words, a.bits[2][i]);
    const auto a3 = hn::Set(words, a.bits[3][i]);
    const auto a4 = hn::Set(words, a.bits[4][i]);
    const auto a5 = hn::Set(words, a.bits[5][i]);
    for (std::size_t j = 0; j < static_cast<std::size_t>(b.count); j += step) {
      const auto seen_b = hn::Load(words, &b.seen[j]);
      auto all = hn::Zero(words);
      auto both = hn::Zero(words);
      const auto add = [&](auto word_a, std::size_t k) HWY_ATTR {
        const auto word_b = hn::Load(words, &b.bits[k][j]);
        all = hn::Add(
            all, hn::Add(hn::PopulationCount(hn::And(word_a, seen_b)), hn::PopulationCount(hn::And(word_b, seen_a))));
        both = hn::Add(both, hn::PopulationCount(hn::And(word_a, word_b)));
      };
      add(a0, 0);
      add(a1, 1);
      add(a2, 2);
      add(a3, 3);
      add(a4, 4);
      add(a5, 5);
      const auto common = hn::PopulationCount(hn::And(seen_a, seen_b));
      const auto all_count = hn::BitCast(turns, hn::TruncateTo(counts, all));
      const auto both_count = hn::BitCast(turns, hn::TruncateTo(counts, both));
      const auto common_count = hn::BitCast(turns, hn::TruncateTo(counts, common));
      const auto turned = hn::BitCast(counts, hn::Abs(hn::Sub(turn_a, hn::Load(turns, &b.turn[j]))));
      // Division of small whole numbers is the same everywhere; a zero divisor is masked below.
      const auto share = hn::Div(hn::Mul(hn::ConvertTo(reals, both_count), whole), hn::ConvertTo(reals, all_count));
      const auto near = hn::RebindMask(turns, hn::Not(hn::Gt(turned, limit)));
      const auto wanted = hn::And(hn::And(hn::Gt(common_count, too_few_cells), hn::Gt(all_count, too_few_bits)), near);
      const auto value =
          hn::IfThenElseZero(wanted, hn::ConvertTo(turns, hn::IfThenElseZero(hn::RebindMask(reals, wanted), share)));
      hn::Store(hn::DemoteTo(parts, value), parts, &table.rows[i][j]);
    }
  }
}

}  // namespace enrolkit::match::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace enrolkit::match {

HWY_EXPORT(compare_vectors);

void compare_cylinders(const CylinderSet& a, const CylinderSet& b, std::uint32_t max_turn, SimilarityTable& table) {
  HWY_DYNAMIC_DISPATCH(compare_vectors)(a, b, max_turn, table);
}

void compare_cylinders_scalar(const CylinderSet& a, const CylinderSet& b, std::uint32_t max_turn,
                              SimilarityTable& table) {
  const int min_cells = static_cast<int>(kMinCommonCells * cylinder_cells());
  for (std::size_t i = 0; i < static_cast<std::size_t>(a.count); ++i) {
    for (std::size_t j = 0; j < static_cast<std::size_t>(b.count); ++j) {
      int all = 0;
      int both = 0;
      for (std::size_t k = 0; k < kSections; ++k) {
        all += std::popcount(a.bits[k][i] & b.seen[j]) + std::popcount(b.bits[k][j] & a.seen[i]);
        both += std::popcount(a.bits[k][i] & b.bits[k][j]);
      }
      const auto apart = static_cast<std::uint32_t>(a.turn[i]) - static_cast<std::uint32_t>(b.turn[j]);
      const bool wanted = std::popcount(a.seen[i] & b.seen[j]) >= min_cells && all >= kMinBits &&
                          std::min(apart, 0U - apart) <= max_turn;
      table.rows[i][j] =
          wanted ? static_cast<std::uint16_t>(static_cast<float>(both) * (2.0F * kWhole) / static_cast<float>(all)) : 0;
    }
  }
}

float similarity(std::uint16_t parts) {
  static const auto table = [] {
    std::array<float, kWhole + 1> values{};
    for (std::size_t i = 0; i < values.size(); ++i) {
      values[i] = static_cast<float>(1 - std::sqrt((1 - static_cast<double>(i) / kWhole) / 2));
    }
    return values;
  }();
  return table[parts];
}

}  // namespace enrolkit::match
#endif
