// SPDX-License-Identifier: Apache-2.0
// The face upright and at a fixed inter-eye distance: light, eyes and colour are measured on it.
#pragma once

#include <opencv2/core/mat.hpp>

#include "enrolkit/photo.hpp"
#include "quality/photo/face_geometry.hpp"

namespace enrolkit::photo {

// What the patch covers, in face coordinates: from above the brows to below the chin, from ear to ear.
inline constexpr Point kPatchFrom = {-1.4, -1.1};
inline constexpr Point kPatchTo = {1.4, 2.3};

struct FacePatch {
  double unit = 0;       // px of the patch per inter-eye distance
  bool coloured = true;  // false: the image was grey
  cv::Mat rgb;           // CV_8UC3
  cv::Mat lab;           // CV_8UC3 as OpenCV scales it: L * 255/100, a + 128, b + 128
  cv::Mat hull;          // CV_8UC1: 255 inside the jaw line and the brows, lifted a quarter of an eye distance
  cv::Mat skin;          // the same without eyes, brows and lips
  FaceLandmarks points;  // in px of the patch

  [[nodiscard]] Point at(Point face) const { return {(face.x - kPatchFrom.x) * unit, (face.y - kPatchFrom.y) * unit}; }
};

// Cuts the patch out of `image` (CV_8UC1 or CV_8UC3 RGB) into `patch`, whose buffers are used again.
void cut_face_patch(const cv::Mat& image, const FaceGeometry& face, double unit, FacePatch& patch);

}  // namespace enrolkit::photo
