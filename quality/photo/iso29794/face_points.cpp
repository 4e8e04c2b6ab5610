// SPDX-License-Identifier: Apache-2.0
#include "quality/photo/iso29794/face_points.hpp"

#include <algorithm>
#include <cmath>

namespace enrolkit::photo::iso29794 {
namespace {

constexpr std::size_t kChin = 8;

int rounded(double value) { return static_cast<int>(std::lround(value)); }

}  // namespace

FacePoints rounded(const FaceLandmarks& landmarks) {
  FacePoints points;
  for (std::size_t i = 0; i < points.size(); ++i) points[i] = {rounded(landmarks[i].x), rounded(landmarks[i].y)};
  return points;
}

cv::Point rounded_middle(cv::Point a, cv::Point b) { return {rounded((a.x + b.x) / 2.0), rounded((a.y + b.y) / 2.0)}; }

double distance(cv::Point a, cv::Point b) { return std::hypot(a.x - b.x, a.y - b.y); }

cv::Point eye_centre(const FacePoints& points, int eye) {
  return eye == 0 ? rounded_middle(points[36], points[39]) : rounded_middle(points[42], points[45]);
}

double inter_eye_distance(const FacePoints& points) { return distance(eye_centre(points, 0), eye_centre(points, 1)); }

double t_metric(const FacePoints& points) {
  const cv::Point left = eye_centre(points, 0);
  const cv::Point right = eye_centre(points, 1);
  return std::hypot(points[kChin].x - (left.x + right.x) / 2.0, points[kChin].y - (left.y + right.y) / 2.0);
}

double eye_opening(const FacePoints& points) {
  const double left = std::max(distance(points[37], points[41]), distance(points[38], points[40]));
  const double right = std::max(distance(points[43], points[47]), distance(points[44], points[46]));
  return std::min(left, right);
}

double mouth_opening(const FacePoints& points) {
  return std::max(
      {distance(points[61], points[67]), distance(points[62], points[66]), distance(points[63], points[65])});
}

}  // namespace enrolkit::photo::iso29794
