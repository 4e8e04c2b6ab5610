// SPDX-License-Identifier: Apache-2.0
#include "quality/photo/background_area.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <opencv2/imgproc.hpp>
#include <optional>

namespace enrolkit::photo {
namespace {

// How far the background keeps from the person, in inter-eye distances: the soft edge of the mask.
constexpr double kClearance = 0.10;

// Shade on the wall so close to the person is their shadow, or strands of hair.
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

// From column to column, in inter-eye distances, and the pixels that hair gains for each. Measured over two pixels:
// hair of nine people gains 4 to 30, shoulders, hands and heads cut by the border lose or gain less than 2.
constexpr double kStep = 0.06;
constexpr int kSteps = 2;
constexpr double kHairGains = 1;

// Medians of fewer pixels mean nothing.
constexpr std::size_t kFewest = 20;

bool within(Point p, double x, double y) {
  const double u = p.x / x;
  const double v = p.y / y;
  return u * u + v * v < 1;
}

class Colours {
 public:
  void add(const cv::Vec3f& lab) {
    for (int c = 0; c < 3; ++c) channels_[static_cast<std::size_t>(c)].push_back(lab[c]);
  }
  std::optional<cv::Vec3f> median() {
    if (channels_[0].size() < kFewest) return std::nullopt;
    cv::Vec3f middle;
    for (int c = 0; c < 3; ++c) {
      auto& values = channels_[static_cast<std::size_t>(c)];
      const auto mid = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
      std::nth_element(values.begin(), mid, values.end());
      middle[c] = *mid;
    }
    return middle;
  }

 private:
  std::array<std::vector<float>, 3> channels_;
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

cv::Mat disc(double radius) {
  const int reach = std::max(1, static_cast<int>(std::lround(radius)));
  return cv::getStructuringElement(cv::MORPH_ELLIPSE, cv::Size(2 * reach + 1, 2 * reach + 1));
}

cv::Mat widened(const cv::Mat& mask, double by) {
  cv::Mat wide;
  cv::dilate(mask, wide, disc(by));
  return wide;
}

// The rows of one piece in a column, from `from` up to but not including `to`, that hang together.
struct Run {
  int from = 0;
  int to = 0;
  [[nodiscard]] int length() const { return to - from; }
};

// The first run at or below a row; empty when there is none.
Run next_run(const cv::Mat& labels, int piece, int column, int row, int rows) {
  while (row < rows && labels.at<int>(row, column) != piece) ++row;
  Run run = {row, row};
  while (run.to < rows && labels.at<int>(run.to, column) == piece) ++run.to;
  return run;
}

// Hair that reaches the left or right border rounds or hangs down to it: it takes up more of each column further in.
// What comes in from outside is there as broad as it will be. `run`: of the piece, in the border's column.
bool comes_in_across(const cv::Mat& labels, int piece, bool right, Run run, int rows, int step) {
  for (int k = 1; k <= kSteps; ++k) {
    const int column = right ? labels.cols - 1 - k * step : k * step;
    Run further;
    int most = 0;
    for (Run next = next_run(labels, piece, column, 0, rows); next.length() > 0;
         next = next_run(labels, piece, column, next.to, rows)) {
      const int shared = std::min(next.to, run.to) - std::max(next.from, run.from);
      if (shared > most) {
        most = shared;
        further = next;
      }
    }
    if (most == 0) return false;
    if (further.length() - run.length() < kHairGains * step) return true;
    run = further;
  }
  return false;
}

bool comes_in_from_outside(const HeadMask& mask, const cv::Mat& labels, int piece) {
  const int rows = std::min(mask.chin_row, labels.rows);
  const int step = std::max(1, static_cast<int>(std::lround(kStep * mask.axes.unit)));
  if (labels.cols <= 2 * kSteps * step) return false;
  for (const bool right : {false, true}) {
    const int border = right ? labels.cols - 1 : 0;
    for (Run run = next_run(labels, piece, border, 0, rows); run.length() > 0;
         run = next_run(labels, piece, border, run.to, rows)) {
      if (run.length() > kSteps * step && comes_in_across(labels, piece, right, run, rows, step)) return true;
    }
  }
  return false;
}

// Of what the mask gives to the person: hair by its colour and the strands beside it. A piece too solid for strands
// must have the hair's own colour, and hang down from above: dark shoulders of somebody else do not.
cv::Mat hair_pixels(const HeadMask& mask, const cv::Vec3f& wall, const cv::Vec3f& hair) {
  cv::Mat surely(mask.person.size(), CV_8UC1, cv::Scalar(0));
  cv::Mat maybe(mask.person.size(), CV_8UC1, cv::Scalar(0));
  for (int y = 0; y < std::min(mask.chin_row, mask.person.rows); ++y) {
    for (int x = 0; x < mask.person.cols; ++x) {
      if (mask.person.at<std::uint8_t>(y, x) == 0) continue;
      const auto place = place_on_line(mask.lab.at<cv::Vec3f>(y, x), wall, hair);
      if (!place) continue;
      maybe.at<std::uint8_t>(y, x) = 255;
      if (*place > kHairFrom) surely.at<std::uint8_t>(y, x) = 255;
    }
  }
  cv::Mat hairy = widened(surely, kStrands * mask.axes.unit) & maybe;
  cv::Mat solid;
  cv::morphologyEx(mask.person, solid, cv::MORPH_OPEN, disc(kSolid * mask.axes.unit));
  for (int y = 0; y < hairy.rows; ++y) {
    for (int x = 0; x < hairy.cols; ++x) {
      if (may_be_person(mask.axes.to_face({static_cast<double>(x), static_cast<double>(y)}))) {
        solid.at<std::uint8_t>(y, x) = 0;
      }
    }
  }
  cv::Mat labels;
  cv::Mat stats;
  cv::Mat centroids;
  // A thing that comes in from outside is none, whatever its colour.
  int count = cv::connectedComponentsWithStats(solid, labels, stats, centroids, 8, CV_32S);
  for (int i = 1; i < count; ++i) {
    if (comes_in_from_outside(mask, labels, i)) hairy.setTo(0, labels == i);
  }
  const cv::Mat pieces = solid & hairy;
  count = cv::connectedComponentsWithStats(pieces, labels, stats, centroids, 8, CV_32S);
  for (int i = 1; i < count; ++i) {
    const int top = stats.at<int>(i, cv::CC_STAT_TOP);
    const Point at = mask.axes.to_face({centroids.at<double>(i, 0), static_cast<double>(top)});
    if (at.y > kHairDownTo) hairy.setTo(0, labels == i);
  }
  return hairy;
}

}  // namespace

std::vector<cv::Point> background_area(const HeadMask& mask) {
  const cv::Mat near_person = widened(mask.person, kClearance * mask.axes.unit);
  const cv::Mat near_head = widened(mask.person, kShadows * mask.axes.unit) & mask.shaded;
  const int rows = std::min(mask.chin_row, mask.person.rows);
  Colours wall_colours;
  Colours hair_colours;
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
  const cv::Mat hairy = wall && hair ? hair_pixels(mask, *wall, *hair) : cv::Mat::zeros(mask.person.size(), CV_8UC1);
  std::vector<cv::Point> area;
  for (int y = 0; y < rows; ++y) {
    for (int x = 0; x < mask.person.cols; ++x) {
      if (near_person.at<std::uint8_t>(y, x) != 0) {
        if (mask.person.at<std::uint8_t>(y, x) == 0) continue;
        if (may_be_person(mask.axes.to_face({static_cast<double>(x), static_cast<double>(y)}))) continue;
        if (hairy.at<std::uint8_t>(y, x) != 0) continue;
      }
      if (near_head.at<std::uint8_t>(y, x) != 0) continue;
      area.emplace_back(x, y);
    }
  }
  return area;
}

}  // namespace enrolkit::photo
