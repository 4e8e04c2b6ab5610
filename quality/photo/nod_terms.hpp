// SPDX-License-Identifier: Apache-2.0
// What nodding is told from: where eyes, nose and ears lie, and the edges from the brows to the chin, which show how
// much of nostrils, lids and lips is seen. The landmarks that an expression moves (brows, jaw, mouth) are left out.
#pragma once

#include <array>
#include <tuple>

#include "enrolkit/photo.hpp"
#include "quality/photo/gradient_cells.hpp"

namespace enrolkit::photo {

inline constexpr std::size_t kNodRows = 9;  // cells: from 0.3 above the eyes to 1.5 inter-eye distances below
inline constexpr std::size_t kNodColumns = 10;
inline constexpr std::size_t kBrowEdges = kNodColumns / 2 * kGradientBins;  // of the first row, which is left out
inline constexpr std::size_t kNodEdges = (kNodRows - 1) * kBrowEdges;
inline constexpr std::size_t kNodPlaces = 27;

using NodTerms = std::array<double, kNodEdges + kNodPlaces>;

[[nodiscard]] NodTerms nod_terms(const FaceGeometry& face, const FacePatch& patch);

// How far one degree moves all that changes with the angle itself and with turning: the terms, times the first answer
// of the regression, the squares of it and of the yaw, and the places times the latter.
using BentTerms = std::array<double, 2 * std::tuple_size_v<NodTerms> + 2 + kNodPlaces>;

// `pitch`: what the terms alone give, degrees.
[[nodiscard]] BentTerms bent_terms(const NodTerms& terms, double pitch, double yaw);

}  // namespace enrolkit::photo
