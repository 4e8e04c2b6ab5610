// SPDX-License-Identifier: Apache-2.0
#include "quality/photo/background.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <opencv2/core.hpp>
#include <vector>

#include "quality/photo/workspace.hpp"

namespace enrolkit::photo {
namespace {

// Least share of the picture above the chin that must be background.
constexpr double kLeastShare = 0.05;

// A tenth of the area may deviate: strands of hair that the mask missed. Measured on plain walls: below 2; patches,
// chequers and posters: 7 to 50.
constexpr double kMostOfIt = 0.90;

// Thin things (a door frame, a cable) cover less than that. They show in the last fiftieth, as stray hair does too, so
// they can make the finding unsure but not fail it.
constexpr double kNearlyAll = 0.98;
constexpr double kThinWeight = 1.0 / 6;
constexpr double kThinAtMost = 4.5;

// A plane runs through two walls whose edge the head hides and leaves small deviations beside it: the more it rises,
// the heavier they weigh. Even light along one wall leaves none.
constexpr double kRiseThatDoubles = 40;  // in L

// From here on a shade that changes evenly is no light along one wall either: CIELAB units for each L more.
constexpr double kGradual = 30;
constexpr double kSteep = 0.25;

// The upper corners, of width and height, over how much of L both of them must reach to be a pattern, tails of a tenth
// left out, and over how many deviations a pattern reaches.
constexpr int kBusyShare = 6;
constexpr double kBusy = 16;
constexpr double kRangeOfDeviation = 4;

// Least-squares plane of one channel over the area.
cv::Vec3d plane_of(const cv::Mat& lab, int channel, const std::vector<cv::Point>& area) {
  cv::Matx33d normal = cv::Matx33d::eye() * 1e-9;
  cv::Vec3d right(0, 0, 0);
  for (const cv::Point& p : area) {
    const cv::Vec3d terms(1, p.x, p.y);
    right += terms * static_cast<double>(lab.at<cv::Vec3f>(p)[channel]);
    normal += terms * terms.t();
  }
  return normal.solve(right, cv::DECOMP_CHOLESKY);
}

double value_at(const cv::Vec3d& plane, const cv::Point& p) { return plane.dot(cv::Vec3d(1, p.x, p.y)); }

void add_deviations(const cv::Mat& lab, int channel, const cv::Vec3d& plane, const std::vector<cv::Point>& area,
                    std::vector<double>& squares) {
  for (std::size_t i = 0; i < area.size(); ++i) {
    const double off = lab.at<cv::Vec3f>(area[i])[channel] - value_at(plane, area[i]);
    squares[i] += off * off;
  }
}

double rise(const cv::Vec3d& plane, const std::vector<cv::Point>& area) {
  double low = value_at(plane, area.front());
  double high = low;
  for (const cv::Point& p : area) {
    low = std::min(low, value_at(plane, p));
    high = std::max(high, value_at(plane, p));
  }
  return high - low;
}

// Root of the variances of a and b: a wall lit from one side changes its lightness but hardly its colour.
double colour_spread(const cv::Mat& lab, const std::vector<cv::Point>& area) {
  double variance = 0;
  for (const int channel : {1, 2}) {
    double sum = 0;
    double squares = 0;
    for (const cv::Point& p : area) {
      const double value = lab.at<cv::Vec3f>(p)[channel];
      sum += value;
      squares += value * value;
    }
    const auto n = static_cast<double>(area.size());
    variance += std::max(squares / n - (sum / n) * (sum / n), 0.0);
  }
  return std::sqrt(variance);
}

bool too_little(const HeadMask& mask, const std::vector<cv::Point>& area) {
  const double above_chin = static_cast<double>(mask.chin_row) * mask.person.cols;
  return area.empty() || static_cast<double>(area.size()) < kLeastShare * above_chin;
}

double root_of_quantile(std::vector<double>& squares, double share) {
  const auto place = static_cast<std::ptrdiff_t>(share * static_cast<double>(squares.size() - 1));
  std::nth_element(squares.begin(), squares.begin() + place, squares.end());
  return std::sqrt(squares[static_cast<std::size_t>(place)]);
}

}  // namespace

std::optional<WallColour> wall_colour(const HeadMask& mask, Workspace& work) {
  const std::vector<cv::Point>& area = work.area;
  if (too_little(mask, area)) return std::nullopt;
  cv::Vec3d middle;
  std::vector<float>& values = work.values;
  values.resize(area.size());
  for (int channel = 0; channel < 3; ++channel) {
    for (std::size_t i = 0; i < area.size(); ++i) values[i] = mask.lab.at<cv::Vec3f>(area[i])[channel];
    const auto place = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
    std::nth_element(values.begin(), place, values.end());
    middle[channel] = *place;
  }
  return WallColour{middle[0], std::hypot(middle[1], middle[2])};
}

std::optional<double> background_deviation(const HeadMask& mask, Workspace& work) {
  const std::vector<cv::Point>& area = work.area;
  if (too_little(mask, area)) return std::nullopt;
  std::vector<double>& squares = work.squares;
  squares.assign(area.size(), 0.0);
  double rise_of_light = 0;
  for (const int channel : {0, 1, 2}) {
    const cv::Vec3d plane = plane_of(mask.lab, channel, area);
    if (channel == 0) rise_of_light = rise(plane, area);
    add_deviations(mask.lab, channel, plane, area, squares);
  }
  const double thin = std::min(kThinWeight * root_of_quantile(squares, kNearlyAll), kThinAtMost);
  const double patches = (1 + rise_of_light / kRiseThatDoubles) * root_of_quantile(squares, kMostOfIt);
  return std::max({colour_spread(mask.lab, area), patches, thin, kSteep * (rise_of_light - kGradual)});
}

std::optional<double> busy_corners(const HeadMask& mask, Workspace& work) {
  const cv::Size size(std::max(1, mask.lab.cols / kBusyShare), std::max(1, mask.lab.rows / kBusyShare));
  double least = std::numeric_limits<double>::infinity();
  for (const int left : {0, mask.lab.cols - size.width}) {
    std::vector<float>& levels = work.values;
    levels.clear();
    for (int y = 0; y < size.height; ++y) {
      for (int x = left; x < left + size.width; ++x) levels.push_back(mask.lab.at<cv::Vec3f>(y, x)[0]);
    }
    std::sort(levels.begin(), levels.end());
    const std::size_t tail = levels.size() / 10;
    least = std::min<double>(least, levels[levels.size() - 1 - tail] - levels[tail]);
  }
  if (least < kBusy) return std::nullopt;
  return least / kRangeOfDeviation;
}

}  // namespace enrolkit::photo
