// SPDX-License-Identifier: Apache-2.0
#include "tests/quality/drawn_canvas.hpp"

#include <algorithm>
#include <cmath>
#include <opencv2/imgproc.hpp>

namespace enrolkit::testing {
namespace {

cv::Mat as_rgb(const cv::Mat& photo) {
  cv::Mat rgb = photo;
  if (photo.channels() == 1) cv::cvtColor(photo, rgb, cv::COLOR_GRAY2RGB);
  cv::Mat wide;
  rgb.convertTo(wide, CV_32FC3);
  return wide;
}

constexpr int kShift = 4;  // fractional bits of OpenCV's drawing functions

std::vector<cv::Point> fixed_point(const photo::FaceAxes& axes, const Outline& outline) {
  std::vector<cv::Point> points;
  points.reserve(outline.size());
  for (const Point& p : outline) {
    const Point at = axes.to_image(p);
    points.emplace_back(static_cast<int>(std::lround(at.x * (1 << kShift))),
                        static_cast<int>(std::lround(at.y * (1 << kShift))));
  }
  return points;
}

}  // namespace

Canvas::Canvas(const cv::Mat& photo, const FaceLandmarks& points, std::uint64_t seed)
    : image_(as_rgb(photo)), points_(points), random_(seed * 7919 + 17) {
  axes_ = photo::face_axes(photo::locate_face({}, points));
}

cv::Mat Canvas::inside(const Outline& outline, double feather) const {
  cv::Mat mask = cv::Mat::zeros(size(), CV_8UC1);
  const std::vector<std::vector<cv::Point>> polygons = {fixed_point(axes_, outline)};
  cv::fillPoly(mask, polygons, cv::Scalar(255), cv::LINE_AA, kShift);
  cv::Mat soft;
  mask.convertTo(soft, CV_32FC1, 1 / 255.0);
  const double sigma = feather * unit();
  if (sigma > 0.4) cv::GaussianBlur(soft, soft, cv::Size(), sigma);
  return soft;
}

cv::Mat Canvas::grain(double x, double y) {
  const int columns = std::max(2, static_cast<int>(size().width / std::max(1.0, x * unit())) + 2);
  const int rows = std::max(2, static_cast<int>(size().height / std::max(1.0, y * unit())) + 2);
  cv::Mat coarse(std::min(rows, size().height), std::min(columns, size().width), CV_32FC1);
  random_.fill(coarse, cv::RNG::NORMAL, 0, 1);
  cv::Mat fine;
  cv::resize(coarse, fine, size(), 0, 0, cv::INTER_CUBIC);
  return fine;
}

cv::Mat Canvas::light() const {
  cv::Mat grey;
  cv::cvtColor(image_, grey, cv::COLOR_RGB2GRAY);
  cv::Mat small;
  const double scale = 12 / unit();
  cv::resize(grey, small, cv::Size(), scale, scale, cv::INTER_AREA);
  cv::GaussianBlur(small, small, cv::Size(), 5);
  cv::resize(small, grey, size(), 0, 0, cv::INTER_CUBIC);
  const Point nose = axes_.to_image({0, 0.6});
  const int x = std::clamp(static_cast<int>(nose.x), 0, size().width - 1);
  const int y = std::clamp(static_cast<int>(nose.y), 0, size().height - 1);
  return grey / std::max(1.F, grey.at<float>(y, x));
}

cv::Vec3f Canvas::colour_at(Point centre, double half) const {
  const Region box = photo::region_in_image(axes_, {centre.x - half, centre.y - half},
                                            {centre.x + half, centre.y + half}, size().width, size().height);
  if (box.width < 1 || box.height < 1) return {90, 70, 60};
  cv::Vec3f colour;
  for (int c = 0; c < 3; ++c) {
    std::vector<float> levels;
    for (int y = box.y; y < box.y + box.height; ++y) {
      for (int x = box.x; x < box.x + box.width; ++x) levels.push_back(image_.at<cv::Vec3f>(y, x)[c]);
    }
    std::nth_element(levels.begin(), levels.begin() + static_cast<std::ptrdiff_t>(levels.size() / 2), levels.end());
    colour[c] = levels[levels.size() / 2];
  }
  return colour;
}

void Canvas::lay(const cv::Vec3f& colour, const cv::Mat& shade, const cv::Mat& alpha) {
  for (int y = 0; y < image_.rows; ++y) {
    auto* row = image_.ptr<cv::Vec3f>(y);
    const auto* a = alpha.ptr<float>(y);
    const float* s = shade.empty() ? nullptr : shade.ptr<float>(y);
    for (int x = 0; x < image_.cols; ++x) {
      if (a[x] > 0) row[x] = row[x] * (1 - a[x]) + colour * (a[x] * (s == nullptr ? 1.F : std::max(0.F, s[x])));
    }
  }
}

void Canvas::darken(const cv::Mat& alpha, double strength) {
  for (int y = 0; y < image_.rows; ++y) {
    auto* row = image_.ptr<cv::Vec3f>(y);
    const auto* a = alpha.ptr<float>(y);
    for (int x = 0; x < image_.cols; ++x) row[x] *= 1 - static_cast<float>(strength) * a[x];
  }
}

cv::Mat Canvas::result() const {
  cv::Mat out;
  image_.convertTo(out, CV_8UC3);
  return out;
}

Outline superellipse(Point centre, double half_width, double half_height, double power) {
  Outline outline;
  constexpr int kPoints = 96;
  for (int i = 0; i < kPoints; ++i) {
    const double angle = 2 * CV_PI * i / kPoints;
    const double c = std::cos(angle);
    const double s = std::sin(angle);
    outline.push_back({centre.x + half_width * std::copysign(std::pow(std::abs(c), 2 / power), c),
                       centre.y + half_height * std::copysign(std::pow(std::abs(s), 2 / power), s)});
  }
  return outline;
}

void draw_strand(Canvas& canvas, Point from, Point over, Point to, const cv::Vec3f& colour, int thickness,
                 cv::Mat& layer, cv::Mat& alpha) {
  std::vector<cv::Point> curve;
  constexpr int kSteps = 24;
  for (int i = 0; i <= kSteps; ++i) {
    const double t = static_cast<double>(i) / kSteps;
    const Point p = canvas.in_image({(1 - t) * (1 - t) * from.x + 2 * t * (1 - t) * over.x + t * t * to.x,
                                     (1 - t) * (1 - t) * from.y + 2 * t * (1 - t) * over.y + t * t * to.y});
    curve.emplace_back(static_cast<int>(std::lround(p.x * (1 << kShift))),
                       static_cast<int>(std::lround(p.y * (1 << kShift))));
  }
  cv::polylines(layer, curve, false, cv::Scalar(colour[0], colour[1], colour[2]), thickness, cv::LINE_AA, kShift);
  cv::polylines(alpha, curve, false, cv::Scalar(255), thickness, cv::LINE_AA, kShift);
}

}  // namespace enrolkit::testing
