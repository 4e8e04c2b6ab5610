// SPDX-License-Identifier: Apache-2.0
#include "quality/photo/mouth_gradients.hpp"

#include "quality/photo/face_geometry.hpp"

namespace enrolkit::photo {

MouthGradients mouth_gradients(const FacePatch& patch) {
  const Point centre = middle(patch.points[48], patch.points[54]);
  return shared_gradients<kMouthRows, kMouthColumns>(picture_around<kMouthRows, kMouthColumns>(patch, centre));
}

}  // namespace enrolkit::photo
