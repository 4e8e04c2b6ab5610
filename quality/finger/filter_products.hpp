// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>

namespace enrolkit::ridges {

// The sums of products of filters of GaborBank's layout and the windows under them: sums[i] of filters[i], where there
// is one, and the window that begins at windows + 2 * i and whose rows are `stride` apart. On whatever vectors the
// processor has; whole numbers, so the same on all.
void filter_products(const std::int16_t* windows, std::ptrdiff_t stride, const std::int16_t* const* filters,
                     std::size_t count, std::int32_t* sums);

// The same, one by one: what the vectors are tested against.
void filter_products_scalar(const std::int16_t* windows, std::ptrdiff_t stride, const std::int16_t* const* filters,
                            std::size_t count, std::int32_t* sums);

}  // namespace enrolkit::ridges
