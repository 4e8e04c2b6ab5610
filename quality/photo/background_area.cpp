// SPDX-License-Identifier: Apache-2.0
#include "quality/photo/background_area.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <opencv2/core.hpp>
#include <optional>

#include "quality/photo/border_hair.hpp"
#include "quality/photo/person_cut.hpp"
#include "quality/photo/workspace.hpp"

namespace enrolkit::photo {
namespace {

// How far the background keeps from the person, in inter-eye distances: the soft edge of the mask.
constexpr double kClearance = 0.10;

// Shade on the wall so close to the person is their shadow, what is thin their hair.
constexpr double kShadows = 0.9;

// The face itself, which tells nothing of the hair.
constexpr double kFaceX = 0.95;
constexpr double kFaceY = 1.3;
constexpr double kHairDownTo = 0.3;

// Hair and every mixture of it with the wall lie on a line between the two colours; so far from it is something else.
// L counts half: hair shines.
constexpr float kOffLine = 14;
constexpr float kWeightOfL = 0.5F;

// From this place on the line on it is hair itself. A mixture is taken for strands only close to it: a grey board
// before a white wall lies on the line to black hair as well.
constexpr float kHairFrom = 0.6F;
constexpr double kStrands = 0.25;  // in inter-eye distances

// Half the width of the widest strand, in inter-eye distances.
constexpr double kSolid = 0.12;

// Strands and curls that hang free of the mask are seen from this place on the line on.
constexpr float kStrandFrom = 0.05F;

// The wall that curls enclose which meet again belongs to the mask and is no thing: more than this share of a piece.
constexpr double kWallShare = 0.35;

// Medians of fewer pixels mean nothing.
constexpr std::size_t kFewest = 20;

bool within(Point p, double x, double y) {
  const double u = p.x / x;
  const double v = p.y / y;
  return u * u + v * v < 1;
}

// Colours in three of the workspace's samples.
class Colours {
 public:
  explicit Colours(std::vector<float>* channels) : channels_(channels) {
    for (int c = 0; c < 3; ++c) channels_[c].clear();
  }
  void add(const cv::Vec3f& lab) {
    for (int c = 0; c < 3; ++c) channels_[c].push_back(lab[c]);
  }
  std::optional<cv::Vec3f> median() {
    if (channels_[0].size() < kFewest) return std::nullopt;
    cv::Vec3f middle;
    for (int c = 0; c < 3; ++c) {
      auto& values = channels_[c];
      const auto mid = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
      std::nth_element(values.begin(), mid, values.end());
      middle[c] = *mid;
    }
    return middle;
  }

 private:
  std::vector<float>* channels_;
};

cv::Vec3f weighted(cv::Vec3f lab) {
  lab[0] *= kWeightOfL;
  return lab;
}

// Where on the line from wall (0) to hair (1) the colour lies; nothing when it is off the line.
std::optional<float> place_on_line(const cv::Vec3f& lab, const cv::Vec3f& wall, const cv::Vec3f& hair) {
  const cv::Vec3f to_hair = weighted(hair - wall);
  const cv::Vec3f to_pixel = weighted(lab - wall);
  const float length = to_hair.dot(to_hair);
  const float along = length > 1 ? std::clamp(to_pixel.dot(to_hair) / length, 0.F, 1.3F) : 1.F;
  const cv::Vec3f off = to_pixel - along * to_hair;
  if (off.dot(off) > kOffLine * kOffLine) return std::nullopt;
  return along;
}

int pixels(double radius) { return std::max(1, static_cast<int>(std::lround(radius))); }

void clear_piece(cv::Mat& mask, const cv::Mat& labels, int piece) {
  for (int y = 0; y < mask.rows; ++y) {
    for (int x = 0; x < mask.cols; ++x) {
      if (labels.at<int>(y, x) == piece) mask.at<std::uint8_t>(y, x) = 0;
    }
  }
}

bool wall_between_curls(const HeadMask& mask, const cv::Mat& labels, int piece) {
  int all = 0;
  int wall = 0;
  for (int y = 0; y < labels.rows; ++y) {
    for (int x = 0; x < labels.cols; ++x) {
      if (labels.at<int>(y, x) != piece) continue;
      ++all;
      wall += mask.wall.differs(mask.lab.at<cv::Vec3f>(y, x), x, y) ? 0 : 1;
    }
  }
  return wall > kWallShare * all;
}

// Of what the mask gives to the person: hair by its colour and the strands beside it. A piece too solid for strands
// must have the hair's own colour, and hang down from above: dark shoulders of somebody else do not.
void hair_pixels(const HeadMask& mask, const cv::Vec3f& wall, const cv::Vec3f& hair, Workspace& work, cv::Mat& hairy) {
  cv::Mat& surely = work.masks[3];
  cv::Mat& maybe = work.masks[4];
  cv::Mat& solid = work.masks[5];
  for (cv::Mat* all : {&surely, &maybe}) {
    all->create(mask.person.size(), CV_8UC1);
    set_all(*all, 0);
  }
  for (int y = 0; y < std::min(mask.chin_row, mask.person.rows); ++y) {
    for (int x = 0; x < mask.person.cols; ++x) {
      if (mask.person.at<std::uint8_t>(y, x) == 0) continue;
      const auto place = place_on_line(mask.lab.at<cv::Vec3f>(y, x), wall, hair);
      if (!place) continue;
      maybe.at<std::uint8_t>(y, x) = 255;
      if (*place > kHairFrom) surely.at<std::uint8_t>(y, x) = 255;
    }
  }
  work.shapes.widen(surely, pixels(kStrands * mask.axes.unit), hairy);
  cv::bitwise_and(hairy, maybe, hairy);
  cv::Mat& whole = work.masks[4];  // `maybe` has served
  work.shapes.open(mask.person, pixels(kSolid * mask.axes.unit), whole);
  whole.copyTo(solid);
  for (int y = 0; y < hairy.rows; ++y) {
    for (int x = 0; x < hairy.cols; ++x) {
      if (may_be_person(mask.axes.to_face({static_cast<double>(x), static_cast<double>(y)}))) {
        solid.at<std::uint8_t>(y, x) = 0;
      }
    }
  }
  // A thing that comes in from outside is none, whatever its colour.
  const auto count = static_cast<int>(work.shapes.label(solid, work.labels).size());
  for (int y = 0; y < hairy.rows; ++y) {
    for (int x = 0; x < hairy.cols; ++x) {
      if (whole.at<std::uint8_t>(y, x) != 0 && solid.at<std::uint8_t>(y, x) == 0) work.labels.at<int>(y, x) = kGoesOn;
    }
  }
  for (int i = 1; i < count; ++i) {
    if (!comes_in_from_outside(mask, work.labels, i) || wall_between_curls(mask, work.labels, i)) continue;
    clear_piece(hairy, work.labels, i);
  }
  cv::bitwise_and(solid, hairy, solid);
  const std::vector<MaskPiece>& pieces = work.shapes.label(solid, work.labels);
  for (std::size_t i = 1; i < pieces.size(); ++i) {
    const Point top = mask.axes.to_face({pieces[i].middle_x, static_cast<double>(pieces[i].box.y)});
    const auto piece = static_cast<int>(i);
    if (top.y > kHairDownTo && !wall_between_curls(mask, work.labels, piece)) clear_piece(hairy, work.labels, piece);
  }
}

// Of what the mask gives to the wall: thin things of a mixture of hair and wall that hang together with the person.
void free_strands(const HeadMask& mask, const cv::Vec3f& wall, const cv::Vec3f& hair, const cv::Mat& near_head,
                  Workspace& work, cv::Mat& hairy) {
  cv::Mat& strands = work.masks[3];
  cv::Mat& solid = work.masks[4];
  mask.person.copyTo(strands);
  const int rows = std::min(mask.chin_row, mask.person.rows);
  for (int y = 0; y < rows; ++y) {
    for (int x = 0; x < mask.person.cols; ++x) {
      if (near_head.at<std::uint8_t>(y, x) == 0 || mask.person.at<std::uint8_t>(y, x) != 0) continue;
      const auto place = place_on_line(mask.lab.at<cv::Vec3f>(y, x), wall, hair);
      if (place && *place > kStrandFrom) strands.at<std::uint8_t>(y, x) = 255;
    }
  }
  work.shapes.open(strands, pixels(kSolid * mask.axes.unit), solid);
  clear_where(solid, mask.person);
  clear_where(strands, solid);
  work.shapes.label(strands, work.labels);
  const cv::Point nose = pixel_of(mask.axes, {0, 0.4});
  if (!cv::Rect(0, 0, strands.cols, strands.rows).contains(nose)) return;
  const int person = work.labels.at<int>(nose);
  if (person == 0) return;
  for (int y = 0; y < rows; ++y) {
    for (int x = 0; x < strands.cols; ++x) {
      if (work.labels.at<int>(y, x) == person && mask.person.at<std::uint8_t>(y, x) == 0) {
        hairy.at<std::uint8_t>(y, x) = 255;
      }
    }
  }
}

}  // namespace

void background_area(const HeadMask& mask, Workspace& work) {
  cv::Mat& near_person = work.masks[0];
  cv::Mat& near_head = work.masks[1];
  work.shapes.widen(mask.person, pixels(kClearance * mask.axes.unit), near_person);
  work.shapes.widen(mask.person, pixels(kShadows * mask.axes.unit), near_head);
  const int rows = std::min(mask.chin_row, mask.person.rows);
  Colours wall_colours(work.samples.data());
  Colours hair_colours(work.samples.data() + 3);
  for (int y = 0; y < rows; ++y) {
    for (int x = 0; x < mask.person.cols; ++x) {
      const cv::Vec3f& lab = mask.lab.at<cv::Vec3f>(y, x);
      if (near_person.at<std::uint8_t>(y, x) == 0) wall_colours.add(lab);
      if (mask.person.at<std::uint8_t>(y, x) == 0) continue;
      const Point p = mask.axes.to_face({static_cast<double>(x), static_cast<double>(y)});
      if (p.y < kHairDownTo && may_be_person(p) && !within(p, kFaceX, kFaceY)) hair_colours.add(lab);
    }
  }
  const auto wall = wall_colours.median();
  const auto hair = hair_colours.median();
  cv::Mat& hairy = work.hair;
  hairy.create(mask.person.size(), CV_8UC1);
  set_all(hairy, 0);
  if (wall && hair) {
    hair_pixels(mask, *wall, *hair, work, hairy);
    free_strands(mask, *wall, *hair, near_head, work, hairy);
  }
  work.area.clear();
  cv::bitwise_and(near_head, mask.shaded, near_head);
  for (int y = 0; y < rows; ++y) {
    for (int x = 0; x < mask.person.cols; ++x) {
      if (near_person.at<std::uint8_t>(y, x) != 0) {
        if (mask.person.at<std::uint8_t>(y, x) == 0) continue;
        if (may_be_person(mask.axes.to_face({static_cast<double>(x), static_cast<double>(y)}))) continue;
      }
      if (hairy.at<std::uint8_t>(y, x) != 0) continue;
      if (near_head.at<std::uint8_t>(y, x) != 0) continue;
      work.area.emplace_back(x, y);
    }
  }
}

}  // namespace enrolkit::photo
