// SPDX-License-Identifier: Apache-2.0
#include "quality/photo/iris.hpp"

#include <algorithm>
#include <cmath>
#include <opencv2/imgproc.hpp>
#include <vector>

#include "quality/photo/face_geometry.hpp"
#include "quality/photo/patch_statistics.hpp"

namespace enrolkit::photo {
namespace {

// Iris radii in inter-eye distances (11.7 mm across, 63 mm between the eyes, give or take the person).
constexpr std::array<double, 5> kRadii = {0.07, 0.08, 0.09, 0.10, 0.11};
constexpr double kMargin = 0.14;    // around the eye's opening, in inter-eye distances
constexpr double kTaller = 1.25;    // the opening that the landmarks tell, grown for those that sit too tight
constexpr double kSideways = 0.6;   // least x over y part of a gradient: lids have none
constexpr double kStrong = 0.3;     // of the 90th percentile of the gradients: below it is texture
constexpr double kSpread = 0.02;    // of the votes, in inter-eye distances
constexpr int kAround = 3;          // px around the peak over which its place is averaged
constexpr double kVoteCeiling = 3;  // times the least strong gradient: a catchlight must not outvote the iris

struct Gradient {
  float x = 0;
  float y = 0;
  float strength = 0;
  cv::Point at;
};

float quantile(std::vector<float> values, double share) {
  if (values.empty()) return 0;
  const auto place = values.begin() + static_cast<std::ptrdiff_t>(share * static_cast<double>(values.size() - 1));
  std::nth_element(values.begin(), place, values.end());
  return *place;
}

Point iris_centre(const FacePatch& patch, std::size_t first) {
  std::array<Point, 6> opening;
  std::copy_n(patch.points.begin() + static_cast<std::ptrdiff_t>(first), 6, opening.begin());
  const Point middle_point = middle(opening[0], opening[3]);
  for (Point& p : opening) p.y = middle_point.y + kTaller * (p.y - middle_point.y);

  const auto [left, right] = std::minmax({opening[0].x, opening[3].x, opening[1].x, opening[4].x});
  const auto [top, bottom] = std::minmax({opening[1].y, opening[2].y, opening[4].y, opening[5].y});
  const double margin = kMargin * patch.unit;
  const cv::Rect wanted(static_cast<int>(left - margin), static_cast<int>(top - margin),
                        static_cast<int>(right - left + 2 * margin) + 1,
                        static_cast<int>(bottom - top + 2 * margin) + 1);
  const cv::Rect box = wanted & cv::Rect({0, 0}, patch.lab.size());
  if (box.width < 8 || box.height < 8) return middle_point;

  cv::Mat level;
  cv::extractChannel(patch.lab(box), level, 0);
  level.convertTo(level, CV_32FC1);
  cv::Mat smooth;
  cv::GaussianBlur(level, smooth, cv::Size(), std::max(0.6, 0.01 * patch.unit));

  cv::Mat mask = cv::Mat::zeros(box.size(), CV_8UC1);
  std::array<cv::Point, 6> polygon;
  for (std::size_t i = 0; i < 6; ++i) {
    polygon[i] = {static_cast<int>(std::lround((opening[i].x - box.x) * 16)),
                  static_cast<int>(std::lround((opening[i].y - box.y) * 16))};
  }
  cv::fillConvexPoly(mask, polygon.data(), 6, cv::Scalar(255), cv::LINE_8, 4);

  std::vector<Gradient> edges;
  std::vector<float> strengths;
  std::vector<float> levels;
  for (int y = 1; y + 1 < box.height; ++y) {
    for (int x = 1; x + 1 < box.width; ++x) {
      if (mask.at<std::uint8_t>(y, x) == 0) continue;
      const float gx = (smooth.at<float>(y, x + 1) - smooth.at<float>(y, x - 1)) / 2;
      const float gy = (smooth.at<float>(y + 1, x) - smooth.at<float>(y - 1, x)) / 2;
      edges.push_back({gx, gy, std::sqrt(gx * gx + gy * gy), {x, y}});
      strengths.push_back(edges.back().strength);
      levels.push_back(level.at<float>(y, x));
    }
  }
  const float least = static_cast<float>(kStrong) * quantile(strengths, 0.9);
  if (least <= 0) return middle_point;

  cv::Mat votes = cv::Mat::zeros(box.size(), CV_32FC1);
  for (const Gradient& g : edges) {
    if (g.strength < least || std::abs(g.x) < kSideways * std::abs(g.y)) continue;
    const float vote = std::min(g.strength, static_cast<float>(kVoteCeiling) * least);
    for (const double radius : kRadii) {
      const double r = radius * patch.unit;
      const int x = static_cast<int>(std::lround(g.at.x - r * g.x / g.strength));
      const int y = static_cast<int>(std::lround(g.at.y - r * g.y / g.strength));
      if (x >= 0 && y >= 0 && x < box.width && y < box.height) votes.at<float>(y, x) += vote;
    }
  }
  cv::GaussianBlur(votes, votes, cv::Size(), std::max(1.0, kSpread * patch.unit));

  // An iris is dark: votes count by how dark it is where they meet.
  cv::Mat dark;
  cv::GaussianBlur(level, dark, cv::Size(), std::max(1.0, 0.03 * patch.unit));
  double darkest = 0;
  cv::minMaxLoc(dark, &darkest);
  const double white = quantile(levels, 0.95);
  cv::Point peak;
  double most = -1;
  for (int y = 0; y < box.height; ++y) {
    for (int x = 0; x < box.width; ++x) {
      auto& v = votes.at<float>(y, x);
      v *= static_cast<float>(std::clamp((white - dark.at<float>(y, x)) / std::max(white - darkest, 1.0), 0.0, 1.0));
      if (v > most) {
        most = v;
        peak = {x, y};
      }
    }
  }
  double sum = 0;
  Point centre;
  for (int y = std::max(0, peak.y - kAround); y <= std::min(box.height - 1, peak.y + kAround); ++y) {
    for (int x = std::max(0, peak.x - kAround); x <= std::min(box.width - 1, peak.x + kAround); ++x) {
      const double v = votes.at<float>(y, x);
      sum += v;
      centre.x += v * x;
      centre.y += v * y;
    }
  }
  if (sum <= 0) return middle_point;
  return {centre.x / sum + box.x, centre.y / sum + box.y};
}

}  // namespace

std::array<Point, 2> iris_centres(const FacePatch& patch) { return {iris_centre(patch, 36), iris_centre(patch, 42)}; }

}  // namespace enrolkit::photo
