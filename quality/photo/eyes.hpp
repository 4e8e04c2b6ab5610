// SPDX-License-Identifier: Apache-2.0
// The eyes: how wide the lids are open.
#pragma once

#include <array>

#include "enrolkit/photo.hpp"
#include "quality/photo/face_patch.hpp"

namespace enrolkit::photo {

// Height over width of each eye's opening by the landmarks (EAR), the image's left eye first.
[[nodiscard]] std::array<double, 2> lid_openings(const FaceGeometry& face);

// How much darker each eye is in its middle (iris, pupil) than beside it (the white), as a share of the cheek's
// brightness; low or negative where a lid covers the iris.
[[nodiscard]] std::array<double, 2> iris_contrasts(const FacePatch& patch);

// The smaller lid opening of the two eyes, less where there is no iris between the lids: landmarks follow lids that
// close in front of the camera, but keep to the usual place of lids that are closed in a picture without lashes and
// folds.
[[nodiscard]] double eye_opening(const FaceGeometry& face, const FacePatch& patch);

}  // namespace enrolkit::photo
