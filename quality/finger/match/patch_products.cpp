// SPDX-License-Identifier: Apache-2.0
#include "quality/finger/match/patch_products.hpp"

// Compiled once for each kind of vectors; the processor decides which runs.
#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "quality/finger/match/patch_products.cpp"
#include <hwy/foreach_target.h>
#include <hwy/highway.h>

HWY_BEFORE_NAMESPACE();
namespace enrolkit::match::HWY_NAMESPACE {
namespace hn = hwy::HWY_NAMESPACE;

void multiply_vectors(const std::int16_t* field, const std::int16_t* patch, std::int32_t* products) {
  const hn::CappedTag<std::int16_t, kPatchRow> narrow;
  const hn::Repartition<std::int32_t, decltype(narrow)> wide;
  const std::size_t step = hn::Lanes(narrow);
  for (int v = 0; v < kPlaces; ++v) {
    for (int u = 0; u < kPlaces; ++u) {
      auto sum = hn::Zero(wide);
      auto rest = hn::Zero(wide);
      for (int row = 0; row < kPatchSide; ++row) {
        const std::int16_t* window = field + (v + row) * kFieldRow + u;
        const std::int16_t* weights = patch + row * kPatchRow;
        for (std::size_t k = 0; k < kPatchRow; k += step) {
          sum = hn::ReorderWidenMulAccumulate(wide, hn::LoadU(narrow, window + k), hn::LoadU(narrow, weights + k), sum,
                                              rest);
        }
      }
      *products++ = hn::GetLane(hn::SumOfLanes(wide, hn::Add(sum, rest)));
    }
  }
}

}  // namespace enrolkit::match::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace enrolkit::match {

HWY_EXPORT(multiply_vectors);

void patch_products(const std::int16_t* field, const std::int16_t* patch, std::int32_t* products) {
  HWY_DYNAMIC_DISPATCH(multiply_vectors)(field, patch, products);
}

void patch_products_scalar(const std::int16_t* field, const std::int16_t* patch, std::int32_t* products) {
  for (int v = 0; v < kPlaces; ++v) {
    for (int u = 0; u < kPlaces; ++u) {
      std::int32_t sum = 0;
      for (int row = 0; row < kPatchSide; ++row) {
        for (int k = 0; k < kPatchRow; ++k) {
          sum += std::int32_t{field[(v + row) * kFieldRow + u + k]} * patch[row * kPatchRow + k];
        }
      }
      *products++ = sum;
    }
  }
}

}  // namespace enrolkit::match
#endif
