// SPDX-License-Identifier: Apache-2.0
// The person in front of a wall that the border does not foretell: GrabCut seeded by the face.
#pragma once

#include <opencv2/core/mat.hpp>

#include "quality/photo/face_geometry.hpp"

namespace enrolkit::photo {

[[nodiscard]] cv::Point pixel_of(const FaceAxes& axes, Point face);

// Surely person: the face without its rim, neck and the middle of the shoulders.
void draw_sure_person(cv::Mat& mask, const FaceAxes& axes, int value);

// `small`: RGB; `person`: CV_8UC1, 255 = person, with whatever hangs together with it.
void grab_person(const cv::Mat& small, const FaceAxes& axes, int chin_row, cv::Mat& person);

}  // namespace enrolkit::photo
