// SPDX-License-Identifier: Apache-2.0
// Components for which the reference asks trained models: our own measures, put on the scales of its natives.
#pragma once

#include <optional>

#include "enrolkit/photo.hpp"
#include "quality/photo/face_patch.hpp"
#include "quality/photo/head_mask.hpp"
#include "quality/photo/iso29794/aligned_face.hpp"

namespace enrolkit::photo::iso29794 {

// The head mask in the aligned picture, a little widened; what lies beyond the photo counts as person.
[[nodiscard]] cv::Mat aligned_person(const HeadMask& mask, cv::Size photo, const AlignedFace& face);

// Mean Scharr gradient of the background's luminance: the definition itself, but for the mask. Empty without
// background.
[[nodiscard]] std::optional<double> background_gradient(const AlignedFace& face, const cv::Mat& person);

// -50 (blurred) to 50 (sharp), from the re-blur ratio. Empty when noise hides the detail.
[[nodiscard]] std::optional<double> sharpness(const cv::Mat& grey, const FaceGeometry& face);

// Structural similarity to the picture before compression, from the visibility of 8-px blocks around the face.
[[nodiscard]] double similarity_before_compression(const cv::Mat& grey, const FaceGeometry& face);

// About 5000 for a neutral face, -10000 for a smile.
[[nodiscard]] double expression_neutrality(const FaceGeometry& face, const FacePatch& patch);

}  // namespace enrolkit::photo::iso29794
