// SPDX-License-Identifier: Apache-2.0
// Which pixels are the person and which the background, at 160 px.
#pragma once

#include <opencv2/core/mat.hpp>
#include <vector>

#include "enrolkit/photo.hpp"
#include "quality/photo/border_model.hpp"
#include "quality/photo/face_geometry.hpp"
#include "quality/photo/shaded_wall.hpp"

namespace enrolkit::photo {

struct HeadMask {
  cv::Mat lab;        // CV_32FC3, CIELAB, the whole picture reduced
  cv::Mat person;     // CV_8UC1: 255 = head, hair, neck and shoulders
  cv::Mat shaded;     // CV_8UC1: 255 = wall that is darker than the border foretells, without an edge: shadow
  cv::Mat plain;      // CV_8UC1: 255 = as the border foretells, shaded or not; neither plain nor person: things
  FaceAxes axes;      // of the face in its pixels
  int chin_row = 0;   // above it the background is judged
  BorderModel wall;   // fitted to the border
  double spread = 0;  // of the wall along the border, see BorderModel
  bool cut = false;   // true: the border foretold nothing and GrabCut made the mask
};

// Whether head or hair can be at a point, in face coordinates: an ellipse, and below the eyes a band of long hair.
[[nodiscard]] bool may_be_person(Point p);

// Cuts people out, one after the other, with one set of buffers.
class HeadMasker {
 public:
  enum class Effort {
    flood,  // of what looks like the border: 2 ms, wrong where the border is no plain wall
    best,   // there, GrabCut seeded by the face
  };
  void cut(const cv::Mat& image, const FaceGeometry& face, Effort effort, HeadMask& out);

 private:
  void collect_border(const HeadMask& mask);
  void flood(HeadMask& mask);
  void keep_face(HeadMask& mask);

  cv::Mat small_;  // RGB
  cv::Mat wall_;   // CV_8UC1: 255 = wall
  cv::Mat seen_;
  std::vector<cv::Point> border_;
  std::vector<int> stack_;
  ShadeWork shade_;
  std::vector<unsigned> sums_;
};

[[nodiscard]] HeadMask head_mask(const cv::Mat& image, const FaceGeometry& face);

}  // namespace enrolkit::photo
