// SPDX-License-Identifier: Apache-2.0
#include "quality/photo/covered_face.hpp"

#include <algorithm>

#include "quality/photo/appearance.hpp"
#include "quality/photo/face_patch.hpp"

namespace enrolkit::photo {
namespace {

constexpr double kPatchUnit = 50;  // px per inter-eye distance, enough for the looks

// Measured on real portraits: behind veils and masks eyes of -0.5 and less above a mouth of 0.5 and more; under hair
// eyes of 0.9 and more, most above a mouth of -0.1 and less. Where there is no face, both look covered; a face upside
// down has eyes of 0.7 and less.
constexpr double kEyesSeen = -0.3;
constexpr double kEyesHidden = 0.8;
constexpr double kMouthHidden = 0.4;
constexpr double kMouthSeen = 0;

}  // namespace

bool is_covered_face(const cv::Mat& grey, const FaceGeometry& face) {
  FacePatch patch;
  cut_face_patch(grey, face, kPatchUnit, patch);
  const auto eyes = eye_appearances(patch);
  const double mouth = mouth_covered(patch);
  const double least = std::min(eyes[0].covered, eyes[1].covered);
  const double most = std::max(eyes[0].covered, eyes[1].covered);
  return (most < kEyesSeen && mouth > kMouthHidden) || (mouth < kMouthSeen && least > kEyesHidden);
}

}  // namespace enrolkit::photo
