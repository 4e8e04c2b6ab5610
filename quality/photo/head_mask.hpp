// SPDX-License-Identifier: Apache-2.0
// Which pixels are the person and which the background, at 160 px.
#pragma once

#include <opencv2/core/mat.hpp>

#include "enrolkit/photo.hpp"
#include "quality/photo/face_geometry.hpp"

namespace enrolkit::photo {

struct HeadMask {
  cv::Mat lab;        // CV_32FC3, CIELAB, the whole picture reduced
  cv::Mat person;     // CV_8UC1: 255 = head, hair, neck and shoulders
  FaceAxes axes;      // of the face in its pixels
  int chin_row = 0;   // above it the background is judged
  double spread = 0;  // of the wall along the border, see BorderModel
  bool cut = false;   // true: the border foretold nothing and GrabCut made the mask
};

// Whether head or hair can be at a point, in face coordinates: an ellipse, and below the eyes a band of long hair.
[[nodiscard]] bool may_be_person(Point p);

// A flood of what looks like the border; where the border is no plain wall, GrabCut seeded by the face.
[[nodiscard]] HeadMask head_mask(const cv::Mat& image, const FaceGeometry& face);

}  // namespace enrolkit::photo
