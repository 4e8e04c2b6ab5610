// SPDX-License-Identifier: Apache-2.0
// What the drawn defects are painted with: layers in face coordinates with soft edges and grain.
#pragma once

#include <cstdint>
#include <opencv2/core.hpp>
#include <span>
#include <vector>

#include "enrolkit/photo.hpp"
#include "quality/photo/face_geometry.hpp"

namespace enrolkit::testing {

using Outline = std::vector<Point>;

class Canvas {
 public:
  Canvas(const cv::Mat& photo, const FaceLandmarks& points, std::uint64_t seed);

  [[nodiscard]] double unit() const { return axes_.unit; }
  [[nodiscard]] Point face(std::size_t landmark) const { return axes_.to_face(points_[landmark]); }
  [[nodiscard]] Point in_image(Point face) const { return axes_.to_image(face); }
  [[nodiscard]] Point in_face(double x, double y) const { return axes_.to_face({x, y}); }
  [[nodiscard]] cv::Size size() const { return image_.size(); }
  cv::Mat& image() { return image_; }  // CV_32FC3
  cv::RNG& random() { return random_; }

  // 1 inside, 0 outside, softened by `feather` inter-eye distances; CV_32FC1.
  [[nodiscard]] cv::Mat inside(const Outline& outline, double feather) const;
  // Smooth noise of standard deviation 1 with blobs of `x` by `y` inter-eye distances.
  [[nodiscard]] cv::Mat grain(double x, double y);
  // How bright the light of the portrait is at each pixel, 1 on average over the face: the picture much blurred.
  [[nodiscard]] cv::Mat light() const;
  // Median colour of a box in face coordinates.
  [[nodiscard]] cv::Vec3f colour_at(Point centre, double half) const;

  // Lays `layer` over the picture; `shade` (1 = as it is) multiplies its colour, `alpha` says how much of it shows.
  void lay(const cv::Vec3f& colour, const cv::Mat& shade, const cv::Mat& alpha);
  void darken(const cv::Mat& alpha, double strength);

  [[nodiscard]] cv::Mat result() const;

 private:
  cv::Mat image_;
  FaceLandmarks points_;
  photo::FaceAxes axes_;
  cv::RNG random_;
};

[[nodiscard]] Outline superellipse(Point centre, double half_width, double half_height, double power);

// A strand of hair: a curve through three points, drawn into a colour layer and its alpha (both 8 bit).
void draw_strand(Canvas& canvas, Point from, Point over, Point to, const cv::Vec3f& colour, int thickness,
                 cv::Mat& layer, cv::Mat& alpha);

}  // namespace enrolkit::testing
