// SPDX-License-Identifier: Apache-2.0
// Where the wall goes on in shadow: darker than its border foretells, of the same colour, without an edge between.
#pragma once

#include <opencv2/core/mat.hpp>
#include <vector>

#include "quality/photo/border_model.hpp"
#include "quality/photo/face_geometry.hpp"
#include "quality/photo/mask_shapes.hpp"

namespace enrolkit::photo {

// A connected piece of what looks shaded.
struct ShadePiece {
  double roughness = 0;
  int inner = 0;
  double jump = 0;
  int rim = 0;
  double depth = 0;
  int area = 0;
};

struct ShadeWork {
  MaskShapes shapes;
  std::vector<int> stack;
  cv::Mat grown;
  cv::Mat labels;
  std::vector<ShadePiece> pieces;
};

// Grows `wall` (CV_8UC1, 255 = wall) into what is shaded and marks that in `shaded`. Where that leads into
// the head, nothing is shaded.
void grow_into_shade(const cv::Mat& lab, const BorderModel& model, const FaceAxes& axes, cv::Mat& wall, ShadeWork& work,
                     cv::Mat& shaded);

// The smallest piece of wall that is no gap between strands of hair: the radius of an opening, px.
[[nodiscard]] int piece_of_wall(const FaceAxes& axes);

}  // namespace enrolkit::photo
