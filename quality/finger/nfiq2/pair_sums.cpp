// SPDX-License-Identifier: Apache-2.0
#include "quality/finger/nfiq2/pair_sums.hpp"

// Compiled once for each kind of vectors; the processor decides which runs.
#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "quality/finger/nfiq2/pair_sums.cpp"
#include <hwy/foreach_target.h>
#include <hwy/highway.h>

HWY_BEFORE_NAMESPACE();
namespace enrolkit::nfiq2::HWY_NAMESPACE {
namespace hn = hwy::HWY_NAMESPACE;

void pair_sums_of_vectors(const std::uint8_t* at, const std::vector<WeightedPair>& pairs, std::size_t count,
                          std::uint16_t* sums) {
  const hn::CappedTag<std::uint16_t, kPairSumsBeyond / 4> words;
  const hn::Rebind<std::uint8_t, decltype(words)> bytes;
  const std::size_t step = hn::Lanes(words);
  for (std::size_t i = 0; i < count; i += 4 * step) {
    auto sum0 = hn::Zero(words);
    auto sum1 = hn::Zero(words);
    auto sum2 = hn::Zero(words);
    auto sum3 = hn::Zero(words);
    for (const WeightedPair& pair : pairs) {
      const std::uint8_t* first = at + pair.first + i;
      const std::uint8_t* second = at + pair.second + i;
      const auto weight = hn::Set(words, pair.weight);
      const auto weighted = [&](std::size_t k) HWY_ATTR {
        const auto a = hn::PromoteTo(words, hn::LoadU(bytes, first + k * step));
        const auto b = hn::PromoteTo(words, hn::LoadU(bytes, second + k * step));
        return hn::Mul(hn::Add(a, b), weight);
      };
      sum0 = hn::Add(sum0, weighted(0));
      sum1 = hn::Add(sum1, weighted(1));
      sum2 = hn::Add(sum2, weighted(2));
      sum3 = hn::Add(sum3, weighted(3));
    }
    hn::StoreU(sum0, words, sums + i);
    hn::StoreU(sum1, words, sums + i + step);
    hn::StoreU(sum2, words, sums + i + 2 * step);
    hn::StoreU(sum3, words, sums + i + 3 * step);
  }
}

}  // namespace enrolkit::nfiq2::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace enrolkit::nfiq2 {

HWY_EXPORT(pair_sums_of_vectors);

void pair_sums(const std::uint8_t* at, const std::vector<WeightedPair>& pairs, std::size_t count, std::uint16_t* sums) {
  HWY_DYNAMIC_DISPATCH(pair_sums_of_vectors)(at, pairs, count, sums);
}

void pair_sums_scalar(const std::uint8_t* at, const std::vector<WeightedPair>& pairs, std::size_t count,
                      std::uint16_t* sums) {
  for (std::size_t i = 0; i < count; ++i) {
    unsigned sum = 0;
    const std::uint8_t* here = at + i;
    for (const WeightedPair& pair : pairs) {
      sum += pair.weight * (static_cast<unsigned>(here[pair.first]) + here[pair.second]);
    }
    sums[i] = static_cast<std::uint16_t>(sum);
  }
}

}  // namespace enrolkit::nfiq2
#endif
