// SPDX-License-Identifier: Apache-2.0
#include "quality/photo/iso29794/estimates.hpp"

#include <algorithm>
#include <cmath>
#include <opencv2/imgproc.hpp>

#include "quality/photo/block_artefacts.hpp"
#include "quality/photo/expression.hpp"
#include "quality/photo/face_geometry.hpp"
#include "quality/photo/image_noise.hpp"
#include "quality/photo/sharpness.hpp"

namespace enrolkit::photo::iso29794 {
namespace {

// The part of the aligned picture in which the background is measured, and the size it is measured at.
constexpr int kBackgroundSides = 62;
constexpr int kBackgroundBottom = 210;
constexpr int kBackgroundWidth = 354;
constexpr int kBackgroundHeight = 292;

// The re-blur ratio of a good portrait (0.40) and of a blurred one (0.60), measured, and where the reference's score
// has sharp pictures (45) and those between sharp and blurred (-20).
constexpr double kSharpnessAtZero = 0.5385;
constexpr double kSharpnessSlope = -325;
constexpr double kMostSharp = 50;

// Similarity = 1 - kBlockLoss * ln(ratio)^kBlockPower: fitted to 13 portraits at two sizes, JPEG qualities 3 to 95.
constexpr double kBlockLoss = 0.12;
constexpr double kBlockPower = 1.4;

// Where the reference has neutral faces and smiles with teeth (the smile score's 0 and 1).
constexpr double kNeutral = 5000;
constexpr double kSmiling = -10000;

}  // namespace

cv::Mat aligned_person(const HeadMask& mask, cv::Size photo, const AlignedFace& face) {
  // As much as the mask may be off.
  const int reach = std::max(1, static_cast<int>(std::lround(0.08 * mask.axes.unit)));
  cv::Mat wide;
  cv::dilate(mask.person, wide, cv::getStructuringElement(cv::MORPH_ELLIPSE, cv::Size(2 * reach + 1, 2 * reach + 1)));
  const double sx = static_cast<double>(photo.width) / mask.person.cols;
  const double sy = static_cast<double>(photo.height) / mask.person.rows;
  const cv::Matx33d to_photo(sx, 0, (sx - 1) / 2, 0, sy, (sy - 1) / 2, 0, 0, 1);
  cv::Mat person;
  cv::warpAffine(wide, person, face.from_image * to_photo, face.rgb.size(), cv::INTER_NEAREST, cv::BORDER_CONSTANT,
                 cv::Scalar(255));
  return person;
}

std::optional<double> background_gradient(const AlignedFace& face, const cv::Mat& person) {
  const cv::Rect part(kBackgroundSides, 0, kAlignedSide - 2 * kBackgroundSides, kAlignedSide - kBackgroundBottom);
  cv::Mat rgb;
  const cv::Size size(kBackgroundWidth, kBackgroundHeight);
  cv::resize(face.rgb(part), rgb, size, 0, 0, cv::INTER_LINEAR);
  cv::Mat no_background;
  cv::resize(person(part), no_background, size, 0, 0, cv::INTER_NEAREST);
  cv::Mat background = no_background == 0;
  cv::erode(background, background, cv::Mat::ones(4, 4, CV_8U));
  const cv::Mat luminance = linear_luminance(rgb);
  cv::Mat gx;
  cv::Mat gy;
  cv::Scharr(luminance, gx, CV_32F, 1, 0);
  cv::Scharr(luminance, gy, CV_32F, 0, 1);
  double sum = 0;
  int count = 0;
  for (int y = 0; y < background.rows; ++y) {
    for (int x = 0; x < background.cols; ++x) {
      if (background.at<std::uint8_t>(y, x) == 0) continue;
      sum += std::hypot(static_cast<double>(gx.at<float>(y, x)), static_cast<double>(gy.at<float>(y, x)));
      ++count;
    }
  }
  if (count == 0) return std::nullopt;
  return sum / count;
}

std::optional<double> sharpness(const cv::Mat& grey, const FaceGeometry& face) {
  const auto ratio = reblur_ratio(grey, face, face_noise(grey, face_axes(face)));
  if (!ratio) return std::nullopt;
  const double native = kSharpnessSlope * (std::max(ratio->x, ratio->y) - kSharpnessAtZero);
  return std::round(std::clamp(native, -kMostSharp, kMostSharp));  // the reference counts trees
}

double similarity_before_compression(const cv::Mat& grey, const FaceGeometry& face) {
  const double ratio = std::max(block_artefacts(grey, face_axes(face)).jpeg, 1.0);
  return std::max(0.0, 1 - kBlockLoss * std::pow(std::log(ratio), kBlockPower));
}

double expression_neutrality(const FaceGeometry& face, const FacePatch& patch) {
  return kNeutral + (kSmiling - kNeutral) * smile_score(face, patch);
}

}  // namespace enrolkit::photo::iso29794
