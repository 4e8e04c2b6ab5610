// SPDX-License-Identifier: Apache-2.0
#include "quality/photo/sclera_show.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <span>

#include "quality/photo/iris.hpp"
#include "quality/photo/patch_statistics.hpp"

namespace enrolkit::photo {
namespace {

// In inter-eye distances.
constexpr double kAside = 0.045;  // columns looked at, from the middle of an iris that looks into the camera
constexpr double kLashes = 0.03;  // the white may begin so far above the lid that the landmarks tell

constexpr double kWhiteShare = 0.9;
constexpr double kBetween = 0.65;  // from the iris to the white

// Height of a lid at `x`, between its landmarks.
double lid_height(const std::array<Point, 4>& lid, double x) {
  const auto* right = std::find_if(lid.begin() + 1, lid.end() - 1, [x](const Point& p) { return p.x > x; });
  const Point& a = *(right - 1);
  const Point& b = *right;
  return a.y + std::clamp((x - a.x) / std::max(b.x - a.x, 1e-9), 0.0, 1.0) * (b.y - a.y);
}

}  // namespace

double sclera_show(const FacePatch& patch, std::size_t first) {
  const std::span<const Point> p(patch.points.data() + first, 6);
  const double x = usual_iris(patch, first).x;
  const int top = static_cast<int>(std::lround(lid_height({p[0], p[1], p[2], p[3]}, x)));
  const int bottom = static_cast<int>(std::lround(lid_height({p[0], p[5], p[4], p[3]}, x)));
  const int from = std::max(0, static_cast<int>(std::lround(x - kAside * patch.unit)));
  const int to = std::min(patch.lab.cols - 1, static_cast<int>(std::lround(x + kAside * patch.unit)));
  if (top < 0 || bottom >= patch.lab.rows || top >= bottom || from >= to) return 0;
  const auto row_mean = [&](int y) {
    const auto* row = patch.lab.ptr<cv::Vec3b>(y);
    double sum = 0;
    for (int column = from; column <= to; ++column) sum += row[column][0];
    return sum / (to - from + 1);
  };
  double dark = 255;
  for (int y = top; y <= bottom; ++y) dark = std::min(dark, row_mean(y));
  const double white = histogram_in(patch.lab, 0, p).quantile(kWhiteShare);
  const double least = dark + kBetween * (white - dark);
  const int lashes = static_cast<int>(std::lround(kLashes * patch.unit));
  int begin = bottom;
  while (begin > top && begin > bottom - lashes && row_mean(begin) < least) --begin;
  double below = row_mean(begin);
  for (int y = begin - 1; below >= least && y >= top; --y) {
    const double above = row_mean(y);
    if (above < least) return bottom - y - (least - above) / (below - above);
    below = above;
  }
  return below >= least ? bottom - top : 0;
}

}  // namespace enrolkit::photo
