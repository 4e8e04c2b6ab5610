// SPDX-License-Identifier: Apache-2.0
// How light and coloured the mouth and the cheeks beside it are against each other: teeth, lips drawn thin, the folds
// and lifted cheeks of a smile.
#pragma once

#include <array>

#include "quality/photo/face_patch.hpp"

namespace enrolkit::photo {

inline constexpr std::size_t kColourRows = 5;     // cells, centred between the corners of the mouth
inline constexpr std::size_t kColourColumns = 4;  // from the middle outwards; both sides together

// L (of 255), a and b of each cell less the mean of all cells: by row, then column, then channel.
using MouthColours = std::array<double, kColourRows * kColourColumns * 3>;

[[nodiscard]] MouthColours mouth_colours(const FacePatch& patch);

}  // namespace enrolkit::photo
