// SPDX-License-Identifier: Apache-2.0
#include "quality/photo/block_artefacts.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <cstdlib>
#include <iterator>
#include <vector>

namespace enrolkit::photo {
namespace {

constexpr Point kFrom = {-1.4, -1.4};
constexpr Point kTo = {1.4, 2.0};
constexpr Point kMiddle = {0, 0.3};
// More pixels a side do not change the result.
constexpr int kMostSide = 640;

// A contour of the face counts no more than a step of a block.
constexpr int kLargestStep = 12;

// Steps of a noise-free wall: added so that nothing is divided by nothing.
constexpr double kLeastStep = 0.02;

constexpr std::size_t kLargestCell = 24;
constexpr std::size_t kJpegBlock = 8;
constexpr double kLargestRatio = 50;  // flat cells leave no steps inside
// Of a grid of 8 px this much counts as cells: blocks of JPEG at quality 6 have a ratio of 6.
constexpr double kBlockShare = 1.0 / 8;

// Mean clipped step between each column and the one before it, or each row.
struct Steps {
  std::vector<double> columns;
  std::vector<double> rows;
};

Steps steps_in(const cv::Mat& grey, const Region& part) {
  Steps steps;
  std::vector<std::uint32_t> sums(static_cast<std::size_t>(part.width), 0);
  steps.rows.assign(static_cast<std::size_t>(part.height), 0);
  for (int y = 1; y < part.height; ++y) {
    const auto* above = grey.ptr<std::uint8_t>(part.y + y - 1) + part.x;
    const auto* here = grey.ptr<std::uint8_t>(part.y + y) + part.x;
    std::uint32_t row = 0;
    for (int x = 1; x < part.width; ++x) {
      sums[static_cast<std::size_t>(x)] +=
          static_cast<std::uint32_t>(std::min(std::abs(here[x] - here[x - 1]), kLargestStep));
      row += static_cast<std::uint32_t>(std::min(std::abs(here[x] - above[x]), kLargestStep));
    }
    steps.rows[static_cast<std::size_t>(y)] = static_cast<double>(row) / part.width;
  }
  steps.columns.reserve(sums.size());
  for (const std::uint32_t sum : sums) steps.columns.push_back(static_cast<double>(sum) / part.height);
  return steps;
}

// Mean step at each phase of a period. The first entry has no step before it; those on the 8-px grid at `grid` are left
// out, or none when it is kNoGrid.
constexpr std::size_t kNoGrid = kJpegBlock;

std::vector<double> folded(const std::vector<double>& steps, std::size_t period, std::size_t grid) {
  std::vector<double> mean(period, 0);
  std::vector<int> count(period, 0);
  for (std::size_t i = 1; i < steps.size(); ++i) {
    if (i % kJpegBlock == grid) continue;
    mean[i % period] += steps[i];
    ++count[i % period];
  }
  for (std::size_t phase = 0; phase < period; ++phase) {
    mean[phase] = mean[phase] / std::max(count[phase], 1) + kLeastStep;
  }
  return mean;
}

// The largest phase against the median of the others.
double peak_ratio(std::vector<double> phases) {
  const auto peak = std::max_element(phases.begin(), phases.end());
  const double highest = *peak;
  phases.erase(peak);
  const auto middle = phases.begin() + static_cast<std::ptrdiff_t>(phases.size() / 2);
  std::nth_element(phases.begin(), middle, phases.end());
  return std::min(highest / *middle, kLargestRatio);
}

// Both directions of one grid: the strength of the 8-px blocks, and of cells of any other size beside them.
struct Grid {
  explicit Grid(const std::vector<double>& all_steps) : steps(&all_steps) {
    const std::vector<double> phases = folded(all_steps, kJpegBlock, kNoGrid);
    blocks = peak_ratio(phases);
    phase = static_cast<std::size_t>(std::max_element(phases.begin(), phases.end()) - phases.begin());
  }
  [[nodiscard]] double cells(std::size_t cell) const {
    if (cell % kJpegBlock == 0) return 1 + (peak_ratio(folded(*steps, cell, kNoGrid)) - 1) * kBlockShare;
    return peak_ratio(folded(*steps, cell, phase));
  }

  const std::vector<double>* steps;
  double blocks = 1;
  std::size_t phase = 0;
};

Region sampled(const cv::Mat& grey, const FaceAxes& axes) {
  Region part = region_in_image(axes, kFrom, kTo, grey.cols, grey.rows);
  const Point middle = axes.to_image(kMiddle);
  if (part.width > kMostSide) {
    part.x = std::clamp(static_cast<int>(middle.x) - kMostSide / 2, part.x, part.x + part.width - kMostSide);
    part.width = kMostSide;
  }
  if (part.height > kMostSide) {
    part.y = std::clamp(static_cast<int>(middle.y) - kMostSide / 2, part.y, part.y + part.height - kMostSide);
    part.height = kMostSide;
  }
  return part;
}

}  // namespace

double jpeg_blocks_at(int quality) {
  // Medians of 51 portraits of 170 to 240 px between the eyes (measured).
  struct Step {
    int quality;
    double blocks;
  };
  constexpr Step kSteps[] = {{1, 6},     {6, 5.3},   {12, 3.65}, {25, 2.38}, {35, 2.07},
                             {50, 1.82}, {75, 1.45}, {85, 1.28}, {100, 1}};
  for (std::size_t i = 1; i < std::size(kSteps); ++i) {
    const Step& low = kSteps[i - 1];
    const Step& high = kSteps[i];
    if (quality > high.quality) continue;
    const double part =
        static_cast<double>(std::max(quality, low.quality) - low.quality) / (high.quality - low.quality);
    return low.blocks + part * (high.blocks - low.blocks);
  }
  return 1;
}

BlockArtefacts block_artefacts(const cv::Mat& grey, const FaceAxes& axes) {
  BlockArtefacts found;
  const Region part = sampled(grey, axes);
  if (part.width < 4 * static_cast<int>(kLargestCell) || part.height < 4 * static_cast<int>(kLargestCell)) return found;
  const Steps steps = steps_in(grey, part);
  const Grid columns(steps.columns);
  const Grid rows(steps.rows);
  // A grid has both directions; a striped shirt has one.
  found.jpeg = std::sqrt(columns.blocks * rows.blocks);
  for (std::size_t cell = 2; cell <= kLargestCell; ++cell) {
    found.pixelation = std::max(found.pixelation, std::sqrt(columns.cells(cell) * rows.cells(cell)));
  }
  return found;
}

}  // namespace enrolkit::photo
