// SPDX-License-Identifier: Apache-2.0
#include "quality/photo/head_mask.hpp"

#include <algorithm>
#include <cmath>
#include <opencv2/imgproc.hpp>

#include "quality/photo/area_reduction.hpp"
#include "quality/photo/cielab.hpp"
#include "quality/photo/person_cut.hpp"
#include "quality/photo/pixel_flood.hpp"
#include "quality/photo/shaded_wall.hpp"

namespace enrolkit::photo {
namespace {

// Long side of the reduced picture, px: finer ones do not change the verdicts and GrabCut grows with the area.
constexpr double kSide = 160;

// Beyond this spread of the border the flood runs into the head or stops at a pattern (smooth walls: 3.5; hair that
// reaches the border: 5 in a tight frame, 7 to 9 all around the head; measured).
constexpr double kPlainSpread = 6;

// A pixel is wall up to this many spreads from the model.
constexpr double kWallDistance = 6;

// Where a head and its hair can be.
constexpr double kReachX = 1.6;
constexpr double kReachY = 2.4;

// Width of the strips along the border, as a share of the picture's width.
constexpr double kStrip = 0.06;

}  // namespace

bool may_be_person(Point p) {
  const double u = p.x / kReachX;
  const double v = p.y / kReachY;
  return u * u + v * v < 1 || (p.y > 0 && std::abs(p.x) < kReachX);
}

// The border above the chin where no head can be; all of it in a picture so tight that this is too little.
void HeadMasker::collect_border(const HeadMask& mask) {
  const cv::Size size = mask.lab.size();
  const int strip = std::max(2, static_cast<int>(std::lround(kStrip * size.width)));
  const int rows = std::clamp(mask.chin_row, std::min(strip, size.height), size.height);
  border_.clear();
  std::size_t clear = 0;
  // Every other pixel, as on a chessboard: as good a fit at half the cost. Those clear of the head go to the front.
  for (int y = 0; y < rows; ++y) {
    for (int x = y % 2; x < size.width; x += 2) {
      if (y >= strip && x >= strip && x < size.width - strip) continue;
      border_.emplace_back(x, y);
      const Point p = mask.axes.to_face({static_cast<double>(x), static_cast<double>(y)});
      if (p.y > 0 || !may_be_person(p)) std::swap(border_[clear++], border_.back());
    }
  }
  if (3 * clear >= border_.size()) border_.resize(clear);
}

void HeadMasker::flood(HeadMask& mask) {
  const cv::Mat& lab = mask.lab;
  stack_.clear();
  wall_.create(lab.size(), CV_8UC1);
  set_all(wall_, 0);
  seen_.create(lab.size(), CV_8UC1);
  for (int y = 0; y < lab.rows; ++y) {
    const auto* row = lab.ptr<cv::Vec3f>(y);
    for (int x = 0; x < lab.cols; ++x) {
      const bool like = mask.wall.distance(row[x], x, y) < kWallDistance;
      seen_.at<std::uint8_t>(y, x) = like ? 255 : 0;
      const bool entry = y == 0 || (y <= mask.chin_row && (x == 0 || x == lab.cols - 1));
      if (like && entry) stack_.push_back(y * lab.cols + x);
    }
  }
  const auto* like = seen_.ptr<std::uint8_t>();
  flood_fill(wall_, stack_, [like](int /*from*/, int to) { return like[to] != 0; });
}

// Only the component that holds the face, without thin threads and holes.
void HeadMasker::keep_face(HeadMask& mask) {
  cv::Mat& person = mask.person;
  draw_sure_person(person, mask.axes, 255);
  const cv::Point nose = pixel_of(mask.axes, {0, 0.4});
  seen_.create(person.size(), CV_8UC1);
  set_all(seen_, 0);
  stack_.clear();
  if (!cv::Rect(0, 0, person.cols, person.rows).contains(nose)) return;
  stack_.push_back(nose.y * person.cols + nose.x);
  const auto* inside = person.ptr<std::uint8_t>();
  flood_fill(seen_, stack_, [inside](int /*from*/, int to) { return inside[to] != 0; });
  // What the border does not reach through background is a hole.
  set_all(person, 0);
  for (int y = 0; y < seen_.rows; ++y) {
    for (int x = 0; x < seen_.cols; ++x) {
      const bool entry = x == 0 || y == 0 || x == seen_.cols - 1;
      if (entry && seen_.at<std::uint8_t>(y, x) == 0) stack_.push_back(y * seen_.cols + x);
    }
  }
  const auto* component = seen_.ptr<std::uint8_t>();
  flood_fill(person, stack_, [component](int /*from*/, int to) { return component[to] == 0; });
  cv::bitwise_not(person, person);
  clear_where(mask.shaded, person);
  wall_.copyTo(mask.plain);
  clear_where(mask.plain, person);
}

void HeadMasker::cut(const cv::Mat& image, const FaceGeometry& face, Effort effort, HeadMask& mask) {
  const double scale = kSide / std::max(image.cols, image.rows);
  const cv::Size size(std::max(8, static_cast<int>(std::lround(image.cols * scale))),
                      std::max(8, static_cast<int>(std::lround(image.rows * scale))));
  reduce_area(image, size, small_, sums_);
  exact_lab_of(small_, mask.lab);
  mask.axes = face_axes(face);
  mask.axes.origin = {(mask.axes.origin.x + 0.5) * scale - 0.5, (mask.axes.origin.y + 0.5) * scale - 0.5};
  mask.axes.unit *= scale;
  mask.chin_row = std::clamp(static_cast<int>(std::lround((face.chin.y + 0.5) * scale)), 1, size.height);

  collect_border(mask);
  mask.wall.fit(mask.lab, border_);
  mask.spread = mask.wall.spread();
  mask.cut = mask.spread > kPlainSpread && effort == Effort::best;
  mask.shaded.create(size, CV_8UC1);
  set_all(mask.shaded, 0);
  flood(mask);
  grow_into_shade(mask.lab, mask.wall, mask.axes, wall_, shade_, mask.shaded);
  if (mask.cut) {
    grab_person(small_, mask.axes, mask.chin_row, mask.person);
  } else {
    cv::bitwise_not(wall_, seen_);
    shade_.shapes.open(seen_, 1, mask.person);
  }
  keep_face(mask);
}

HeadMask head_mask(const cv::Mat& image, const FaceGeometry& face) {
  HeadMask mask;
  HeadMasker().cut(image, face, HeadMasker::Effort::best, mask);
  return mask;
}

}  // namespace enrolkit::photo
