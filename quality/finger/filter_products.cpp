// SPDX-License-Identifier: Apache-2.0
#include "quality/finger/filter_products.hpp"

#include "quality/finger/gabor_bank.hpp"

// Compiled once for each kind of vectors; the processor decides which runs.
#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "quality/finger/filter_products.cpp"
#include <hwy/foreach_target.h>
#include <hwy/highway.h>

HWY_BEFORE_NAMESPACE();
namespace enrolkit::ridges::HWY_NAMESPACE {
namespace hn = hwy::HWY_NAMESPACE;

void multiply_filters(const std::int16_t* windows, std::ptrdiff_t stride, const std::int16_t* const* filters,
                      std::size_t count, std::int32_t* sums) {
  // A row of 24 is one vector of 16 and one of 8, or three of 8.
  const hn::CappedTag<std::int16_t, 16> large;
  const hn::CappedTag<std::int16_t, 8> small;
  const hn::Repartition<std::int32_t, decltype(large)> large_sums;
  const hn::Repartition<std::int32_t, decltype(small)> small_sums;
  const std::size_t step = hn::Lanes(large);
  static_assert(GaborBank::kRow == 24);
  for (std::size_t i = 0; i < count; ++i) {
    const std::int16_t* filter = filters[i];
    if (filter == nullptr) continue;
    const std::int16_t* window = windows + 2 * i;
    auto sum = hn::Zero(large_sums);
    auto rest = hn::Zero(large_sums);
    auto end_sum = hn::Zero(small_sums);
    auto end_rest = hn::Zero(small_sums);
    for (int y = 0; y < GaborBank::kSide; ++y, window += stride, filter += GaborBank::kRow) {
      for (std::size_t x = 0; x < 16; x += step) {
        sum = hn::ReorderWidenMulAccumulate(large_sums, hn::LoadU(large, window + x), hn::LoadU(large, filter + x), sum,
                                            rest);
      }
      for (std::size_t x = 16; x < 24; x += hn::Lanes(small)) {
        end_sum = hn::ReorderWidenMulAccumulate(small_sums, hn::LoadU(small, window + x), hn::LoadU(small, filter + x),
                                                end_sum, end_rest);
      }
    }
    sums[i] = hn::GetLane(hn::SumOfLanes(large_sums, hn::Add(sum, rest))) +
              hn::GetLane(hn::SumOfLanes(small_sums, hn::Add(end_sum, end_rest)));
  }
}

}  // namespace enrolkit::ridges::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace enrolkit::ridges {

HWY_EXPORT(multiply_filters);

void filter_products(const std::int16_t* windows, std::ptrdiff_t stride, const std::int16_t* const* filters,
                     std::size_t count, std::int32_t* sums) {
  HWY_DYNAMIC_DISPATCH(multiply_filters)(windows, stride, filters, count, sums);
}

void filter_products_scalar(const std::int16_t* windows, std::ptrdiff_t stride, const std::int16_t* const* filters,
                            std::size_t count, std::int32_t* sums) {
  for (std::size_t i = 0; i < count; ++i) {
    if (filters[i] == nullptr) continue;
    sums[i] = 0;
    for (int y = 0; y < GaborBank::kSide; ++y) {
      for (int x = 0; x < GaborBank::kRow; ++x) {
        sums[i] += std::int32_t{windows[2 * static_cast<std::ptrdiff_t>(i) + y * stride + x]} *
                   filters[i][y * GaborBank::kRow + x];
      }
    }
  }
}

}  // namespace enrolkit::ridges
#endif
