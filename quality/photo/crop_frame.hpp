// SPDX-License-Identifier: Apache-2.0
// Where in a picture the frame of the document lies.
#pragma once

#include "enrolkit/photo.hpp"

namespace enrolkit::photo {

// What the frame is laid around, px of the picture.
struct FramedHead {
  Point middle;                   // x of the middle of the face, y of the eye line
  double height = 0;              // crown to chin
  double inter_eye_distance = 0;  //
  double roll = 0;                // degrees; 0 when the picture may not be turned
};

struct CropFrame {
  Point corner;  // of its top left pixel, in the picture turned upright about the head's middle
  int width = 0;
  int height = 0;
};

// Document pixels to picture pixels.
[[nodiscard]] Point to_picture(const CropFrame& frame, const FramedHead& head, Point document);

// The frame nearest to the middle of what the profile lets pass that lies inside a picture of so many pixels.
// Errors: invalid_argument, see PhotoCropper::crop.
[[nodiscard]] Result<CropFrame> lay_frame(const FramedHead& head, int width, int height, const PhotoProfile& profile);

// Least height in px of a document image of this frame that meets the profile's size and inter_eye_distance.
[[nodiscard]] int least_height(const CropFrame& frame, const FramedHead& head, const PhotoProfile& profile);

}  // namespace enrolkit::photo
