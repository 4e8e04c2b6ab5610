// SPDX-License-Identifier: Apache-2.0
// Landmarks and distances as ISO/IEC 29794-5 counts them: whole pixels, eye centres rounded again.
#pragma once

#include <array>
#include <opencv2/core/types.hpp>

#include "enrolkit/photo.hpp"

namespace enrolkit::photo::iso29794 {

using FacePoints = std::array<cv::Point, 68>;

[[nodiscard]] FacePoints rounded(const FaceLandmarks& landmarks);

// Half a pixel goes away from zero.
[[nodiscard]] cv::Point rounded_middle(cv::Point a, cv::Point b);
[[nodiscard]] double distance(cv::Point a, cv::Point b);

// Between the corners of the eye on the image's left (0) or right (1).
[[nodiscard]] cv::Point eye_centre(const FacePoints& points, int eye);
[[nodiscard]] double inter_eye_distance(const FacePoints& points);

// T: from the middle of the eye centres to the chin.
[[nodiscard]] double t_metric(const FacePoints& points);

// The larger of the two gaps between the lids, of the eye that is less open. (The definition takes a third pair of
// points, in the middle of the lids, that the 68-point scheme does not have.)
[[nodiscard]] double eye_opening(const FacePoints& points);

// The largest of the three gaps between the inner lips.
[[nodiscard]] double mouth_opening(const FacePoints& points);

}  // namespace enrolkit::photo::iso29794
