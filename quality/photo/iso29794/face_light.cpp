// SPDX-License-Identifier: Apache-2.0
#include "quality/photo/iso29794/face_light.hpp"

#include <algorithm>
#include <cmath>
#include <opencv2/imgproc.hpp>

namespace enrolkit::photo::iso29794 {
namespace {

constexpr std::size_t kUpperLip = 62;  // of the inner lips, in the middle
constexpr std::size_t kLowerLip = 66;

// Skin is natural inside these.
constexpr double kLeastA = 5;
constexpr double kMostA = 25;
constexpr double kLeastB = 5;
constexpr double kMostB = 35;
constexpr double kUnnatural = 100;

bool inside(const CheekSquares& squares, cv::Size size) {
  const cv::Rect whole(cv::Point(), size);
  return !squares.left.empty() && (squares.left & whole) == squares.left && (squares.right & whole) == squares.right;
}

double linear(double v) { return v > 0.04045 ? std::pow((v + 0.055) / 1.055, 2.4) : v / 12.92; }

double cube_root_of_lab(double t) { return t <= 216.0 / 24389 ? (24389.0 / 27 * t + 16) / 116 : std::cbrt(t); }

double outside(double value, double least, double most) { return std::max({0.0, least - value, value - most}); }

cv::Mat masked(const cv::Mat& image, const cv::Mat& mask) {
  cv::Mat kept(image.size(), image.type(), cv::Scalar::all(0));
  image.copyTo(kept, mask);
  return kept;
}

}  // namespace

std::optional<Histogram> histogram_of(const cv::Mat& levels, const cv::Mat& mask) {
  Histogram counts{};
  double all = 0;
  for (int y = 0; y < levels.rows; ++y) {
    const auto* level = levels.ptr<std::uint8_t>(y);
    const auto* use = mask.ptr<std::uint8_t>(y);
    for (int x = 0; x < levels.cols; ++x) {
      if (use[x] == 0) continue;
      ++counts[level[x]];
      ++all;
    }
  }
  if (all == 0) return std::nullopt;
  for (double& count : counts) count /= all;
  return counts;
}

double mean_of(const Histogram& histogram) {
  double mean = 0;
  for (std::size_t i = 0; i < histogram.size(); ++i) mean += histogram[i] * static_cast<double>(i) / 255;
  return mean;
}

double variance_of(const Histogram& histogram) {
  const double mean = mean_of(histogram);
  double variance = 0;
  for (std::size_t i = 0; i < histogram.size(); ++i) {
    const double off = static_cast<double>(i) / 255 - mean;
    variance += histogram[i] * off * off;
  }
  return variance;
}

double entropy_of(const Histogram& histogram) {
  double entropy = 0;
  for (const double share : histogram) {
    if (share > 0) entropy -= share * std::log2(share);
  }
  return entropy;
}

double share_between(const Histogram& histogram, int first, int last) {
  double share = 0;
  for (int i = first; i <= last; ++i) share += histogram[static_cast<std::size_t>(i)];
  return share;
}

CheekSquares cheek_squares(const FacePoints& aligned) {
  const cv::Point left = eye_centre(aligned, 0);
  const cv::Point right = eye_centre(aligned, 1);
  const int side = static_cast<int>(0.3 * distance(left, right));
  const cv::Point mouth = rounded_middle(aligned[kUpperLip], aligned[kLowerLip]);
  const int down = static_cast<int>(distance(rounded_middle(left, right), mouth) / 2);
  return {{left.x, left.y + down, side, side}, {right.x - side, right.y + down, side, side}};
}

std::optional<double> illumination_uniformity(const AlignedFace& face) {
  const CheekSquares squares = cheek_squares(face.points);
  if (!inside(squares, face.luminance.size())) return std::nullopt;
  const cv::Mat luminance = masked(face.luminance, face.region);
  const cv::Mat all(squares.left.size(), CV_8UC1, cv::Scalar(255));
  const auto left = histogram_of(luminance(squares.left), all);
  const auto right = histogram_of(luminance(squares.right), all);
  if (!left || !right) return std::nullopt;
  double common = 0;
  for (std::size_t i = 0; i < left->size(); ++i) common += std::min((*left)[i], (*right)[i]);
  return common;
}

std::optional<double> colour_deviation(const AlignedFace& face) {
  if (!face.coloured) return 0.0;
  const CheekSquares squares = cheek_squares(face.points);
  if (!inside(squares, face.rgb.size())) return std::nullopt;
  const cv::Mat rgb = masked(face.rgb, face.region);
  const cv::Scalar sum = cv::mean(rgb(squares.left)) + cv::mean(rgb(squares.right));
  const double r = linear(sum[0] / 2 / 255);
  const double g = linear(sum[1] / 2 / 255);
  const double b = linear(sum[2] / 2 / 255);
  // sRGB to XYZ under D50 by Bradford's adaptation.
  const double fx = cube_root_of_lab((0.43605 * r + 0.38508 * g + 0.14309 * b) / 0.964221);
  const double fy = cube_root_of_lab(0.22249 * r + 0.71689 * g + 0.06062 * b);
  const double fz = cube_root_of_lab((0.01393 * r + 0.09710 * g + 0.71419 * b) / 0.825211);
  const double lab_a = 500 * (fx - fy);
  const double lab_b = 200 * (fy - fz);
  if (lab_a < 0 || lab_b < 0) return kUnnatural;
  return std::hypot(outside(lab_a, kLeastA, kMostA), outside(lab_b, kLeastB, kMostB));
}

}  // namespace enrolkit::photo::iso29794
