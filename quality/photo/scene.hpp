// SPDX-License-Identifier: Apache-2.0
// One picture as the measures see it: the pixels, the face in them, and what was cut out of both.
#pragma once

#include <opencv2/core/mat.hpp>

#include "enrolkit/photo.hpp"
#include "quality/photo/face_geometry.hpp"
#include "quality/photo/face_patch.hpp"
#include "quality/photo/head_mask.hpp"
#include "quality/photo/workspace.hpp"

namespace enrolkit::photo {

struct Scene {
  const cv::Mat& image;  // CV_8UC1 or CV_8UC3 RGB, whole and at its own resolution
  const cv::Mat& grey;   // its luma
  const FaceGeometry& face;
  const FaceAxes& axes;    // of the face in the image
  const FacePatch& patch;  // 100 px between the eyes for a still, 50 for a preview frame
  Workspace& work;
  const HeadMask* mask;  // null on a preview frame that was not segmented
  bool still = true;

  // The part of the image that a rectangle in face coordinates covers.
  [[nodiscard]] Region region(Point top_left, Point bottom_right) const {
    return region_in_image(axes, top_left, bottom_right, image.cols, image.rows);
  }
};

}  // namespace enrolkit::photo
