// SPDX-License-Identifier: Apache-2.0
#include "quality/signature/ink.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <opencv2/imgproc.hpp>

namespace enrolkit::signature {
namespace {

// Parameters, all set by the project.
constexpr int kWorkingSide = 1000;          // px: a stroke of half a millimetre keeps two pixels on an A5 scan
constexpr int kPaperCell = 32;              // px: wider than a stroke, narrower than a shadow
constexpr double kPaperShare = 0.9;         // quantile of a cell that is paper
constexpr double kDarkestPaper = 70;        // of 255: below it there is no paper to write on
constexpr double kFaintestInk = 0.85;       // of the paper's level; paler marks are texture
constexpr double kThickestThreshold = 0.6;  // the threshold between ink and paper is at least this
constexpr int kSmallestSpot = 8;            // px: smaller ones are dust

cv::Mat reduced_grey(ImageView image, double& scale) {
  const int type = image.format == PixelFormat::grey8 ? CV_8UC1 : CV_8UC3;
  const cv::Mat given(image.height, image.width, type, const_cast<std::uint8_t*>(image.data),
                      static_cast<std::size_t>(image.stride));
  cv::Mat grey = given;
  if (type == CV_8UC3) cv::cvtColor(given, grey, cv::COLOR_RGB2GRAY);
  scale = std::max(1.0, std::max(image.width, image.height) / static_cast<double>(kWorkingSide));
  if (scale == 1) return grey;
  cv::Mat small;
  cv::resize(grey, small,
             cv::Size(std::max(1, static_cast<int>(std::lround(image.width / scale))),
                      std::max(1, static_cast<int>(std::lround(image.height / scale)))),
             0, 0, cv::INTER_AREA);
  return small;
}

double quantile(const cv::Mat& grey, double share) {
  std::array<int, 256> histogram{};
  for (int y = 0; y < grey.rows; ++y) {
    for (int x = 0; x < grey.cols; ++x) ++histogram[grey.at<std::uint8_t>(y, x)];
  }
  const double wanted = share * static_cast<double>(grey.total());
  double seen = 0;
  for (std::size_t level = 0; level < histogram.size(); ++level) {
    seen += histogram[level];
    if (seen >= wanted) return static_cast<double>(level);
  }
  return 255;
}

// The paper's level everywhere: bright quantile of each cell, smooth between them, never darker than half the whole's.
cv::Mat paper_of(const cv::Mat& grey, double whole) {
  const int columns = std::max(1, grey.cols / kPaperCell);
  const int rows = std::max(1, grey.rows / kPaperCell);
  cv::Mat cells(rows, columns, CV_32F);
  for (int r = 0; r < rows; ++r) {
    for (int c = 0; c < columns; ++c) {
      const cv::Rect cell(c * grey.cols / columns, r * grey.rows / rows, std::max(1, grey.cols / columns),
                          std::max(1, grey.rows / rows));
      cells.at<float>(r, c) = static_cast<float>(std::max(quantile(grey(cell), kPaperShare), whole / 2));
    }
  }
  cv::Mat paper;
  cv::GaussianBlur(cells, cells, cv::Size(3, 3), 0, 0, cv::BORDER_REPLICATE);
  cv::resize(cells, paper, grey.size(), 0, 0, cv::INTER_LINEAR);
  return paper;
}

void drop_spots(cv::Mat& mask) {
  cv::Mat labels;
  cv::Mat stats;
  cv::Mat centres;
  const int count = cv::connectedComponentsWithStats(mask, labels, stats, centres, 8, CV_32S);
  for (int y = 0; y < mask.rows; ++y) {
    for (int x = 0; x < mask.cols; ++x) {
      const int label = labels.at<int>(y, x);
      if (label > 0 && label < count && stats.at<int>(label, cv::CC_STAT_AREA) < kSmallestSpot) {
        mask.at<std::uint8_t>(y, x) = 0;
      }
    }
  }
}

}  // namespace

Ink find_ink(ImageView image) {
  Ink ink;
  const cv::Mat grey = reduced_grey(image, ink.scale);
  ink.paper_level = quantile(grey, kPaperShare);
  if (ink.paper_level < kDarkestPaper) {
    ink.mask = cv::Mat(grey.size(), CV_8UC1, cv::Scalar(255));  // all ink, no paper
    ink.box = cv::Rect(0, 0, grey.cols, grey.rows);
    return ink;
  }
  cv::Mat relative;
  cv::divide(grey, paper_of(grey, ink.paper_level), relative, 200.0, CV_8U);  // the paper becomes 200
  cv::Mat ignored;
  const double otsu = cv::threshold(relative, ignored, 0, 255, cv::THRESH_BINARY | cv::THRESH_OTSU);
  const double threshold = std::clamp(otsu, 200 * kThickestThreshold, 200 * kFaintestInk);
  cv::threshold(relative, ink.mask, threshold, 255, cv::THRESH_BINARY_INV);
  drop_spots(ink.mask);
  ink.box = cv::boundingRect(ink.mask);
  if (ink.box.empty()) return ink;
  cv::Mat levels;
  for (int y = 0; y < relative.rows; ++y) {
    for (int x = 0; x < relative.cols; ++x) {
      if (ink.mask.at<std::uint8_t>(y, x) != 0) levels.push_back(relative.at<std::uint8_t>(y, x));
    }
  }
  ink.darkness = 1 - quantile(levels, 0.5) / 200;
  return ink;
}

}  // namespace enrolkit::signature
