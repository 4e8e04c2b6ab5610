// SPDX-License-Identifier: Apache-2.0
// The edges around the mouth and in the cheeks beside it: directions in cells (Dalal and Triggs 2005, without
// overlapping blocks).
#pragma once

#include <array>
#include <cstddef>

#include "quality/photo/face_patch.hpp"

namespace enrolkit::photo {

inline constexpr std::size_t kMouthColumns = 8;  // cells
inline constexpr std::size_t kMouthRows = 6;
inline constexpr std::size_t kGradientBins = 9;  // of 20 degrees; light to dark is the same as dark to light

// What both halves of the face share: histograms of the left half, each the mean of its own and its mirrored
// counterpart, relative to the strength of the edges in the 3 x 3 cells around. By row, then column, then bin.
using MouthGradients = std::array<double, kMouthColumns / 2 * kMouthRows * kGradientBins>;

[[nodiscard]] MouthGradients mouth_gradients(const FacePatch& patch);

}  // namespace enrolkit::photo
