// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "enrolkit/photo.hpp"
#include "sdk/report/drawing.hpp"

namespace enrolkit {

// What the checks measured on a photo of that size: landmarks, head box, eye line, crown, chin and centre against the
// zones that the profile allows, and where the problems are, with their numbers.
[[nodiscard]] Drawing photo_drawing(const PhotoReport& report, int width, int height);

}  // namespace enrolkit
