// SPDX-License-Identifier: Apache-2.0
// Which part of the face is hidden, estimated: where the reference asks a neural network, this asks whether a pixel has
// the colour of this person's skin, and the look of mouth and head. A hand is skin: over a cheek it is not seen.
#pragma once

#include "quality/photo/face_patch.hpp"
#include "quality/photo/iso29794/aligned_face.hpp"

namespace enrolkit::photo::iso29794 {

struct VisibleFace {
  cv::Mat visible;          // CV_8UC1, in the aligned picture: 0 where something hides the face
  double eyes_hidden = 0;   // share of both eye visibility zones (ISO/IEC 39794-5), 0..1
  double mouth_hidden = 0;  // of the lips
  double face_hidden = 0;   // of the landmarked region
  double head_hidden = 0;   // of the upper half of the picture: cloth or hat, as the definition of 7.4.13 counts it
};

// `person` (CV_8UC1, of the size of the aligned picture) is 255 on head, hair and body; `covered` is head_covered().
[[nodiscard]] VisibleFace visible_face(const AlignedFace& face, const FacePatch& patch, const cv::Mat& person,
                                       double yaw, double covered);

}  // namespace enrolkit::photo::iso29794
