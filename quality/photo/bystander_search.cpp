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

// The middle of another face lies so far from the applicant's, to whom this half of a width belongs in inter-eye
// distances, by these shares of its own width: what is nearer is an ear or hair.
constexpr double kHalfFace = 0.9;
constexpr double kBeside = 0.1;
constexpr double kAbove = 0.2;

// Collars, scarves and buttons below this, in inter-eye distances from the eyes, read up to 0.5: a face there must
// convince. So must one before a pattern: rooms and leaves read up to 0.12 in some 300 pictures.
constexpr double kAboveClothes = 0.9;
constexpr double kClothesScore = 0.6;
constexpr double kPatternScore = 0.2;

// Where only the applicant's head gives cause to look: pixels, the smallest face, and its score. Measured beside heads
// before plain walls: below -0.4; hair of generated faces before busy rooms up to 0.4.
constexpr double kMostByHead = 120'000;
constexpr double kSmallestByHead = 0.2;
constexpr double kByHeadScore = 0.4;

// The detector finds faces that lean by up to 20 degrees. Turned pictures are further looks, each with its chance of
// taking something else for a face: they must convince.
constexpr double kLean = 30;
constexpr double kTurnedScore = 0.3;

// A level of the detector's pyramid is 1.2 times as large as the next: looking again between them finds who is at the
// worst size for both.
constexpr double kBetween = 0.91;

}  // namespace

// A part of the picture as it is searched: reduced and mirrored at the borders.
struct FaceSearch::Look {
  cv::Rect place;
  double scale;
  int left;   // px by which the left side was mirrored
  int width;  // px of the picture
  bool sure;  // that somebody or something is there
};

// `turn`: degrees by which the searched picture is turned back.
Result<std::optional<FaceBox>> FaceSearch::look_for_somebody(const Look& look, double turn, double least,
                                                             const FaceGeometry& face, const Possible& possible) {
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
  const ImageView view = {searched->data, searched->cols, searched->rows, static_cast<std::ptrdiff_t>(searched->step),
                          PixelFormat::grey8};
  const auto boxes = look.sure ? finder_.detect_hidden(view, least) : finder_.detect_halves(view, least);
  if (!boxes) return boxes.error();
  const FaceAxes axes = face_axes(face);
  for (const FaceBox& found : *boxes) {
    const cv::Vec3d centre = back * cv::Vec3d(found.x + found.width / 2, found.y + found.height / 2, 1);
    FaceBox box = {0, 0, found.width / look.scale, found.height / look.scale, found.score};
    box.x = (centre[0] - look.left) / look.scale + look.place.x - box.width / 2;
    box.y = centre[1] / look.scale + look.place.y - box.height / 2;
    // What was found in the mirror stands before it.
    if (box.x + box.width / 2 < 0) box.x = -box.x - box.width;
    if (box.x + box.width / 2 > look.width) box.x = 2 * look.width - box.x - box.width;
    const double middle = box.x + box.width / 2;
    const double off_border = std::min(std::abs(middle), std::abs(middle - look.width));
    if (found.score < kHiddenScore && off_border > kOffBorder * box.width) continue;
    if (box.width < kSmallest * face.box.width) continue;
    const double down = (box.y + box.height / 2 - axes.origin.y) / axes.unit;
    if (down > kAboveClothes && found.score < kClothesScore) continue;
    const double aside = std::abs(middle - axes.origin.x) - kHalfFace * axes.unit;
    const double above = face.box.y - box.y - box.height / 2;
    const double below = -above - face.box.height;
    const bool same = aside < kBeside * box.width && std::max(above, below) < kAbove * box.width;
    if (!same && possible(box)) return std::optional<FaceBox>(box);
  }
  return std::optional<FaceBox>();
}

Result<std::optional<FaceBox>> FaceSearch::bystander(const cv::Mat& grey, const PlaceForSomebody& place,
                                                     const FaceGeometry& face, const Possible& possible) {
  using Sign = PlaceForSomebody::Sign;
  const cv::Rect inside = place.box & cv::Rect(0, 0, grey.cols, grey.rows);
  if (inside.empty()) return std::optional<FaceBox>();
  const bool sure = place.sign != Sign::head;
  const bool at_left = sure && inside.x == 0;
  const bool at_right = sure && inside.x + inside.width == grey.cols;
  const double mirrored = static_cast<double>(inside.width) * (1 + (at_left ? 1 : 0) + (at_right ? 1 : 0));
  const double detectable = kDetectable / ((sure ? kSmallest : kSmallestByHead) * face.box.width);
  double scale = std::min(detectable, std::sqrt((sure ? kMostPixels : kMostByHead) / (mirrored * inside.height)));
  const double least = !sure ? kByHeadScore : at_left || at_right ? kMirroredScore : kHiddenScore;
  for (const double again : {1.0, kBetween}) {
    scale *= again;
    const cv::Size size(std::max(1, static_cast<int>(std::lround(inside.width * scale))),
                        std::max(1, static_cast<int>(std::lround(inside.height * scale))));
    if (std::min(size.width, size.height) < kDetectable / 4) break;
    cv::resize(grey(inside), scaled_, size, 0, 0, scale < 1 ? cv::INTER_AREA : cv::INTER_LINEAR);
    const int left = at_left ? scaled_.cols - 1 : 0;
    cv::copyMakeBorder(scaled_, padded_, 0, 0, left, at_right ? scaled_.cols - 1 : 0, cv::BORDER_REFLECT);
    const Look look = {inside, scale, left, grey.cols, sure};
    auto found = look_for_somebody(look, 0, place.sign == Sign::pattern ? kPatternScore : least, face, possible);
    if (!found || *found || !sure) return found;
    for (const double turn : {kLean, -kLean}) {
      if (again != 1 || place.sign == Sign::pattern) break;
      found = look_for_somebody(look, turn, kTurnedScore, face, possible);
      if (!found || *found) return found;
    }
  }
  return std::optional<FaceBox>();
}

}  // namespace enrolkit::photo
