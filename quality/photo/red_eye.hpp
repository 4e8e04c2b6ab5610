// SPDX-License-Identifier: Apache-2.0
// Pupils that a flash made red.
#pragma once

#include "quality/photo/face_patch.hpp"

namespace enrolkit::photo {

// How much redder (CIELAB a) the pupil is than the rest of the eye, of the redder eye. The light's colour falls out.
[[nodiscard]] double pupil_redness(const FacePatch& patch, const std::array<Point, 2>& irises);

}  // namespace enrolkit::photo
