// SPDX-License-Identifier: Apache-2.0
#include "quality/photo/iso29794/visible_face.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>
#include <opencv2/imgproc.hpp>
#include <vector>

#include "quality/photo/appearance.hpp"
#include "quality/photo/cielab.hpp"

namespace enrolkit::photo::iso29794 {
namespace {

// In CIELAB units: how far skin of one person under one light spreads. L counts little: faces are rounded and shine.
constexpr double kChromaSpread = 7;
constexpr double kLightSpread = 30;
constexpr double kSkinReach = 2.2;  // spreads

// The score of a covered mouth is about -1 for a bare one and 1 for a covered one.
constexpr double kMouthSeen = -0.5;
constexpr double kMouthHidden = 0.5;

// Scores of what is surely bare and surely headgear; the limit of our own requirement lies between.
constexpr double kHeadBare = 0;
constexpr double kHeadCovered = 0.4;

// The aligned picture that face parsing sees: 30 px less at both sides, and of that the upper 196 of 400 rows.
constexpr int kParsingMargin = 30;
constexpr int kParsingRows = 272;

struct Skin {
  double l = 0;
  double a = 0;
  double b = 0;
};

using Polygon = std::vector<cv::Point>;

Polygon part(const FacePoints& points, std::size_t first, std::size_t last) {
  Polygon polygon(points.begin() + static_cast<std::ptrdiff_t>(first),
                  points.begin() + static_cast<std::ptrdiff_t>(last) + 1);
  return polygon;
}

void fill_hull(cv::Mat& mask, const Polygon& points, int value) {
  Polygon hull;
  cv::convexHull(points, hull);
  cv::fillConvexPoly(mask, hull, cv::Scalar(value));
}

cv::Mat widened(const cv::Mat& mask, int by) {
  cv::Mat wide;
  cv::dilate(mask, wide, cv::getStructuringElement(cv::MORPH_ELLIPSE, cv::Size(2 * by + 1, 2 * by + 1)));
  return wide;
}

double share(const cv::Mat& of, const cv::Mat& in) {
  const int all = cv::countNonZero(in);
  return all == 0 ? 0 : static_cast<double>(cv::countNonZero(of & in)) / all;
}

double ramp(double value, double none, double all) { return std::clamp((value - none) / (all - none), 0.0, 1.0); }

double median_of(const cv::Mat& channel, const cv::Mat& mask, int which) {
  std::vector<std::uint8_t> values;
  for (int y = 0; y < mask.rows; ++y) {
    for (int x = 0; x < mask.cols; ++x) {
      if (mask.at<std::uint8_t>(y, x) != 0) values.push_back(channel.at<cv::Vec3b>(y, x)[which]);
    }
  }
  if (values.empty()) return 0;
  const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
  std::nth_element(values.begin(), middle, values.end());
  return *middle;
}

// OpenCV's 8-bit CIELAB in CIELAB units.
Skin median_colour(const cv::Mat& lab, const cv::Mat& mask) {
  return {median_of(lab, mask, 0) * 100 / 255, median_of(lab, mask, 1) - 128, median_of(lab, mask, 2) - 128};
}

double off_skin(const Skin& colour, const Skin& skin) {
  return std::hypot((colour.l - skin.l) / kLightSpread, (colour.a - skin.a) / kChromaSpread,
                    (colour.b - skin.b) / kChromaSpread);
}

// From the root of the nose, which glasses and masks leave free, and the cheeks under the eyes where they agree.
Skin skin_of(const cv::Mat& lab, const FacePoints& points) {
  const double unit = inter_eye_distance(points);
  const int radius = std::max(1, static_cast<int>(0.09 * unit));
  cv::Mat mask(lab.size(), CV_8UC1, cv::Scalar(0));
  cv::circle(mask, rounded_middle(rounded_middle(points[21], points[22]), points[27]), radius, cv::Scalar(255), -1);
  cv::circle(mask, points[28], radius, cv::Scalar(255), -1);
  const Skin root = median_colour(lab, mask);
  for (const int eye : {0, 1}) {
    const cv::Point centre = eye_centre(points, eye);
    cv::Mat cheek(lab.size(), CV_8UC1, cv::Scalar(0));
    cv::circle(cheek, {centre.x, centre.y + static_cast<int>(0.3 * unit)}, radius, cv::Scalar(255), -1);
    if (off_skin(median_colour(lab, cheek), root) < kSkinReach) mask |= cheek;
  }
  return median_colour(lab, mask);
}

// Eyes, brows, nostrils and lips: no skin, but face.
cv::Mat features(const FacePoints& points, cv::Size size) {
  cv::Mat mask(size, CV_8UC1, cv::Scalar(0));
  fill_hull(mask, part(points, 17, 21), 255);
  fill_hull(mask, part(points, 22, 26), 255);
  fill_hull(mask, part(points, 31, 35), 255);
  fill_hull(mask, part(points, 36, 41), 255);
  fill_hull(mask, part(points, 42, 47), 255);
  fill_hull(mask, part(points, 48, 59), 255);
  return widened(mask, static_cast<int>(inter_eye_distance(points) * 0.07));
}

cv::Mat unlike_skin(const cv::Mat& lab, const Skin& skin) {
  cv::Mat other(lab.size(), CV_8UC1, cv::Scalar(0));
  for (int y = 0; y < lab.rows; ++y) {
    const auto* row = lab.ptr<cv::Vec3b>(y);
    for (int x = 0; x < lab.cols; ++x) {
      if (off_skin({row[x][0] * 100.0 / 255, row[x][1] - 128.0, row[x][2] - 128.0}, skin) > kSkinReach) {
        other.at<std::uint8_t>(y, x) = 255;
      }
    }
  }
  return other;
}

// The boxes around both eyes, grown by a twentieth of the inter-eye distance.
cv::Mat eye_visibility_zones(const FacePoints& points, double yaw, cv::Size size) {
  const double turned = std::max(std::cos(yaw * std::numbers::pi / 180), 0.1);
  const int margin = static_cast<int>(inter_eye_distance(points) / turned / 20);
  cv::Mat zones(size, CV_8UC1, cv::Scalar(0));
  for (const std::size_t first : {std::size_t{36}, std::size_t{42}}) {
    const cv::Rect box = cv::boundingRect(part(points, first, first + 5));
    const cv::Rect grown(box.x - margin, box.y - margin, box.width + 2 * margin, box.height + 2 * margin);
    cv::rectangle(zones, grown, cv::Scalar(255), -1);
  }
  return zones;
}

// Share of cloth and hat in the upper half: all of the person above the brows that is not skin, as far as the look of
// the head tells that it is no hair.
double covered_head(const AlignedFace& face, const cv::Mat& not_skin, const cv::Mat& person, double covered) {
  const cv::Point brows = rounded_middle(face.points[19], face.points[24]);
  const int brow_line = brows.y - static_cast<int>(0.1 * inter_eye_distance(face.points));
  const cv::Rect above(kParsingMargin, 0, not_skin.cols - 2 * kParsingMargin, std::clamp(brow_line, 0, kParsingRows));
  if (above.empty()) return 0;
  const double area = static_cast<double>(above.width) * kParsingRows;
  return ramp(covered, kHeadBare, kHeadCovered) * cv::countNonZero(not_skin(above) & person(above)) / area;
}

}  // namespace

VisibleFace visible_face(const AlignedFace& face, const FacePatch& patch, const cv::Mat& person, double yaw,
                         double covered) {
  const double unit = inter_eye_distance(face.points);
  cv::Mat soft;
  cv::blur(face.rgb, soft, cv::Size(5, 5));
  cv::Mat lab;
  lab_of(soft, lab);
  const Skin skin = skin_of(lab, face.points);
  const cv::Mat own = features(face.points, lab.size());
  cv::Mat other = unlike_skin(lab, skin);

  VisibleFace result;
  result.head_hidden = covered_head(face, other, person, covered);
  result.mouth_hidden = ramp(mouth_covered(patch), kMouthSeen, kMouthHidden);
  const cv::Mat zones = eye_visibility_zones(face.points, yaw, lab.size());
  result.eyes_hidden = share(other, zones & ~own);

  // A beard is darker than the skin and leaves the lips free.
  const int nose_base = face.points[33].y;
  if (result.mouth_hidden < 0.5) {
    for (int y = std::clamp(nose_base, 0, lab.rows); y < lab.rows; ++y) {
      for (int x = 0; x < lab.cols; ++x) {
        if (lab.at<cv::Vec3b>(y, x)[0] * 100.0 / 255 < skin.l) other.at<std::uint8_t>(y, x) = 0;
      }
    }
  }
  // Specks and the shade along the rim of the face are no object.
  const int speck = std::max(1, static_cast<int>(0.04 * unit));
  cv::morphologyEx(other, other, cv::MORPH_OPEN,
                   cv::getStructuringElement(cv::MORPH_ELLIPSE, cv::Size(2 * speck + 1, 2 * speck + 1)));
  cv::Mat hidden = other & ~own;
  cv::Mat lips(lab.size(), CV_8UC1, cv::Scalar(0));
  fill_hull(lips, part(face.points, 48, 59), 255);
  if (result.mouth_hidden >= 0.5) hidden |= lips;
  if (result.eyes_hidden >= 0.5) hidden |= zones;
  cv::bitwise_not(hidden, result.visible);
  result.face_hidden = share(hidden, face.region);
  return result;
}

}  // namespace enrolkit::photo::iso29794
