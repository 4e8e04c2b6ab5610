// SPDX-License-Identifier: Apache-2.0
#include "quality/photo/iso29794/aligned_face.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <opencv2/imgproc.hpp>
#include <vector>

namespace enrolkit::photo::iso29794 {
namespace {

using FivePoints = std::array<cv::Point2d, 5>;

// Where the image-left and image-right eye centre, the nose tip and the corners of the mouth belong.
constexpr std::array<std::array<double, 2>, 5> kPlaces = {{{251, 272}, {364, 272}, {308, 336}, {262, 402}, {355, 402}}};

constexpr std::size_t kNoseTip = 30;
constexpr std::size_t kMouthLeft = 48;
constexpr std::size_t kMouthRight = 54;

FivePoints places() {
  FivePoints points;
  for (std::size_t i = 0; i < points.size(); ++i) points[i] = {kPlaces[i][0], kPlaces[i][1]};
  return points;
}

// Least squares over the points that are `used`.
cv::Matx23d similarity(const FivePoints& from, const FivePoints& to, const std::array<bool, 5>& used) {
  cv::Point2d from_mean;
  cv::Point2d to_mean;
  double count = 0;
  for (std::size_t i = 0; i < used.size(); ++i) {
    if (!used[i]) continue;
    from_mean += from[i];
    to_mean += to[i];
    ++count;
  }
  from_mean *= 1 / count;
  to_mean *= 1 / count;
  double along = 0;
  double across = 0;
  double spread = 0;
  for (std::size_t i = 0; i < used.size(); ++i) {
    if (!used[i]) continue;
    const cv::Point2d p = from[i] - from_mean;
    const cv::Point2d q = to[i] - to_mean;
    along += p.dot(q);
    across += p.cross(q);
    spread += p.dot(p);
  }
  if (spread <= 0) return {1, 0, 0, 0, 1, 0};  // all points at one place
  const double a = along / spread;
  const double b = across / spread;
  return {a, -b, to_mean.x - a * from_mean.x + b * from_mean.y, b, a, to_mean.y - b * from_mean.x - a * from_mean.y};
}

std::array<double, 5> squared_errors(const cv::Matx23d& map, const FivePoints& from, const FivePoints& to) {
  std::array<double, 5> errors{};
  for (std::size_t i = 0; i < errors.size(); ++i) {
    const double dx = map(0, 0) * from[i].x + map(0, 1) * from[i].y + map(0, 2) - to[i].x;
    const double dy = map(1, 0) * from[i].x + map(1, 1) * from[i].y + map(1, 2) - to[i].y;
    errors[i] = dx * dx + dy * dy;
  }
  return errors;
}

FacePoints moved(const FacePoints& points, const cv::Matx23d& map) {
  FacePoints there;
  for (std::size_t i = 0; i < points.size(); ++i) {
    const cv::Point p = points[i];
    there[i] = {static_cast<int>(std::lround(map(0, 0) * p.x + map(0, 1) * p.y + map(0, 2))),
                static_cast<int>(std::lround(map(1, 0) * p.x + map(1, 1) * p.y + map(1, 2)))};
  }
  return there;
}

bool has_colour(const cv::Mat& rgb) {
  for (int y = 0; y < rgb.rows; ++y) {
    const auto* row = rgb.ptr<cv::Vec3b>(y);
    if (std::any_of(row, row + rgb.cols, [](const cv::Vec3b& p) { return p[0] != p[1] || p[0] != p[2]; })) return true;
  }
  return false;
}

}  // namespace

cv::Matx23d alignment_of(const FacePoints& points) {
  const FivePoints from = {eye_centre(points, 0), eye_centre(points, 1), points[kNoseTip], points[kMouthLeft],
                           points[kMouthRight]};
  const FivePoints to = places();
  double best = std::numeric_limits<double>::infinity();
  std::array<double, 5> best_errors{};
  for (std::size_t i = 0; i < from.size(); ++i) {
    for (std::size_t k = i + 1; k < from.size(); ++k) {
      std::array<bool, 5> pair{};
      pair[i] = pair[k] = true;
      const auto errors = squared_errors(similarity(from, to, pair), from, to);
      auto sorted = errors;
      std::sort(sorted.begin(), sorted.end());
      if (sorted[2] >= best) continue;
      best = sorted[2];
      best_errors = errors;
    }
  }
  // The usual robust standard deviation of a least-median fit with two points, 2.5 times: 2.5 * 1.4826 * (1 + 5 / 3).
  constexpr double kAgreement = 2.5 * 1.4826 * (1 + 5.0 / 3);
  const double reach = std::max(kAgreement * kAgreement * best, 1e-6);
  std::array<bool, 5> agreeing{};
  for (std::size_t i = 0; i < agreeing.size(); ++i) agreeing[i] = best_errors[i] <= reach;
  return similarity(from, to, agreeing);
}

cv::Mat landmarked_region(const FacePoints& points, cv::Size size) {
  constexpr int kRaster = 224;
  constexpr double kMargin = 0.05;  // of the height of the hull
  std::vector<cv::Point> hull;
  cv::convexHull(std::vector<cv::Point>(points.begin(), points.end()), hull);
  const cv::Rect box = cv::boundingRect(hull);
  // Truncated as the definition's implementation does.
  const int top = static_cast<int>(box.y - box.height * kMargin);
  const int bottom = static_cast<int>(box.y + box.height * (1 + kMargin));
  const int left = static_cast<int>(box.x + box.width / 2.0 - (bottom - top) / 2.0);
  const int right = static_cast<int>(box.x + box.width / 2.0 + (bottom - top) / 2.0);
  for (cv::Point& p : hull) {
    p = {static_cast<int>(static_cast<double>(p.x - left) / (bottom - top) * kRaster),
         static_cast<int>(static_cast<double>(p.y - top) / (bottom - top) * kRaster)};
  }
  cv::Mat raster(kRaster, kRaster, CV_8UC1, cv::Scalar(0));
  cv::fillConvexPoly(raster, hull, cv::Scalar(255));
  cv::Mat scaled;
  cv::resize(raster, scaled, cv::Size(right - left, bottom - top), 0, 0, cv::INTER_NEAREST);
  cv::Mat region(size, CV_8UC1, cv::Scalar(0));
  const cv::Rect place(left, top, scaled.cols, scaled.rows);
  const cv::Rect inside = place & cv::Rect(cv::Point(), size);
  if (!inside.empty()) scaled(inside - place.tl()).copyTo(region(inside));
  return region;
}

cv::Mat linear_luminance(const cv::Mat& rgb) {
  std::array<double, 256> linear{};
  for (std::size_t level = 0; level < linear.size(); ++level) {
    const double v = static_cast<double>(level) / 255;
    linear[level] = v > 0.04045 ? std::pow((v + 0.055) / 1.055, 2.4) : v / 12.92;
  }
  cv::Mat luminance(rgb.size(), CV_8UC1);
  for (int y = 0; y < rgb.rows; ++y) {
    const auto* from = rgb.ptr<cv::Vec3b>(y);
    auto* to = luminance.ptr<std::uint8_t>(y);
    for (int x = 0; x < rgb.cols; ++x) {
      const double light = 0.2126 * linear[from[x][0]] + 0.7152 * linear[from[x][1]] + 0.0722 * linear[from[x][2]];
      to[x] = static_cast<std::uint8_t>(std::floor(light * 255 + 0.5));
    }
  }
  return luminance;
}

AlignedFace aligned_face(const cv::Mat& image, const FacePoints& points) {
  AlignedFace face;
  face.from_image = alignment_of(points);
  cv::Mat warped;
  cv::warpAffine(image, warped, face.from_image, cv::Size(kAlignedSide, kAlignedSide));
  if (warped.channels() == 1) {
    cv::cvtColor(warped, face.rgb, cv::COLOR_GRAY2RGB);
  } else {
    face.rgb = warped;
    face.coloured = has_colour(warped);
  }
  face.luminance = linear_luminance(face.rgb);
  face.points = moved(points, face.from_image);
  face.region = landmarked_region(face.points, face.rgb.size());
  return face;
}

}  // namespace enrolkit::photo::iso29794
