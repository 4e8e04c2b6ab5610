// SPDX-License-Identifier: Apache-2.0
#include "quality/photo/head_mask.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <opencv2/imgproc.hpp>
#include <vector>

#include "quality/photo/border_model.hpp"
#include "quality/photo/cielab.hpp"

namespace enrolkit::photo {
namespace {

// Long side of the reduced picture, px: finer ones do not change the verdicts and GrabCut grows with the area.
constexpr double kSide = 160;

// Beyond this spread of the border the flood runs into the head or stops at a pattern (smooth walls: 3.5; hair that
// reaches the border: 7 to 9; measured).
constexpr double kPlainSpread = 5;

// A pixel is wall up to this many spreads from the model.
constexpr double kWallDistance = 6;

// Ellipse that holds head and hair, in inter-eye distances around the middle of the eyes.
constexpr double kHeadHalfWidth = 1.45;
constexpr double kHeadHalfHeight = 2.15;
constexpr double kHairHalfWidth = 1.2;

// Where a head and its hair can be.
constexpr double kReachX = 1.6;
constexpr double kReachY = 2.4;

// Width of the strips along the border, as a share of the picture's width.
constexpr double kStrip = 0.06;

// The border above the chin where no head can be; all of it in a picture so tight that this is too little.
std::vector<cv::Point> border_of(const cv::Size& size, const FaceAxes& axes, int chin_row) {
  const int strip = std::max(2, static_cast<int>(std::lround(kStrip * size.width)));
  const int rows = std::clamp(chin_row, std::min(strip, size.height), size.height);
  std::vector<cv::Point> all;
  std::vector<cv::Point> clear;
  for (int y = 0; y < rows; ++y) {
    for (int x = 0; x < size.width; ++x) {
      if (y >= strip && x >= strip && x < size.width - strip) continue;
      all.emplace_back(x, y);
      const Point p = axes.to_face({static_cast<double>(x), static_cast<double>(y)});
      if (p.y > 0 || !may_be_person(p)) clear.emplace_back(x, y);
    }
  }
  return 3 * clear.size() >= all.size() ? clear : all;
}

cv::Point pixel(const FaceAxes& axes, Point face) {
  const Point p = axes.to_image(face);
  return {static_cast<int>(std::lround(p.x)), static_cast<int>(std::lround(p.y))};
}

// Surely person: the face without its rim, neck and the middle of the shoulders.
void draw_sure_person(cv::Mat& mask, const FaceAxes& axes, int value) {
  const std::vector<cv::Point> face = {pixel(axes, {-0.75, -0.5}), pixel(axes, {0.75, -0.5}), pixel(axes, {0.7, 0.7}),
                                       pixel(axes, {0.35, 1.5}),   pixel(axes, {-0.35, 1.5}), pixel(axes, {-0.7, 0.7})};
  const std::vector<cv::Point> body = {pixel(axes, {-0.4, 1.4}), pixel(axes, {0.4, 1.4}),  pixel(axes, {0.9, 2.8}),
                                       pixel(axes, {1.6, 6.0}),  pixel(axes, {-1.6, 6.0}), pixel(axes, {-0.9, 2.8})};
  cv::fillConvexPoly(mask, face, cv::Scalar(value));
  cv::fillConvexPoly(mask, body, cv::Scalar(value));
}

// Only the component that holds the face, without holes.
cv::Mat face_component(const cv::Mat& person, const FaceAxes& axes) {
  cv::Mat seeds(person.size(), CV_8UC1, cv::Scalar(0));
  draw_sure_person(seeds, axes, 255);
  cv::Mat joined;
  cv::bitwise_or(person, seeds, joined);
  cv::Mat labels;
  cv::connectedComponents(joined, labels, 4, CV_32S);
  const cv::Point nose = pixel(axes, {0, 0.4});
  if (!cv::Rect(0, 0, person.cols, person.rows).contains(nose)) return seeds;
  cv::Mat component = labels == labels.at<int>(nose);
  // What the border does not reach through background is a hole.
  cv::Mat outside;
  cv::bitwise_not(component, outside);
  cv::connectedComponents(outside, labels, 4, CV_32S);
  std::vector<bool> open(static_cast<std::size_t>(component.total()) + 1, false);
  for (int y = 0; y < labels.rows; ++y) {
    for (int x = 0; x < labels.cols; ++x) {
      if (x == 0 || y == 0 || x == labels.cols - 1) open[static_cast<std::size_t>(labels.at<int>(y, x))] = true;
    }
  }
  for (int y = 0; y < labels.rows; ++y) {
    for (int x = 0; x < labels.cols; ++x) {
      if (!open[static_cast<std::size_t>(labels.at<int>(y, x))]) component.at<std::uint8_t>(y, x) = 255;
    }
  }
  return component;
}

cv::Mat flooded(const cv::Mat& lab, const BorderModel& wall, const FaceAxes& axes, int chin_row) {
  cv::Mat like_wall(lab.size(), CV_8UC1);
  for (int y = 0; y < lab.rows; ++y) {
    const auto* row = lab.ptr<cv::Vec3f>(y);
    for (int x = 0; x < lab.cols; ++x) {
      like_wall.at<std::uint8_t>(y, x) = wall.distance(row[x], x, y) < kWallDistance ? 255 : 0;
    }
  }
  cv::Mat labels;
  const int count = cv::connectedComponents(like_wall, labels, 4, CV_32S);
  std::vector<bool> at_border(static_cast<std::size_t>(count), false);
  for (int y = 0; y <= std::min(chin_row, lab.rows - 1); ++y) {
    at_border[static_cast<std::size_t>(labels.at<int>(y, 0))] = true;
    at_border[static_cast<std::size_t>(labels.at<int>(y, lab.cols - 1))] = true;
  }
  for (int x = 0; x < lab.cols; ++x) at_border[static_cast<std::size_t>(labels.at<int>(0, x))] = true;
  at_border[0] = false;  // what is unlike the wall
  cv::Mat person(lab.size(), CV_8UC1);
  for (int y = 0; y < lab.rows; ++y) {
    for (int x = 0; x < lab.cols; ++x) {
      person.at<std::uint8_t>(y, x) = at_border[static_cast<std::size_t>(labels.at<int>(y, x))] ? 0 : 255;
    }
  }
  cv::morphologyEx(person, person, cv::MORPH_OPEN, cv::getStructuringElement(cv::MORPH_ELLIPSE, cv::Size(3, 3)));
  return face_component(person, axes);
}

cv::Mat cut_out(const cv::Mat& small, const FaceAxes& axes, int chin_row) {
  cv::Mat mask(small.size(), CV_8UC1, cv::Scalar(cv::GC_PR_BGD));
  const cv::Size half(static_cast<int>(kHeadHalfWidth * axes.unit), static_cast<int>(kHeadHalfHeight * axes.unit));
  const double roll = std::atan2(axes.sine, axes.cosine) * 180 / CV_PI;
  cv::ellipse(mask, pixel(axes, {0, 0}), half, roll, 0, 360, cv::Scalar(cv::GC_PR_FGD), cv::FILLED);
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
  cv::Mat person = (mask == cv::GC_FGD) | (mask == cv::GC_PR_FGD);
  return face_component(person, axes);
}

}  // namespace

bool may_be_person(Point p) {
  const double u = p.x / kReachX;
  const double v = p.y / kReachY;
  return u * u + v * v < 1 || (p.y > 0 && std::abs(p.x) < kReachX);
}

HeadMask head_mask(const cv::Mat& image, const FaceGeometry& face) {
  const double scale = kSide / std::max(image.cols, image.rows);
  const cv::Size size(std::max(8, static_cast<int>(std::lround(image.cols * scale))),
                      std::max(8, static_cast<int>(std::lround(image.rows * scale))));
  cv::Mat small;
  cv::resize(image, small, size, 0, 0, scale < 1 ? cv::INTER_AREA : cv::INTER_LINEAR);
  if (small.channels() == 1) cv::cvtColor(small, small, cv::COLOR_GRAY2RGB);

  HeadMask mask;
  exact_lab_of(small, mask.lab);
  mask.axes = face_axes(face);
  mask.axes.origin = {(mask.axes.origin.x + 0.5) * scale - 0.5, (mask.axes.origin.y + 0.5) * scale - 0.5};
  mask.axes.unit *= scale;
  mask.chin_row = std::clamp(static_cast<int>(std::lround((face.chin.y + 0.5) * scale)), 1, small.rows);

  const BorderModel wall(mask.lab, border_of(size, mask.axes, mask.chin_row));
  mask.spread = wall.spread();
  mask.cut = mask.spread > kPlainSpread;
  mask.person = mask.cut ? cut_out(small, mask.axes, mask.chin_row) : flooded(mask.lab, wall, mask.axes, mask.chin_row);
  return mask;
}

}  // namespace enrolkit::photo
