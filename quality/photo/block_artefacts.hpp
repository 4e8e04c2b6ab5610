// SPDX-License-Identifier: Apache-2.0
// Grids in the picture: the 8-px blocks of JPEG, and the cells of a picture that was enlarged without smoothing.
#pragma once

#include <opencv2/core/mat.hpp>

#include "quality/photo/face_geometry.hpp"

namespace enrolkit::photo {

struct BlockArtefacts {
  double jpeg = 1;        // steps at the borders of 8-px blocks over steps inside; 1 = none
  double pixelation = 1;  // steps at the borders of cells of any size from 2 px over steps inside
};

// The `jpeg` of a usual portrait that was saved at this quality (1..100), 1 for the better ones: a smooth face shows
// less of what the compression has taken.
[[nodiscard]] double jpeg_blocks_at(int quality);

// Of the face and its surroundings in `grey` (CV_8UC1), at native resolution; a large face is judged by its middle.
[[nodiscard]] BlockArtefacts block_artefacts(const cv::Mat& grey, const FaceAxes& axes);

}  // namespace enrolkit::photo
