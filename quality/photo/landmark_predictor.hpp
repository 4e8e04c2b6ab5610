// SPDX-License-Identifier: Apache-2.0
// Where the 68 points of a face lie, from the model's cascades.
#pragma once

#include "enrolkit/image.hpp"
#include "enrolkit/photo.hpp"
#include "quality/photo/landmark_model.hpp"

namespace enrolkit::photo {

// The box that a face detector gave: its corner pixels, both within the face.
struct PixelBox {
  long left = 0;
  long top = 0;
  long right = 0;
  long bottom = 0;
};

// Fractions of a pixel; `grey` is grey8. Allocates nothing.
[[nodiscard]] FaceLandmarks predict_landmarks(const LandmarkModel& model, ImageView grey, const PixelBox& box);

}  // namespace enrolkit::photo
