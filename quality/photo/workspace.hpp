// SPDX-License-Identifier: Apache-2.0
// What the measures of one thread need besides their results, kept from picture to picture: once it has grown, a stream
// takes no memory frame by frame.
#pragma once

#include <array>
#include <cstdint>
#include <opencv2/core/mat.hpp>
#include <vector>

#include "quality/photo/background_things.hpp"
#include "quality/photo/mask_shapes.hpp"

namespace enrolkit::photo {

struct Workspace {
  MaskShapes shapes;
  std::vector<cv::Point> area;       // see background_area
  cv::Mat hair;                      // CV_8UC1: 255 = the person's hair and strands of it, see background_area
  BackgroundThings things;           // see background_things
  std::array<cv::Mat, 6> masks;      // CV_8UC1
  std::array<cv::Mat, 2> distances;  // CV_32FC1
  cv::Mat labels;
  std::vector<std::array<int, 3>> touched;  // left, right and upper border, by each piece
  std::vector<float> values;
  std::vector<double> squares;
  std::array<std::vector<float>, 6> samples;
  // Of a part of the face patch.
  std::array<std::vector<float>, 6> planes;
  std::vector<std::uint8_t> inside;
};

}  // namespace enrolkit::photo
