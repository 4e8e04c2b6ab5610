// SPDX-License-Identifier: Apache-2.0
#include "quality/photo/edge_things.hpp"

#include <algorithm>
#include <array>
#include <opencv2/imgproc.hpp>

namespace enrolkit::photo {
namespace {

// Of a background that deviates by more than this share, the things are the background.
constexpr double kPattern = 0.4;

// Things reach at least so far in and along the border, in inter-eye distances: less is a strand of hair or a vignette.
constexpr double kReach = 0.05;

}  // namespace

std::optional<std::vector<EdgeThing>> edge_things(const HeadMask& mask, const std::vector<cv::Point>& area) {
  cv::Mat deviant(mask.person.size(), CV_8UC1, cv::Scalar(0));
  std::size_t count = 0;
  for (const cv::Point& p : area) {
    if (mask.shaded.at<std::uint8_t>(p) != 0 || !mask.wall.differs(mask.lab.at<cv::Vec3f>(p), p.x, p.y)) continue;
    deviant.at<std::uint8_t>(p) = 255;
    ++count;
  }
  if (static_cast<double>(count) > kPattern * static_cast<double>(area.size())) return std::nullopt;
  cv::Mat labels;
  cv::Mat stats;
  cv::Mat centroids;
  const int components = cv::connectedComponentsWithStats(deviant, labels, stats, centroids, 8, CV_32S);
  const int cols = deviant.cols;
  const int rows = std::min(mask.chin_row, deviant.rows);
  std::vector<std::array<int, 3>> touched(static_cast<std::size_t>(components), {0, 0, 0});
  for (int y = 0; y < rows; ++y) {
    ++touched[static_cast<std::size_t>(labels.at<int>(y, 0))][0];
    ++touched[static_cast<std::size_t>(labels.at<int>(y, cols - 1))][1];
  }
  for (int x = 0; x < cols; ++x) ++touched[static_cast<std::size_t>(labels.at<int>(0, x))][2];
  std::vector<EdgeThing> things;
  const double least = kReach * mask.axes.unit;
  for (int i = 1; i < components; ++i) {
    const auto& at = touched[static_cast<std::size_t>(i)];
    const cv::Rect box(stats.at<int>(i, cv::CC_STAT_LEFT), stats.at<int>(i, cv::CC_STAT_TOP),
                       stats.at<int>(i, cv::CC_STAT_WIDTH), stats.at<int>(i, cv::CC_STAT_HEIGHT));
    if (at[0] + at[1] + at[2] == 0 || box.width < least || box.height < least) continue;
    const double share = std::max(
        {static_cast<double>(at[0]) / rows, static_cast<double>(at[1]) / rows, static_cast<double>(at[2]) / cols});
    things.push_back({box, share});
  }
  std::stable_sort(things.begin(), things.end(),
                   [](const EdgeThing& a, const EdgeThing& b) { return a.share > b.share; });
  return things;
}

}  // namespace enrolkit::photo
