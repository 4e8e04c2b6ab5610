// SPDX-License-Identifier: Apache-2.0
// Where the wall goes on in shadow: darker than its border foretells, of the same colour, without an edge between.
#pragma once

#include <opencv2/core/mat.hpp>
#include <vector>

#include "quality/photo/border_model.hpp"
#include "quality/photo/face_geometry.hpp"

namespace enrolkit::photo {

// Grows `wall` (CV_8UC1, 255 = wall) into what is shaded and marks that in `shaded`. Where that leads into
// the head, nothing is shaded.
void grow_into_shade(const cv::Mat& lab, const BorderModel& model, const FaceAxes& axes, cv::Mat& wall,
                     std::vector<int>& stack, cv::Mat& shaded);

// The smallest piece of wall that is no gap between strands of hair: the kernel of an opening.
[[nodiscard]] cv::Mat piece_of_wall(const FaceAxes& axes);

}  // namespace enrolkit::photo
