// SPDX-License-Identifier: Apache-2.0
#include "quality/photo/face_search.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <opencv2/imgproc.hpp>

#include "quality/photo/covered_face.hpp"
#include "quality/photo/face_geometry.hpp"

namespace enrolkit::photo {
namespace {

// Long side of the searched image, px. The detector finds faces from 80 px on: at 640, faces of 1/8 of the long side.
constexpr int kStillSide = 640;
constexpr int kSecondTrySide = 1280;
constexpr int kFrameSide = 320;

// Small pictures are enlarged at most this much; beyond it there is nothing to find.
constexpr double kMaxEnlargement = 4;

// A strip thinner than this holds no face at any scale that is searched.
constexpr int kThinnest = 40;

// Margin added on each side, as a share of the long side, to find a face that the border cuts.
constexpr double kBeyondBorder = 0.25;

// Scores from which on a face that fills so much of the picture is taken for one when there is none that is sure: at
// sight, and when what can be seen of it says so. Measured: see photo_battery's masks, veils and hair over both eyes;
// no noise, wall or upright landscape comes near the first.
constexpr double kCoveredScore = -0.5;
constexpr double kDoubtfulScore = -1.2;
constexpr double kCoveredWidth = 0.3;
// The same where the upper and the lower part of a face are asked alone. Measured on 155 portraits of other sets: 85 of
// 100 behind veils and masks score more; noise up to 0.9 (98 of 100 below), lying and halved faces up to 0.6. Faces
// upside down reach 1.9, as they pass for covered ones at sight.
constexpr double kPartScore = 0.6;
constexpr double kDoubtfulPartScore = 0.2;
constexpr int kMostDoubtful = 4;  // looked at, best first

// Smaller faces than this share of the largest one's area are pictures on the wall or chance.
constexpr double kCountedShare = 0.04;

// A second look that moves the points by more than this, in inter-eye distances, has lost the face: measured, the
// points of faces that lean by 18 degrees move by 0.02 to 0.06.
constexpr double kFartherIsLost = 0.1;

// Faces that lean more than this are measured upright, degrees.
constexpr double kUpright = 4;

// Of the square in which it is turned, px: larger faces are reduced, which their landmarks do not feel.
constexpr double kLargestTurned = 1000;

double roll_of(const FaceLandmarks& p) {
  const Point left = {(p[36].x + p[39].x) / 2, (p[36].y + p[39].y) / 2};
  const Point right = {(p[42].x + p[45].x) / 2, (p[42].y + p[45].y) / 2};
  return std::atan2(right.y - left.y, right.x - left.x) * 180 / CV_PI;
}

// A square around the detector's box, turned so that the face stands upright in it.
struct Turn {
  double cosine, sine;
  Point centre;  // in the picture
  double scale;  // px of the picture for one of the square
  int side;      // px

  Turn(const FaceBox& box, double roll)
      : cosine(std::cos(roll * CV_PI / 180)),
        sine(std::sin(roll * CV_PI / 180)),
        centre{box.x + box.width / 2, box.y + box.height / 2},
        scale(std::max(1.0, 2 * box.width / kLargestTurned)),
        side(std::max(1, static_cast<int>(std::lround(2 * box.width / scale)))) {}

  [[nodiscard]] Point in_picture(Point p) const {
    const double x = scale * (p.x - side / 2.0);
    const double y = scale * (p.y - side / 2.0);
    return {centre.x + cosine * x - sine * y, centre.y + sine * x + cosine * y};
  }
  [[nodiscard]] cv::Matx23d to_picture() const {
    const Point corner = in_picture({0, 0});
    return {scale * cosine, -scale * sine, corner.x, scale * sine, scale * cosine, corner.y};
  }
};

// The mean way from one set of points to the other, in inter-eye distances of the first.
double moved(const FaceLandmarks& from, const FaceLandmarks& to) {
  double sum = 0;
  for (std::size_t i = 0; i < from.size(); ++i) sum += std::hypot(to[i].x - from[i].x, to[i].y - from[i].y);
  const double unit = std::hypot(from[45].x - from[36].x, from[45].y - from[36].y) * 0.7;
  return sum / static_cast<double>(from.size()) / std::max(unit, 1e-6);
}

ImageView view_of(const cv::Mat& grey) {
  return {grey.data, grey.cols, grey.rows, static_cast<std::ptrdiff_t>(grey.step), PixelFormat::grey8};
}

}  // namespace

// Empty when it would be too thin to hold a face.
cv::Mat FaceSearch::scaled_to(const cv::Mat& grey, int long_side) {
  const double scale = std::min(static_cast<double>(long_side) / std::max(grey.cols, grey.rows), kMaxEnlargement);
  const cv::Size size(std::max(1, static_cast<int>(std::lround(grey.cols * scale))),
                      std::max(1, static_cast<int>(std::lround(grey.rows * scale))));
  if (std::min(size.width, size.height) < kThinnest) return {};
  if (size == grey.size()) return grey;
  cv::resize(grey, scaled_, size, 0, 0, scale < 1 ? cv::INTER_AREA : cv::INTER_LINEAR);
  return scaled_;
}

Result<FoundFaces> FaceSearch::search(const cv::Mat& grey, int long_side, double margin, double least, Seen seen) {
  const cv::Mat whole = scaled_to(grey, long_side);
  if (whole.empty()) return FoundFaces{};
  cv::Mat searched = whole;
  const int border = static_cast<int>(margin * long_side);
  if (border > 0) {
    cv::copyMakeBorder(whole, padded_, border, border, border, border, cv::BORDER_REPLICATE);
    searched = padded_;
  }
  const auto boxes =
      seen == Seen::part ? finder_.detect_covered(view_of(searched), least) : finder_.detect(view_of(searched), least);
  if (!boxes) return boxes.error();

  FoundFaces faces;
  const double to_x = static_cast<double>(grey.cols) / whole.cols;
  const double to_y = static_cast<double>(grey.rows) / whole.rows;
  found_.clear();
  for (const FaceBox& box : *boxes) {
    found_.push_back(
        {(box.x - border) * to_x, (box.y - border) * to_y, box.width * to_x, box.height * to_y, box.score});
  }
  // Of equal areas the better score first, which is the detector's order.
  std::stable_sort(found_.begin(), found_.end(),
                   [](const FaceBox& a, const FaceBox& b) { return a.area() > b.area(); });
  for (const FaceBox& box : found_) {
    if (box.area() >= kCountedShare * found_.front().area()) ++faces.count;
  }
  if (faces.count > 0) faces.largest = found_[0];
  if (faces.count > 1) faces.second = found_[1];
  return faces;
}

Result<FoundFaces> FaceSearch::in_still(const cv::Mat& grey) {
  auto faces = search(grey, kStillSide, 0);
  if (!faces || faces->count > 0) return faces;
  faces = search(grey, kSecondTrySide, 0);
  if (!faces || faces->count > 0) return faces;
  faces = search(grey, kStillSide, kBeyondBorder);
  if (!faces || faces->count > 0) return faces;
  return covered(grey);
}

// The likeliest of the large ones found last that look covered, or whose score tells at sight.
Result<std::optional<FaceBox>> FaceSearch::looking_covered(const cv::Mat& grey, double at_sight) {
  std::erase_if(found_, [&](const FaceBox& box) { return box.width < kCoveredWidth * std::min(grey.cols, grey.rows); });
  std::stable_sort(found_.begin(), found_.end(), [](const FaceBox& a, const FaceBox& b) { return a.score > b.score; });
  for (std::size_t i = 0; i < std::min<std::size_t>(found_.size(), kMostDoubtful); ++i) {
    const FaceBox box = found_[i];
    if (box.score >= at_sight) return std::optional<FaceBox>(box);
    const auto points = landmarks_in_still(grey, box);
    if (!points) return points.error();
    if (is_covered_face(grey, locate_face(box, *points))) return std::optional<FaceBox>(box);
  }
  return std::optional<FaceBox>();
}

// A mask, a veil or hair over the eyes takes from a face what makes it a sure one: the likeliest of the large ones that
// look like that, or of which a part is seen, or else the likeliest.
Result<FoundFaces> FaceSearch::covered(const cv::Mat& grey) {
  const auto all = search(grey, kStillSide, 0, kDoubtfulScore);
  if (!all) return all.error();
  auto largest = looking_covered(grey, 0);
  if (!largest) return largest.error();
  std::optional<FaceBox> likeliest;
  if (!found_.empty() && found_.front().score >= kCoveredScore) likeliest = found_.front();
  if (!*largest) {
    const auto parts = search(grey, kStillSide, 0, kDoubtfulPartScore, Seen::part);
    if (!parts) return parts.error();
    largest = looking_covered(grey, kPartScore);
    if (!largest) return largest.error();
  }
  FoundFaces faces;
  faces.largest = *largest ? *largest : likeliest;
  faces.count = faces.largest ? 1 : 0;
  return faces;
}

Result<FoundFaces> FaceSearch::in_frame(const cv::Mat& grey) { return search(grey, kFrameSide, 0); }

Result<FaceLandmarks> FaceSearch::steady_landmarks(const cv::Mat& grey, const FaceBox& box) const {
  struct Jitter {
    double x, y, scale;  // shift as a share of the box, scale as a factor
  };
  static constexpr std::array<Jitter, 5> kJitter = {
      {{0, 0, 1}, {-0.03, -0.03, 1.04}, {0.03, -0.03, 0.96}, {-0.03, 0.03, 0.96}, {0.03, 0.03, 1.04}}};
  FaceLandmarks mean{};
  for (const Jitter& jitter : kJitter) {
    FaceBox moved = box;
    moved.width *= jitter.scale;
    moved.height *= jitter.scale;
    moved.x += jitter.x * box.width + (box.width - moved.width) / 2;
    moved.y += jitter.y * box.height + (box.height - moved.height) / 2;
    const auto points = finder_.landmarks(view_of(grey), moved);
    if (!points) return points.error();
    for (std::size_t i = 0; i < mean.size(); ++i) {
      mean[i].x += (*points)[i].x / kJitter.size();
      mean[i].y += (*points)[i].y / kJitter.size();
    }
  }
  return mean;
}

Result<FaceLandmarks> FaceSearch::landmarks_in_still(const cv::Mat& grey, const FaceBox& box) const {
  const auto first = steady_landmarks(grey, box);
  if (!first) return first.error();
  const double roll = roll_of(*first);
  if (std::abs(roll) < kUpright) return first;
  // The model knows upright faces best: turn this one upright and look again.
  const Turn turn(box, roll);
  cv::Mat upright;
  cv::warpAffine(grey, upright, turn.to_picture(), {turn.side, turn.side}, cv::INTER_LINEAR | cv::WARP_INVERSE_MAP,
                 cv::BORDER_REPLICATE);
  const double width = box.width / turn.scale;
  const double height = box.height / turn.scale;
  auto points =
      steady_landmarks(upright, {(turn.side - width) / 2, (turn.side - height) / 2, width, height, box.score});
  if (!points) return first;
  for (Point& p : *points) p = turn.in_picture(p);
  if (moved(*first, *points) > kFartherIsLost) return first;
  return points;
}

Result<FaceLandmarks> FaceSearch::landmarks_in_frame(const cv::Mat& grey, const FaceBox& box) const {
  return finder_.landmarks(view_of(grey), box);
}

}  // namespace enrolkit::photo
