// SPDX-License-Identifier: Apache-2.0
// The face patch of a preview frame, cut without taking memory.
#pragma once

#include "enrolkit/image.hpp"
#include "quality/photo/face_patch.hpp"

namespace enrolkit::photo {

// As cut_face_patch, with the mean of four samples a pixel instead of reduced pictures for large faces.
void cut_live_patch(ImageView frame, const FaceGeometry& face, double unit, FacePatch& patch);

}  // namespace enrolkit::photo
