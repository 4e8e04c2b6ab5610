// SPDX-License-Identifier: Apache-2.0
#include "quality/photo/live/face_tracker.hpp"

#include <algorithm>
#include <cmath>

namespace enrolkit::photo {
namespace {

// Long side of the searched picture, px: the detector finds faces from 80 px on.
constexpr int kWholeSide = 320;
// The region around a known face, so many of its widths wide, at so many px: the face comes to 89 px.
constexpr double kRegion = 1.8;
constexpr int kRegionSide = 160;
// For a second face the frame is searched finer, half by half: it finds faces from a sixth of the long side on. (Of
// faces 0.27 as large as the applicant's, 29 of 30 at this size and none at 320; measured.)
constexpr int kBesideSide = 480;

// Slots of the round in which the detector runs: each takes as long as two to five of the other frames.
constexpr int kWholeSlot = 0;
constexpr std::array<int, 2> kNearSlots = {5, 10};
constexpr int kLeftSlot = 2;
constexpr int kRightSlot = 8;

// A known face is let go only when the detector sees less than this.
constexpr double kKeptScore = -0.3;

// The detector's box around landmarks (measured): as wide as they are, its middle higher.
constexpr double kBoxOverLandmarks = 1.02;
constexpr double kBoxHigher = 0.10;

// Landmarks that leave their box by so much follow no face any more.
constexpr double kMostDrift = 0.5;
constexpr double kLeastSize = 0.6, kMostSize = 1.6;

// Smaller faces than this share of the applicant's area are pictures on the wall, or people far behind.
constexpr double kCountedShare = 0.1;

ImageView view_of(const cv::Mat& grey) {
  return {grey.data, grey.cols, grey.rows, static_cast<std::ptrdiff_t>(grey.step), PixelFormat::grey8};
}

FaceBox box_around(const FaceLandmarks& landmarks) {
  double left = landmarks[0].x, right = left, top = landmarks[0].y, bottom = top;
  for (const Point& p : landmarks) {
    left = std::min(left, p.x);
    right = std::max(right, p.x);
    top = std::min(top, p.y);
    bottom = std::max(bottom, p.y);
  }
  const double side = kBoxOverLandmarks * (right - left);
  const double middle_y = (top + bottom) / 2 - kBoxHigher * (right - left);
  return {(left + right - side) / 2, middle_y - side / 2, side, side, 0};
}

double overlap(const FaceBox& a, const FaceBox& b) {
  const double width = std::min(a.x + a.width, b.x + b.width) - std::max(a.x, b.x);
  const double height = std::min(a.y + a.height, b.y + b.height) - std::max(a.y, b.y);
  return width <= 0 || height <= 0 ? 0 : width * height / std::min(a.area(), b.area());
}

// A part of the frame reduced to be searched, and how to get back.
struct Part {
  cv::Rect where;
  double scale = 1;
  [[nodiscard]] FaceBox in_frame(const FaceBox& found) const {
    return {found.x / scale + where.x, found.y / scale + where.y, found.width / scale, found.height / scale,
            found.score};
  }
};

ImageView reduced(LumaReducer& reducer, const cv::Mat& grey, const Part& part) {
  return reducer.reduce(grey, part.where, std::max(1, static_cast<int>(std::lround(part.where.width * part.scale))),
                        std::max(1, static_cast<int>(std::lround(part.where.height * part.scale))));
}

}  // namespace

int FaceTracker::faces() const { return face_ ? 1 + (other() ? 1 : 0) : 0; }

std::optional<FaceBox> FaceTracker::other() const {
  std::optional<FaceBox> largest;
  for (const auto& other : others_) {
    if (other && (!largest || other->area() > largest->area())) largest = other;
  }
  return largest;
}

void FaceTracker::lose() {
  face_.reset();
  others_ = {};
  slot_ = -1;
}

Status FaceTracker::follow(const cv::Mat& grey) {
  slot_ = (slot_ + 1) % kRound;
  if (!face_ || slot_ == kWholeSlot) return search_everywhere(grey);
  if (std::find(kNearSlots.begin(), kNearSlots.end(), slot_) != kNearSlots.end()) return search_near(grey);
  if (Status predicted = predict(grey, box_around(face_->landmarks)); !predicted) return predicted;
  if (!face_) return search_everywhere(grey);
  if (slot_ == kLeftSlot) return search_beside(grey, left_of_it);
  if (slot_ == kRightSlot) return search_beside(grey, right_of_it);
  return {};
}

Status FaceTracker::search_everywhere(const cv::Mat& grey) {
  ++detections_;
  const Part whole{{0, 0, grey.cols, grey.rows}, static_cast<double>(kWholeSide) / std::max(grey.cols, grey.rows)};
  const auto found = finder_.detect(reduced(reducer_, grey, whole), face_ ? kKeptScore : 0);
  if (!found) return found.error();
  std::optional<FaceBox> known;
  std::optional<FaceBox> first;
  std::optional<FaceBox> second;
  for (const FaceBox& seen : *found) {
    const FaceBox box = whole.in_frame(seen);
    const bool same = face_ && overlap(box, face_->box) > kMostDrift;
    if (same && (!known || box.score > known->score)) known = box;
    if (box.score < 0) continue;  // leniency is for the known face
    if (!first || box.area() > first->area()) {
      second = first;
      first = box;
    } else if (!second || box.area() > second->area()) {
      second = box;
    }
  }
  // The largest face is the applicant; the known one stays it while no other is much larger.
  constexpr double kMuchLarger = 1.5;
  std::optional<FaceBox> applicant = first;
  if (known && (!first || first->area() < kMuchLarger * known->area())) applicant = known;
  if (!applicant) {
    lose();
    return {};
  }
  others_[everywhere].reset();
  for (const auto& other : {first, second}) {
    if (other && overlap(*other, *applicant) < kMostDrift && other->area() > kCountedShare * applicant->area()) {
      others_[everywhere] = other;
      break;
    }
  }
  return predict(grey, *applicant);
}

Status FaceTracker::search_near(const cv::Mat& grey) {
  ++detections_;
  const FaceBox box = box_around(face_->landmarks);
  const double side = kRegion * box.width;
  const cv::Rect around(static_cast<int>(box.x + box.width / 2 - side / 2),
                        static_cast<int>(box.y + box.height / 2 - side / 2), static_cast<int>(side),
                        static_cast<int>(side));
  const cv::Rect where = around & cv::Rect(0, 0, grey.cols, grey.rows);
  if (where.empty()) return search_everywhere(grey);
  const Part region{where, kRegionSide / std::max(side, 1.0)};
  const auto found = finder_.detect(reduced(reducer_, grey, region), kKeptScore);
  if (!found) return found.error();
  if (found->empty()) return search_everywhere(grey);
  return predict(grey, region.in_frame(found->front()));
}

Status FaceTracker::search_beside(const cv::Mat& grey, Place place) {
  // From the edge of the frame well into the face: another one may look over its shoulder.
  constexpr double kInto = 0.3;
  const FaceBox& box = face_->box;
  const int from = place == left_of_it ? 0 : static_cast<int>(box.x + (1 - kInto) * box.width);
  const int to = place == left_of_it ? static_cast<int>(box.x + kInto * box.width) : grey.cols;
  const Part part{
      cv::Rect(std::clamp(from, 0, grey.cols), 0, std::max(0, std::min(to, grey.cols) - std::max(from, 0)), grey.rows),
      static_cast<double>(kBesideSide) / std::max(grey.cols, grey.rows)};
  others_[place].reset();
  constexpr int kThinnest = 80;  // px: the detector's smallest face
  if (part.where.width * part.scale < kThinnest) return {};
  ++detections_;
  const auto found = finder_.detect(reduced(reducer_, grey, part), 0);
  if (!found) return found.error();
  for (const FaceBox& seen : *found) {
    const FaceBox other = part.in_frame(seen);
    if (overlap(other, box) > kMostDrift || other.area() < kCountedShare * box.area()) continue;
    others_[place] = other;
    break;
  }
  return {};
}

// The landmarks in `box`; without a face in it, face() is empty.
Status FaceTracker::predict(const cv::Mat& grey, const FaceBox& box) {
  const auto landmarks = finder_.landmarks(view_of(grey), box);
  if (!landmarks) {
    face_.reset();
    return landmarks.error();
  }
  const FaceBox around = box_around(*landmarks);
  const double drift = std::hypot(around.x + around.width / 2 - box.x - box.width / 2,
                                  around.y + around.height / 2 - box.y - box.height / 2);
  const double size = around.width / std::max(box.width, 1.0);
  if (!(drift < kMostDrift * box.width) || !(size > kLeastSize && size < kMostSize)) {
    face_.reset();
    return {};
  }
  face_ = TrackedFace{box, *landmarks};
  return {};
}

}  // namespace enrolkit::photo
