// SPDX-License-Identifier: Apache-2.0
#include "quality/photo/iris_disc.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include "quality/photo/face_geometry.hpp"

namespace enrolkit::photo {
namespace {

// In inter-eye distances.
constexpr double kRadius = 0.09;
constexpr double kGap = 0.01;     // between the disc and the white beside and below it
constexpr double kBeside = 0.05;  // ends of the white, from the disc
constexpr double kBelow = 0.04;
constexpr double kHighest = -0.14, kLowest = 0.06;  // from the middle of the corners
constexpr int kSteps = 20;

constexpr double kBesideHeight = 0.6;  // of the radius, up and down
constexpr double kBelowCounts = 0.5;   // against the white beside
constexpr double kCatchlights = 0.85;  // quantile of the opening's lightness above which light is reflection

struct Mean {
  double sum = 0;
  int count = 0;
  [[nodiscard]] double operator()() const { return sum / std::max(count, 1); }
};

// Rows and columns of the patch that are looked at.
cv::Rect field(const FacePatch& patch, Point from, Point to) {
  const cv::Point a(static_cast<int>(std::floor(from.x)), static_cast<int>(std::floor(from.y)));
  const cv::Point b(static_cast<int>(std::ceil(to.x)) + 1, static_cast<int>(std::ceil(to.y)) + 1);
  return cv::Rect(a, b) & cv::Rect({0, 0}, patch.lab.size());
}

int brightest_eye(const FacePatch& patch, const cv::Rect& opening) {
  std::array<int, 256> counts{};
  for (int y = opening.y; y < opening.br().y; ++y) {
    const auto* row = patch.lab.ptr<cv::Vec3b>(y);
    for (int x = opening.x; x < opening.br().x; ++x) ++counts[row[x][0]];
  }
  const double enough = kCatchlights * opening.area();
  int level = 0;
  for (int sum = counts[0]; level < 255 && sum < enough; sum += counts[static_cast<std::size_t>(level)]) ++level;
  return level;
}

// How much darker the disc is than the white around it.
double contrast(const FacePatch& patch, Point centre, int brightest) {
  const double radius = kRadius * patch.unit;
  const double reach = radius + kBeside * patch.unit;
  const cv::Rect box = field(patch, {centre.x - reach, centre.y - reach}, {centre.x + reach, centre.y + reach});
  Mean disc, beside, below;
  for (int y = box.y; y < box.br().y; ++y) {
    const auto* row = patch.lab.ptr<cv::Vec3b>(y);
    const double dy = y - centre.y;
    for (int x = box.x; x < box.br().x; ++x) {
      const double dx = x - centre.x;
      const double away = std::sqrt(dx * dx + dy * dy) - radius;
      const auto add = [&](Mean& mean) {
        mean.sum += std::min<int>(row[x][0], brightest);
        ++mean.count;
      };
      if (away < 0) add(disc);
      if (away < kGap * patch.unit) continue;
      if (away < kBeside * patch.unit && std::abs(dy) < kBesideHeight * radius) add(beside);
      if (away < kBelow * patch.unit && dy > 0 && std::abs(dx) < radius) add(below);
    }
  }
  return beside() - disc() + kBelowCounts * (below() - disc());
}

}  // namespace

double iris_disc_height(const FacePatch& patch, std::size_t first, Point iris) {
  const auto& p = patch.points;
  const double level = middle(p[first], p[first + 3]).y;
  const double top = std::min((p[first + 1].y + p[first + 2].y) / 2, level - 0.04 * patch.unit);
  const double bottom = std::max((p[first + 4].y + p[first + 5].y) / 2, level + 0.02 * patch.unit);
  const double aside = kRadius * patch.unit + kBeside * patch.unit;
  const int brightest = brightest_eye(patch, field(patch, {iris.x - aside, top}, {iris.x + aside, bottom}));

  std::array<double, kSteps + 1> found{};
  const double step = (kLowest - kHighest) / kSteps * patch.unit;
  const auto height = [&](double i) { return level + kHighest * patch.unit + i * step; };
  for (std::size_t i = 0; i < found.size(); ++i) {
    found[i] = contrast(patch, {iris.x, height(static_cast<double>(i))}, brightest);
  }
  const auto best = static_cast<std::size_t>(std::max_element(found.begin(), found.end()) - found.begin());
  if (best == 0 || best + 1 == found.size()) return height(static_cast<double>(best));
  const double bend = found[best - 1] - 2 * found[best] + found[best + 1];
  const double between = bend < 0 ? (found[best - 1] - found[best + 1]) / (2 * bend) : 0;
  return height(static_cast<double>(best) + between);
}

}  // namespace enrolkit::photo
