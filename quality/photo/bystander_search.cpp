// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <cmath>
#include <opencv2/imgproc.hpp>

#include "quality/photo/face_search.hpp"

namespace enrolkit::photo {
namespace {

// Pixels of the place as it is searched, at most: its cost. The detector's smallest face is 80 px wide.
constexpr double kMostPixels = 300'000;
constexpr double kDetectable = 80;

// The smallest face that counts, as a share of the applicant's in each direction; smaller ones are pictures on the
// wall.
constexpr double kSmallest = 0.13;

// Score of a face that was made whole by mirroring. Measured: pasted halves of real faces -0.34 to 2.6, one in fifty
// below; nothing above -0.58 in 268 pictures of busy rooms without any, but leaves read up to 0.1. And of one that is
// in the picture, but partly hidden behind the applicant or stands before a pattern, which mirrored makes symmetrical
// figures: nothing without a face above -0.29. A visible half alone (FaceDetector::kHalfLess taken off): -0.2 to 2 in
// pasted faces that the applicant's head hides in part, without a face up to -0.3 in real portraits and 0 in busy
// rooms.
constexpr double kMirroredScore = -0.35;
constexpr double kHiddenScore = -0.15;

// A face that is half in the picture has its middle on the border, give or take this share of its width.
constexpr double kOffBorder = 0.35;

// The middle of another face lies beside the applicant's by this share of its width: what is nearer is an ear or hair.
constexpr double kBeside = 0.2;

// The detector finds faces that lean by up to 20 degrees. Turned pictures are further looks, each with its chance of
// taking something else for a face: they must convince.
constexpr double kLean = 30;
constexpr double kTurnedScore = 0.3;

}  // namespace

// `left`: the px by which the left side was mirrored; `turn`: degrees by which the searched picture was turned back.
Result<std::optional<FaceBox>> FaceSearch::search_place(const cv::Rect& place, double scale, int left, double turn,
                                                        double least, const FaceBox& largest, int width) {
  const cv::Mat* searched = &padded_;
  cv::Matx33d back = cv::Matx33d::eye();
  if (turn != 0) {
    const cv::Point2f middle(static_cast<float>(padded_.cols) / 2, static_cast<float>(padded_.rows) / 2);
    const cv::Mat map = cv::getRotationMatrix2D(middle, turn, 1);
    cv::warpAffine(padded_, turned_, map, padded_.size(), cv::INTER_LINEAR, cv::BORDER_REPLICATE);
    cv::Mat inverse;
    cv::invertAffineTransform(map, inverse);
    for (int r = 0; r < 2; ++r) {
      for (int c = 0; c < 3; ++c) back(r, c) = inverse.at<double>(r, c);
    }
    searched = &turned_;
  }
  const auto boxes = finder_.detect_hidden(
      {searched->data, searched->cols, searched->rows, static_cast<std::ptrdiff_t>(searched->step), PixelFormat::grey8},
      least);
  if (!boxes) return boxes.error();
  for (const FaceBox& found : *boxes) {
    const cv::Vec3d centre = back * cv::Vec3d(found.x + found.width / 2, found.y + found.height / 2, 1);
    FaceBox box = {0, 0, found.width / scale, found.height / scale, found.score};
    box.x = (centre[0] - left) / scale + place.x - box.width / 2;
    box.y = centre[1] / scale + place.y - box.height / 2;
    // What was found in the mirror stands before it.
    if (box.x + box.width / 2 < 0) box.x = -box.x - box.width;
    if (box.x + box.width / 2 > width) box.x = 2 * width - box.x - box.width;
    const double middle = box.x + box.width / 2;
    const double off_border = std::min(std::abs(middle), std::abs(middle - width));
    if (found.score < kHiddenScore && off_border > kOffBorder * box.width) continue;
    if (box.area() < kSmallest * kSmallest * largest.area()) continue;
    const double aside = std::abs(middle - largest.x - largest.width / 2) - largest.width / 2;
    const double above = largest.y - box.y - box.height / 2;
    const double below = -above - largest.height;
    const bool same = std::max({aside, above, below}) < kBeside * box.width;
    if (!same) return std::optional<FaceBox>(box);
  }
  return std::optional<FaceBox>();
}

Result<std::optional<FaceBox>> FaceSearch::bystander(const cv::Mat& grey, const cv::Rect& place, bool pattern,
                                                     const FaceBox& largest) {
  const cv::Rect inside = place & cv::Rect(0, 0, grey.cols, grey.rows);
  if (inside.empty()) return std::optional<FaceBox>();
  const bool at_left = inside.x == 0;
  const bool at_right = inside.x + inside.width == grey.cols;
  const double mirrored = static_cast<double>(inside.width) * (1 + (at_left ? 1 : 0) + (at_right ? 1 : 0));
  const double scale =
      std::min(kDetectable / (kSmallest * largest.width), std::sqrt(kMostPixels / (mirrored * inside.height)));
  const cv::Size size(std::max(1, static_cast<int>(std::lround(inside.width * scale))),
                      std::max(1, static_cast<int>(std::lround(inside.height * scale))));
  if (std::min(size.width, size.height) < kDetectable / 4) return std::optional<FaceBox>();
  cv::resize(grey(inside), scaled_, size, 0, 0, scale < 1 ? cv::INTER_AREA : cv::INTER_LINEAR);
  const int left = at_left ? scaled_.cols - 1 : 0;
  cv::copyMakeBorder(scaled_, padded_, 0, 0, left, at_right ? scaled_.cols - 1 : 0, cv::BORDER_REFLECT);
  if (pattern) return search_place(inside, scale, left, 0, kHiddenScore, largest, grey.cols);
  const double least = at_left || at_right ? kMirroredScore : kHiddenScore;
  auto found = search_place(inside, scale, left, 0, least, largest, grey.cols);
  for (const double turn : {kLean, -kLean}) {
    if (!found || *found) return found;
    found = search_place(inside, scale, left, turn, kTurnedScore, largest, grey.cols);
  }
  return found;
}

}  // namespace enrolkit::photo
