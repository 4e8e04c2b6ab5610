// SPDX-License-Identifier: Apache-2.0
// The white that shows between an iris and the lower lid: eyes that look into the camera have next to none, eyes that
// look up have, however much of the iris the upper lid then hides.
#pragma once

#include <cstddef>

#include "quality/photo/face_patch.hpp"

namespace enrolkit::photo {

// Height of the white under the iris in px of the patch; 0 where there is none. `first`: the first landmark of the eye,
// 36 or 42.
[[nodiscard]] double sclera_show(const FacePatch& patch, std::size_t first);

}  // namespace enrolkit::photo
