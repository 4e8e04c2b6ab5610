// SPDX-License-Identifier: Apache-2.0
// The eyes: how wide the lids are open.
#pragma once

#include <array>

#include "enrolkit/photo.hpp"
#include "quality/photo/appearance.hpp"

namespace enrolkit::photo {

// Height over width of each eye's opening by the landmarks (EAR), the image's left eye first.
[[nodiscard]] std::array<double, 2> lid_openings(const FaceGeometry& face);

// About +1 for eyes that are plainly open, -1 for a closed one: the looks of the eye that is less open, and its lids.
// Landmarks follow lids that close in front of the camera, but keep to the usual place of lids that are closed in a
// picture without lashes and folds; the looks tell those.
[[nodiscard]] double eye_openness(const FaceGeometry& face, const std::array<EyeAppearance, 2>& looks);

}  // namespace enrolkit::photo
