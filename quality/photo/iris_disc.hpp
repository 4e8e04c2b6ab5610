// SPDX-License-Identifier: Apache-2.0
// The height of an iris as a dark disc with white around it: the lids cut it above, so that the gradients of its sides
// alone (iris.hpp) lag behind an eye that looks up.
#pragma once

#include <cstddef>

#include "quality/photo/face_patch.hpp"

namespace enrolkit::photo {

// px of the patch. `first`: the first landmark of the eye, 36 or 42; `iris`: where iris_centres found it, whose side
// stays.
[[nodiscard]] double iris_disc_height(const FacePatch& patch, std::size_t first, Point iris);

}  // namespace enrolkit::photo
