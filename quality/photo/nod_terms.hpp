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
inline constexpr std::size_t kNodEdges = std::tuple_size_v<SharedGradients<kNodRows, kNodColumns>>;
inline constexpr std::size_t kNodPlaces = 27;

using NodTerms = std::array<double, kNodEdges + kNodPlaces>;

[[nodiscard]] NodTerms nod_terms(const FaceGeometry& face, const FacePatch& patch);

}  // namespace enrolkit::photo
