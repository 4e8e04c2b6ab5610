// SPDX-License-Identifier: Apache-2.0
// The edges around the mouth and in the cheeks beside it.
#pragma once

#include "quality/photo/gradient_cells.hpp"

namespace enrolkit::photo {

inline constexpr std::size_t kMouthRows = 6;  // cells, centred between the corners of the mouth
inline constexpr std::size_t kMouthColumns = 8;

using MouthGradients = SharedGradients<kMouthRows, kMouthColumns>;

[[nodiscard]] MouthGradients mouth_gradients(const FacePatch& patch);

}  // namespace enrolkit::photo
