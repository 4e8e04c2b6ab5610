// SPDX-License-Identifier: Apache-2.0
#include "tests/quality/plain_defects.hpp"

#include <algorithm>
#include <cmath>
#include <opencv2/imgproc.hpp>

namespace enrolkit::testing {
namespace {

Point middle_of(const FaceLandmarks& p, std::size_t first, std::size_t last) {
  Point sum;
  for (std::size_t i = first; i <= last; ++i) {
    sum.x += p[i].x;
    sum.y += p[i].y;
  }
  const auto n = static_cast<double>(last - first + 1);
  return {sum.x / n, sum.y / n};
}

Point eye_of(const FaceLandmarks& p, bool right) { return right ? middle_of(p, 42, 47) : middle_of(p, 36, 41); }

double inter_eye(const FaceLandmarks& p) {
  return std::hypot(eye_of(p, true).x - eye_of(p, false).x, eye_of(p, true).y - eye_of(p, false).y);
}

cv::Point rounded(Point p) { return {static_cast<int>(std::lround(p.x)), static_cast<int>(std::lround(p.y))}; }

cv::Mat with_box(const cv::Mat& photo, Point centre, double half_width, double half_height, double level) {
  cv::Mat result = photo.clone();
  cv::rectangle(result, rounded({centre.x - half_width, centre.y - half_height}),
                rounded({centre.x + half_width, centre.y + half_height}), cv::Scalar::all(level), cv::FILLED);
  return result;
}

}  // namespace

cv::Mat with_box_over_mouth(const cv::Mat& photo, const FaceLandmarks& points, double level) {
  const double unit = inter_eye(points);
  return with_box(photo, middle_of(points, 48, 59), 0.55 * unit, 0.3 * unit, level);
}

cv::Mat with_box_over_eye(const cv::Mat& photo, const FaceLandmarks& points, WhichEye which, double level) {
  const double unit = inter_eye(points);
  return with_box(photo, eye_of(points, which == WhichEye::right), 0.35 * unit, 0.22 * unit, level);
}

cv::Mat with_white_ellipses(const cv::Mat& photo, const FaceLandmarks& points, double size) {
  cv::Mat cover = cv::Mat::zeros(photo.size(), CV_32FC1);
  const double half = size * inter_eye(points);
  for (const bool right : {false, true}) {
    cv::ellipse(cover, rounded(eye_of(points, right)),
                {static_cast<int>(std::lround(half)), static_cast<int>(std::lround(0.6 * half))}, 0, 0, 360, 1,
                cv::FILLED);
  }
  cv::GaussianBlur(cover, cover, {}, 0.15 * half);
  cv::Mat result = photo.clone();
  for (int y = 0; y < result.rows; ++y) {
    for (int x = 0; x < result.cols; ++x) {
      const float a = cover.at<float>(y, x);
      auto& rgb = result.at<cv::Vec3b>(y, x);
      for (int c = 0; c < 3; ++c) rgb[c] = cv::saturate_cast<std::uint8_t>((1 - a) * rgb[c] + a * 255);
    }
  }
  return result;
}

cv::Mat with_red_discs(const cv::Mat& photo, const FaceLandmarks& points, double size) {
  cv::Mat result = photo.clone();
  const int radius = std::max(1, static_cast<int>(std::lround(size * inter_eye(points))));
  for (const bool right : {false, true}) {
    cv::circle(result, rounded(eye_of(points, right)), radius, {220, 30, 30}, cv::FILLED, cv::LINE_AA);
  }
  return result;
}

cv::Mat with_face_tile(const cv::Mat& photo, const cv::Mat& other, const FaceLandmarks& others_points, double share,
                       bool right) {
  const double unit = inter_eye(others_points);
  const Point nose = others_points[30];
  const cv::Rect face = cv::Rect(rounded({nose.x - 1.3 * unit, nose.y - 1.8 * unit}),
                                 rounded({nose.x + 1.3 * unit, nose.y + 1.6 * unit})) &
                        cv::Rect({0, 0}, other.size());
  const int width = static_cast<int>(share * photo.cols);
  cv::Mat tile;
  cv::resize(other(face), tile, {width, width * face.height / face.width}, 0, 0, cv::INTER_AREA);
  cv::Mat result = photo.clone();
  tile.copyTo(result(cv::Rect({right ? photo.cols - tile.cols : 0, 0}, tile.size())));
  return result;
}

cv::Mat with_ramp(const cv::Mat& photo, double loss, bool right) {
  cv::Mat result = photo.clone();
  for (int x = 0; x < photo.cols; ++x) {
    const double along = (x + 0.5) / photo.cols;
    // The samples are gamma coded: linear light is about their 2.2nd power.
    const double gain = std::pow(1 - loss * (right ? along : 1 - along), 1 / 2.2);
    for (int y = 0; y < photo.rows; ++y) {
      auto& rgb = result.at<cv::Vec3b>(y, x);
      for (int c = 0; c < 3; ++c) rgb[c] = cv::saturate_cast<std::uint8_t>(rgb[c] * gain);
    }
  }
  return result;
}

}  // namespace enrolkit::testing
