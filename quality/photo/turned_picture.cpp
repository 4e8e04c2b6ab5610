// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <opencv2/core.hpp>

#include "quality/photo/face_search.hpp"

namespace enrolkit::photo {
namespace {

// A face that scores so much stands upright. Measured: what is taken for one in portraits upside down up to 1.78.
constexpr double kSureUpright = 1.8;

// Long side of the searched picture, px: faces of a quarter of it, which a picture of a person holds.
constexpr int kSide = 320;

// Score of the face of a turned picture once it is upright, at least, and how much more than any face has in the
// picture as it is; than what was found in it at more pixels, which score more, hardly less. Measured: 294 portraits
// of five sets, each in all four positions, more than half of the generated ones in poses that no detector knows.
constexpr double kLeastTurned = 0.15;
constexpr double kMoreThanUpright = 0.4;
constexpr double kLessThanFound = 0.2;

// Faces under a mask look like one on its head too, by up to 0.98, but their upper part scores 1.8 or more as it
// stands; of faces that do stand on their head no part scores more than 1.42.
constexpr double kSureTurned = 1.05;
constexpr double kPartUpright = 1.6;

// No face at all counts so much.
constexpr double kNone = -1;

struct Position {
  double roll;  // of the head, degrees
  int back;     // cv::RotateFlags that turn it upright
};
constexpr std::array<Position, 3> kPositions = {
    {{180, cv::ROTATE_180}, {90, cv::ROTATE_90_COUNTERCLOCKWISE}, {-90, cv::ROTATE_90_CLOCKWISE}}};

// A box of the picture that was turned upright, in the one of `size` before.
FaceBox turned_back(const FaceBox& box, double roll, cv::Size size) {
  if (roll == 180) {
    return {size.width - box.x - box.width, size.height - box.y - box.height, box.width, box.height, box.score};
  }
  if (roll == 90) return {size.width - box.y - box.height, box.x, box.height, box.width, box.score};
  return {box.y, size.height - box.x - box.width, box.height, box.width, box.score};
}

}  // namespace

Result<std::optional<TurnedFace>> FaceSearch::turned(const cv::Mat& grey, const FoundFaces& upright) {
  if (upright.largest && upright.largest->score >= kSureUpright) return std::optional<TurnedFace>();
  const cv::Mat whole = scaled_to(grey, kSide);
  if (whole.empty()) return std::optional<TurnedFace>();
  const auto view_of = [](const cv::Mat& mat) {
    return ImageView{mat.data, mat.cols, mat.rows, static_cast<std::ptrdiff_t>(mat.step), PixelFormat::grey8};
  };
  const auto as_it_is = finder_.detect(view_of(whole), kNone);
  if (!as_it_is) return as_it_is.error();
  double least = (as_it_is->empty() ? kNone : as_it_is->front().score) + kMoreThanUpright;
  if (upright.largest) least = std::max(least, upright.largest->score - kLessThanFound);
  least = std::max(least, kLeastTurned);

  std::optional<TurnedFace> best;
  const double scale = static_cast<double>(grey.cols) / whole.cols;
  for (const Position& position : kPositions) {
    cv::rotate(whole, turned_, position.back);
    const auto found = finder_.detect(view_of(turned_), least);
    if (!found) return found.error();
    if (found->empty()) continue;
    FaceBox box = turned_back(found->front(), position.roll, whole.size());
    least = box.score;
    box = {scale * box.x, scale * box.y, scale * box.width, scale * box.height, box.score};
    best = TurnedFace{position.roll, box};
  }
  if (!best || best->box.score >= kSureTurned) return best;
  const auto part = finder_.detect_covered(view_of(whole), kPartUpright);
  if (!part) return part.error();
  return part->empty() ? best : std::optional<TurnedFace>();
}

}  // namespace enrolkit::photo
