// SPDX-License-Identifier: Apache-2.0
// Defects as other people's batteries paint them: boxes, discs, tiles and ramps, without any likeness.
#pragma once

#include <opencv2/core.hpp>

#include "enrolkit/photo.hpp"
#include "tests/quality/drawn_defects.hpp"

namespace enrolkit::testing {

// A box of one grey level over the mouth, or over an eye with its lids.
[[nodiscard]] cv::Mat with_box_over_mouth(const cv::Mat& photo, const FaceLandmarks& points, double level);
[[nodiscard]] cv::Mat with_box_over_eye(const cv::Mat& photo, const FaceLandmarks& points, WhichEye which,
                                        double level);

// A white soft ellipse before each eye; `size` is its half width in inter-eye distances.
[[nodiscard]] cv::Mat with_white_ellipses(const cv::Mat& photo, const FaceLandmarks& points, double size);

// A red disc in place of each pupil; `size` is its radius in inter-eye distances.
[[nodiscard]] cv::Mat with_red_discs(const cv::Mat& photo, const FaceLandmarks& points, double size);

// The face of `other` in its own frame, pasted into an upper corner; `share` of the picture's width.
[[nodiscard]] cv::Mat with_face_tile(const cv::Mat& photo, const cv::Mat& other, const FaceLandmarks& others_points,
                                     double share, bool right);

// Light that falls off from one side of the picture to the other, to 1 - `loss` of linear light.
[[nodiscard]] cv::Mat with_ramp(const cv::Mat& photo, double loss, bool right);

}  // namespace enrolkit::testing
