// SPDX-License-Identifier: Apache-2.0
// What lies on the face and hides it: a mask, a hand, hair over one eye.
#pragma once

#include "people/head_shape.hpp"
#include "people/mesh.hpp"

namespace enrolkit::people {

// Paints it over the finished face; `at` is a point of the front.
void paint_cover(Surface& surface, const Fragment& at, const HeadShape& head);

// Height of the cover's upper edge above the eyes in the middle of the face, mm.
[[nodiscard]] double cover_top(const HeadShape& head);

}  // namespace enrolkit::people
