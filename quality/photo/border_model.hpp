// SPDX-License-Identifier: Apache-2.0
// The wall behind the person, as its colours along the border foretell it.
#pragma once

#include <array>
#include <opencv2/core/mat.hpp>
#include <vector>

namespace enrolkit::photo {

// Each of L, a, b as a plane plus a curve along x: a wall that is lit from one side or falls off to both.
class BorderModel {
 public:
  // Fits the pixels `border` of a CIELAB image (CV_32FC3), disregarding the lesser part that does not belong: hair, a
  // shoulder, an object.
  void fit(const cv::Mat& lab, const std::vector<cv::Point>& border);

  // L, a, b of the wall at a pixel.
  [[nodiscard]] cv::Vec3f expected(double x, double y) const;

  // How many of its own spreads the pixel is away from the wall.
  [[nodiscard]] double distance(const cv::Vec3f& lab, double x, double y) const;

  // Whether the pixel shows something else, however unsteady the border is.
  [[nodiscard]] bool differs(const cv::Vec3f& lab, double x, double y) const;

  // Sum of the spreads of the channels; a smooth wall is at the floor.
  [[nodiscard]] double spread() const { return spread_[0] + spread_[1] + spread_[2]; }

 private:
  using Terms = std::array<double, 4>;
  [[nodiscard]] Terms terms(double x, double y) const;
  void fit_from(const cv::Mat& lab, const std::vector<cv::Point>& border, const std::vector<double>& start);
  void start_at_mode(const cv::Mat& lab, const std::vector<cv::Point>& border);

  double half_width_ = 1;
  double half_height_ = 1;
  std::array<Terms, 3> coefficients_{};
  std::array<double, 3> spread_{};
  std::vector<double> start_;
  std::vector<double> weight_;
  std::vector<double> deviation_;
  std::vector<double> sorted_;
};

}  // namespace enrolkit::photo
