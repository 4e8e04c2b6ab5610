// SPDX-License-Identifier: Apache-2.0
#include "quality/photo/person_cut.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <opencv2/imgproc.hpp>

#include "quality/photo/mask_shapes.hpp"

namespace enrolkit::photo {
namespace {

// Ellipse that holds head and hair, in inter-eye distances around the middle of the eyes.
constexpr double kHeadHalfWidth = 1.45;
constexpr double kHeadHalfHeight = 2.15;
constexpr double kHairHalfWidth = 1.2;

}  // namespace

cv::Point pixel_of(const FaceAxes& axes, Point face) {
  const Point p = axes.to_image(face);
  return {static_cast<int>(std::lround(p.x)), static_cast<int>(std::lround(p.y))};
}

void draw_sure_person(cv::Mat& mask, const FaceAxes& axes, int value) {
  constexpr std::array<Point, 6> kFace = {
      {{-0.75, -0.5}, {0.75, -0.5}, {0.7, 0.7}, {0.35, 1.5}, {-0.35, 1.5}, {-0.7, 0.7}}};
  constexpr std::array<Point, 6> kBody = {{{-0.4, 1.4}, {0.4, 1.4}, {0.9, 2.8}, {1.6, 6.0}, {-1.6, 6.0}, {-0.9, 2.8}}};
  for (const auto& outline : {kFace, kBody}) {
    std::array<Point, 6> corners{};
    std::transform(outline.begin(), outline.end(), corners.begin(), [&](Point p) { return axes.to_image(p); });
    fill_convex(mask, corners, static_cast<std::uint8_t>(value));
  }
}

void grab_person(const cv::Mat& small, const FaceAxes& axes, int chin_row, cv::Mat& person) {
  cv::Mat mask(small.size(), CV_8UC1, cv::Scalar(cv::GC_PR_BGD));
  const cv::Size half(static_cast<int>(kHeadHalfWidth * axes.unit), static_cast<int>(kHeadHalfHeight * axes.unit));
  const double roll = std::atan2(axes.sine, axes.cosine) * 180 / CV_PI;
  cv::ellipse(mask, pixel_of(axes, {0, 0}), half, roll, 0, 360, cv::Scalar(cv::GC_PR_FGD), cv::FILLED);
  const int strip = std::max(2, small.cols / 20);
  for (int x = 0; x < small.cols; ++x) {
    // Hair may reach the upper border above the head, so nothing is sure there.
    if (std::abs(axes.to_face({static_cast<double>(x), 0}).x) < kHairHalfWidth) continue;
    mask(cv::Rect(x, 0, 1, strip)).setTo(cv::GC_BGD);
  }
  const int sides = std::clamp(chin_row, strip, small.rows);
  mask(cv::Rect(0, 0, strip, sides)).setTo(cv::GC_BGD);
  mask(cv::Rect(small.cols - strip, 0, strip, sides)).setTo(cv::GC_BGD);
  draw_sure_person(mask, axes, cv::GC_FGD);

  // GrabCut draws from the thread's random numbers: the same ones each time, and the caller's are left as they were.
  cv::RNG& numbers = cv::theRNG();
  const std::uint64_t before = numbers.state;
  numbers.state = 1;
  cv::Mat background;
  cv::Mat foreground;
  cv::grabCut(small, mask, cv::Rect(), background, foreground, 1, cv::GC_INIT_WITH_MASK);
  numbers.state = before;
  person = (mask == cv::GC_FGD) | (mask == cv::GC_PR_FGD);
}

}  // namespace enrolkit::photo
