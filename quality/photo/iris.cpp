// SPDX-License-Identifier: Apache-2.0
#include "quality/photo/iris.hpp"

#include <algorithm>
#include <cmath>
#include <opencv2/core.hpp>
#include <vector>

#include "quality/photo/face_geometry.hpp"
#include "quality/photo/mask_shapes.hpp"
#include "quality/photo/plane_blur.hpp"
#include "quality/photo/workspace.hpp"

namespace enrolkit::photo {
namespace {

// Iris radii in inter-eye distances (11.7 mm across, 63 mm between the eyes, give or take the person).
constexpr std::array<double, 5> kRadii = {0.07, 0.08, 0.09, 0.10, 0.11};
// Of 51 adults who look into the camera, from the middle of the corners of their eyes (their spread: 0.012).
constexpr double kFromTheNose = 0.01;
constexpr double kAbove = 0.058;
constexpr double kApart = 0.035;    // most that one eye may differ from the way both look
constexpr double kMargin = 0.14;    // around the eye's opening, in inter-eye distances
constexpr double kTaller = 1.25;    // the opening that the landmarks tell, grown for those that sit too tight
constexpr double kSideways = 0.6;   // least x over y part of a gradient: lids have none
constexpr double kStrong = 0.3;     // of the 90th percentile of the gradients: below it is texture
constexpr double kSpread = 0.02;    // of the votes, in inter-eye distances
constexpr int kAround = 3;          // px around the peak over which its place is averaged
constexpr double kVoteCeiling = 3;  // times the least strong gradient: a catchlight must not outvote the iris

// The values are put out of order.
float quantile(std::vector<float>& values, double share) {
  if (values.empty()) return 0;
  const auto place = values.begin() + static_cast<std::ptrdiff_t>(share * static_cast<double>(values.size() - 1));
  std::nth_element(values.begin(), place, values.end());
  return *place;
}

// Where the edges of one eye's iris meet: a plane of votes over a box of the patch.
struct Votes {
  cv::Rect box;
  Point usual;                                // px of the box; where the iris of an eye that looks into the camera is
  const std::vector<float>* plane = nullptr;  // null where nothing votes
  float most = 0;

  [[nodiscard]] float at(int x, int y) const { return (*plane)[static_cast<std::size_t>(y * box.width + x)]; }
  [[nodiscard]] bool holds(int x, int y) const { return x >= 0 && y >= 0 && x < box.width && y < box.height; }
};

Votes iris_votes(const FacePatch& patch, std::size_t first, Workspace& work, std::vector<float>& votes) {
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
  const Point usual = usual_iris(patch, first);
  Votes found{box, {usual.x - box.x, usual.y - box.y}};
  if (box.width < 8 || box.height < 8) return found;

  auto& level = work.planes[0];  // no structured binding: clang 14 captures none in lambdas
  auto& smooth = work.planes[1];
  auto& dark = work.planes[2];
  auto& spare = work.planes[3];
  const auto index = [width = box.width](int y, int x) { return static_cast<std::size_t>(y * width + x); };
  level.resize(index(box.height, 0));
  for (int y = 0; y < box.height; ++y) {
    const auto* row = patch.lab.ptr<std::uint8_t>(box.y + y) + static_cast<std::ptrdiff_t>(3) * box.x;
    for (int x = 0; x < box.width; ++x) level[index(y, x)] = row[3 * x];
  }
  smooth = level;
  blur_plane(smooth, box.width, box.height, std::max(0.6, 0.01 * patch.unit), spare);

  work.inside.assign(level.size(), 0);
  cv::Mat mask(box.size(), CV_8UC1, work.inside.data());
  std::array<Point, 6> polygon{};
  std::transform(opening.begin(), opening.end(), polygon.begin(), [&](Point p) {
    return Point{p.x - box.x, p.y - box.y};
  });
  fill_convex(mask, polygon, 255);

  std::vector<float>& strengths = work.samples[0];
  std::vector<float>& levels = work.samples[1];
  strengths.clear();
  levels.clear();
  const auto for_each_gradient = [&](auto visit) {
    for (int y = 1; y + 1 < box.height; ++y) {
      for (int x = 1; x + 1 < box.width; ++x) {
        if (work.inside[index(y, x)] == 0) continue;
        const float gx = (smooth[index(y, x + 1)] - smooth[index(y, x - 1)]) / 2;
        const float gy = (smooth[index(y + 1, x)] - smooth[index(y - 1, x)]) / 2;
        visit(x, y, gx, gy, std::sqrt(gx * gx + gy * gy));
      }
    }
  };
  for_each_gradient([&](int x, int y, float, float, float strength) {
    strengths.push_back(strength);
    levels.push_back(level[index(y, x)]);
  });
  const float least = static_cast<float>(kStrong) * quantile(strengths, 0.9);
  if (least <= 0) return found;

  votes.assign(level.size(), 0.F);
  for_each_gradient([&](int from_x, int from_y, float gx, float gy, float strength) {
    if (strength < least || std::abs(gx) < kSideways * std::abs(gy)) return;
    const float vote = std::min(strength, static_cast<float>(kVoteCeiling) * least);
    for (const double radius : kRadii) {
      const double r = radius * patch.unit;
      const int x = static_cast<int>(std::lround(from_x - r * gx / strength));
      const int y = static_cast<int>(std::lround(from_y - r * gy / strength));
      if (x >= 0 && y >= 0 && x < box.width && y < box.height) votes[index(y, x)] += vote;
    }
  });
  blur_plane(votes, box.width, box.height, std::max(1.0, kSpread * patch.unit), spare);

  // An iris is dark: votes count by how dark it is where they meet.
  dark = level;
  blur_plane(dark, box.width, box.height, std::max(1.0, 0.03 * patch.unit), spare);
  const double darkest = *std::min_element(dark.begin(), dark.end());
  const double white = quantile(levels, 0.95);
  for (std::size_t i = 0; i < votes.size(); ++i) {
    votes[i] *= static_cast<float>(std::clamp((white - dark[i]) / std::max(white - darkest, 1.0), 0.0, 1.0));
    found.most = std::max(found.most, votes[i]);
  }
  if (found.most > 0) found.plane = &votes;
  return found;
}

// How far both irises stand from their usual places: eyes look the same way, so what one of them does not show (lids
// and lashes over the iris, a lamp in a lens) the other tells.
cv::Point common_way(const Votes& one, const Votes& other) {
  cv::Point way;
  float best = -1;
  const auto to_x = static_cast<int>(std::lround(other.usual.x - one.usual.x));
  const auto to_y = static_cast<int>(std::lround(other.usual.y - one.usual.y));
  for (int y = 0; y < one.box.height; ++y) {
    for (int x = 0; x < one.box.width; ++x) {
      const float there = other.holds(x + to_x, y + to_y) ? other.at(x + to_x, y + to_y) / other.most : 0;
      const float sum = one.at(x, y) / one.most + there;
      if (sum <= best) continue;
      best = sum;
      way = {x - static_cast<int>(std::lround(one.usual.x)), y - static_cast<int>(std::lround(one.usual.y))};
    }
  }
  return way;
}

// The peak of the votes around a place, and their centre there; px of the patch.
Point iris_centre(const Votes& votes, cv::Point way, int apart) {
  const cv::Point from(static_cast<int>(std::lround(votes.usual.x)) + way.x,
                       static_cast<int>(std::lround(votes.usual.y)) + way.y);
  cv::Point peak = from;
  float most = -1;
  for (int y = from.y - apart; y <= from.y + apart; ++y) {
    for (int x = from.x - apart; x <= from.x + apart; ++x) {
      if (!votes.holds(x, y) || votes.at(x, y) <= most) continue;
      most = votes.at(x, y);
      peak = {x, y};
    }
  }
  double sum = 0;
  Point centre;
  for (int y = peak.y - kAround; y <= peak.y + kAround; ++y) {
    for (int x = peak.x - kAround; x <= peak.x + kAround; ++x) {
      if (!votes.holds(x, y)) continue;
      const double v = votes.at(x, y);
      sum += v;
      centre.x += v * x;
      centre.y += v * y;
    }
  }
  centre =
      sum > 0 ? Point{centre.x / sum, centre.y / sum} : Point{static_cast<double>(peak.x), static_cast<double>(peak.y)};
  return {centre.x + votes.box.x, centre.y + votes.box.y};
}

}  // namespace

Point usual_iris(const FacePatch& patch, std::size_t first) {
  const Point corners = middle(patch.points[first], patch.points[first + 3]);
  return {corners.x + (first == 36 ? -kFromTheNose : kFromTheNose) * patch.unit, corners.y - kAbove * patch.unit};
}

std::array<Point, 2> iris_centres(const FacePatch& patch, Workspace& work) {
  const std::array<Votes, 2> eyes = {iris_votes(patch, 36, work, work.planes[4]),
                                     iris_votes(patch, 42, work, work.planes[5])};
  const bool both = eyes[0].plane != nullptr && eyes[1].plane != nullptr;
  const cv::Point way = both ? common_way(eyes[0], eyes[1]) : cv::Point();
  std::array<Point, 2> centres{};
  for (std::size_t i = 0; i < eyes.size(); ++i) {
    const Votes& eye = eyes[i];
    const int apart =
        both ? static_cast<int>(std::lround(kApart * patch.unit)) : std::max(eye.box.width, eye.box.height);
    centres[i] =
        eye.plane == nullptr ? Point{eye.usual.x + eye.box.x, eye.usual.y + eye.box.y} : iris_centre(eye, way, apart);
  }
  return centres;
}

}  // namespace enrolkit::photo
