// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>
#include <opencv2/imgproc.hpp>
#include <vector>

#include "quality/photo/border_model.hpp"
#include "quality/photo/head_mask.hpp"
#include "tests/quality/scene_defects.hpp"

namespace enrolkit::testing {
namespace {

// Around the outline of the coarse mask the colour decides, in inter-eye distances.
constexpr double kBand = 0.16;
// Spreads from the wall's colour: below, wall; above, person.
constexpr double kWall = 3;
constexpr double kPerson = 10;

cv::Mat lab_of(const cv::Mat& rgb) {
  cv::Mat real;
  rgb.convertTo(real, CV_32FC3, 1 / 255.0);
  cv::cvtColor(real, real, cv::COLOR_RGB2Lab);
  return real;
}

cv::Mat grown(const cv::Mat& mask, double by) {
  const int reach = std::max(1, static_cast<int>(std::lround(std::abs(by))));
  const cv::Mat disc = cv::getStructuringElement(cv::MORPH_ELLIPSE, cv::Size(2 * reach + 1, 2 * reach + 1));
  cv::Mat out;
  by > 0 ? cv::dilate(mask, out, disc) : cv::erode(mask, out, disc);
  return out;
}

}  // namespace

PersonCutout cut_out_person(const cv::Mat& image, const FaceLandmarks& landmarks) {
  PersonCutout cutout;
  cutout.image = image.clone();
  cutout.landmarks = landmarks;
  const FaceGeometry face = photo::locate_face({}, landmarks);
  cutout.axes = photo::face_axes(face);
  const photo::HeadMask mask = photo::head_mask(image, face);
  const double shrink = static_cast<double>(mask.person.cols) / image.cols;

  const cv::Mat near_person = grown(mask.person, kBand * mask.axes.unit);
  std::vector<cv::Point> clear;
  for (int y = 0; y < near_person.rows; ++y) {
    for (int x = 0; x < near_person.cols; ++x) {
      if (near_person.at<std::uint8_t>(y, x) == 0) clear.emplace_back(x, y);
    }
  }
  photo::BorderModel model;
  model.fit(mask.lab, clear);

  cv::Mat inner;
  cv::Mat outer;
  cv::resize(grown(mask.person, -kBand * mask.axes.unit), inner, image.size(), 0, 0, cv::INTER_LINEAR);
  cv::resize(near_person, outer, image.size(), 0, 0, cv::INTER_LINEAR);
  const cv::Mat lab = lab_of(image);
  cutout.alpha.create(image.size(), CV_32FC1);
  cutout.wall.create(image.size(), CV_32FC3);
  for (int y = 0; y < image.rows; ++y) {
    for (int x = 0; x < image.cols; ++x) {
      const double mx = (x + 0.5) * shrink - 0.5;
      const double my = (y + 0.5) * shrink - 0.5;
      const cv::Vec3f wall = model.expected(mx, my);
      cutout.wall.at<cv::Vec3f>(y, x) = wall;
      const double far = model.distance(lab.at<cv::Vec3f>(y, x), mx, my);
      const double by_colour = std::clamp((far - kWall) / (kPerson - kWall), 0.0, 1.0);
      const double in = inner.at<std::uint8_t>(y, x) / 255.0;
      const double out = outer.at<std::uint8_t>(y, x) / 255.0;
      cutout.alpha.at<float>(y, x) = static_cast<float>(std::max(in, by_colour * out));
    }
  }
  cv::GaussianBlur(cutout.alpha, cutout.alpha, cv::Size(), std::max(0.5, 0.004 * cutout.axes.unit));

  cv::Mat wall_rgb;
  cv::cvtColor(cutout.wall, wall_rgb, cv::COLOR_Lab2RGB);
  cutout.person.create(image.size(), CV_32FC3);
  for (int y = 0; y < image.rows; ++y) {
    for (int x = 0; x < image.cols; ++x) {
      const float a = cutout.alpha.at<float>(y, x);
      for (int c = 0; c < 3; ++c) {
        const float seen = image.at<cv::Vec3b>(y, x)[c];
        const float behind = 255 * wall_rgb.at<cv::Vec3f>(y, x)[c];
        cutout.person.at<cv::Vec3f>(y, x)[c] = std::clamp((seen - (1 - a) * behind) / std::max(a, 0.05F), 0.F, 255.F);
      }
    }
  }
  return cutout;
}

}  // namespace enrolkit::testing
