// SPDX-License-Identifier: Apache-2.0
#include "quality/finger/slap/blots.hpp"

#include <cmath>
#include <opencv2/imgproc.hpp>

namespace enrolkit::slap {
namespace {

constexpr int kFewestBlocks = 150;  // 25 mm2: half of a small child's finger tip
constexpr double kSeed = 0.6;       // of a blot's largest distance from its rim: what is thicker is a finger's middle
constexpr double kFewestSeed = 8;   // blocks

cv::Mat as_mat(const ridges::Plane<std::uint8_t>& ridge) {
  cv::Mat mask(ridge.height, ridge.width, CV_8UC1);
  for (int y = 0; y < ridge.height; ++y) {
    for (int x = 0; x < ridge.width; ++x) mask.at<std::uint8_t>(y, x) = ridge.at(x, y) != 0 ? 255 : 0;
  }
  return mask;
}

// The middles of the fingers in one connected area.
cv::Mat seeds_of(const cv::Mat& area) {
  cv::Mat padded;
  cv::copyMakeBorder(area, padded, 1, 1, 1, 1, cv::BORDER_CONSTANT, cv::Scalar(0));
  cv::Mat distance;
  cv::distanceTransform(padded, distance, cv::DIST_L2, cv::DIST_MASK_5);
  double largest = 0;
  cv::minMaxLoc(distance, nullptr, &largest);
  cv::Mat seeds = distance(cv::Rect(1, 1, area.cols, area.rows)) > kSeed * largest;
  return seeds;
}

// Each block of the area to its nearest seed.
void split(const cv::Mat& area, std::vector<Blot>& blots) {
  cv::Mat labels;
  cv::Mat stats;
  cv::Mat centres;
  const int seeds = cv::connectedComponentsWithStats(seeds_of(area), labels, stats, centres, 8, CV_32S);
  std::vector<Point> middles;
  for (int i = 1; i < seeds; ++i) {
    if (stats.at<int>(i, cv::CC_STAT_AREA) < kFewestSeed) continue;
    middles.push_back({centres.at<double>(i, 0), centres.at<double>(i, 1)});
  }
  std::vector<Blot> parts(std::max<std::size_t>(1, middles.size()));
  for (int y = 0; y < area.rows; ++y) {
    for (int x = 0; x < area.cols; ++x) {
      if (area.at<std::uint8_t>(y, x) == 0) continue;
      std::size_t nearest = 0;
      for (std::size_t i = 1; i < middles.size(); ++i) {
        if (std::hypot(x - middles[i].x, y - middles[i].y) <
            std::hypot(x - middles[nearest].x, y - middles[nearest].y)) {
          nearest = i;
        }
      }
      parts[nearest].push_back({static_cast<double>(x), static_cast<double>(y)});
    }
  }
  for (Blot& part : parts) {
    if (part.size() >= kFewestBlocks) blots.push_back(std::move(part));
  }
}

}  // namespace

std::vector<Blot> find_blots(const ridges::Plane<std::uint8_t>& ridge) {
  cv::Mat mask = as_mat(ridge);
  const cv::Mat disc = cv::getStructuringElement(cv::MORPH_ELLIPSE, {5, 5});
  cv::morphologyEx(mask, mask, cv::MORPH_OPEN, disc, {-1, -1}, 1, cv::BORDER_CONSTANT, cv::Scalar(0));
  cv::Mat labels;
  cv::Mat stats;
  cv::Mat centres;
  const int count = cv::connectedComponentsWithStats(mask, labels, stats, centres, 4, CV_32S);
  std::vector<Blot> blots;
  for (int i = 1; i < count; ++i) {
    if (stats.at<int>(i, cv::CC_STAT_AREA) >= kFewestBlocks) split(labels == i, blots);
  }
  return blots;
}

}  // namespace enrolkit::slap
