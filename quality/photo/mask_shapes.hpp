// SPDX-License-Identifier: Apache-2.0
// Masks (CV_8UC1, 255 = set) widened, narrowed and taken apart, without taking memory once the buffers have grown.
// OpenCV's morphology takes some each time; these give the same pixels.
#pragma once

#include <cstdint>
#include <opencv2/core/mat.hpp>
#include <span>
#include <vector>

#include "enrolkit/image.hpp"

namespace enrolkit::photo {

// Pixels that hang together over sides and corners.
struct MaskPiece {
  cv::Rect box;
  int pixels = 0;
  double middle_x = 0;  // mean column
};

class MaskShapes {
 public:
  // By the disc of a radius in px that cv::getStructuringElement draws; what is beyond the border is not set.
  void widen(const cv::Mat& mask, int radius, cv::Mat& out);
  // Removes what the disc does not fit into, and keeps the rest as it was; beyond the border it always fits.
  void open(const cv::Mat& mask, int radius, cv::Mat& out);

  // CV_32SC1: 0 outside, i for piece i. The pieces in the order of their first pixels; number 0 is no piece.
  const std::vector<MaskPiece>& label(const cv::Mat& mask, cv::Mat& labels);

  // CV_32FC1: the way to the nearest pixel that is not set, in px, as cv::distanceTransform tells it by DIST_L2 and 3.
  void distance_inside(const cv::Mat& mask, cv::Mat& out);

 private:
  void widen_where(const cv::Mat& mask, bool set, int radius, cv::Mat& out);

  std::vector<int> away_;    // along the row, to the nearest pixel that is looked for
  std::vector<int> wide_;    // half the width of the disc in each of its rows
  std::vector<int> counts_;  // of the distance
  std::vector<int> stack_;
  std::vector<MaskPiece> pieces_;
  cv::Mat narrow_;
};

void clear_where(cv::Mat& out, const cv::Mat& where);
// A convex polygon with the pixels that its outline runs through.
void fill_convex(cv::Mat& mask, std::span<const Point> corners, std::uint8_t value);
void set_all(cv::Mat& out, std::uint8_t value);

}  // namespace enrolkit::photo
