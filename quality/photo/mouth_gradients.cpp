// SPDX-License-Identifier: Apache-2.0
#include "quality/photo/mouth_gradients.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <opencv2/core.hpp>

#include "quality/photo/face_geometry.hpp"

namespace enrolkit::photo {
namespace {

constexpr std::size_t kColumns = kMouthColumns;
constexpr std::size_t kRows = kMouthRows;
constexpr std::size_t kCell = 8;  // px
constexpr double kUnit = 40;      // px per inter-eye distance
constexpr int kSamples = 3;       // along each side of a pixel
constexpr std::size_t kWidth = kColumns * kCell;
constexpr std::size_t kHeight = kRows * kCell;

using Picture = std::array<std::array<double, kWidth>, kHeight>;

// Squared sum of gradients below which cells count as flat: it keeps noise from being magnified.
constexpr double kFlat = 25;
// No single direction may outweigh all else.
constexpr double kMostOfOne = 0.4;

using Histograms = std::array<std::array<std::array<double, kGradientBins>, kColumns>, kRows>;

double lightness_at(const cv::Mat& lab, double x, double y) {
  const double fx = std::clamp(x, 0.0, lab.cols - 1.001);
  const double fy = std::clamp(y, 0.0, lab.rows - 1.001);
  const int ix = static_cast<int>(fx);
  const int iy = static_cast<int>(fy);
  const auto* above = lab.ptr<cv::Vec3b>(iy) + ix;
  const auto* below = lab.ptr<cv::Vec3b>(iy + 1) + ix;
  const double tx = fx - ix;
  const double ty = fy - iy;
  return (1 - ty) * ((1 - tx) * above[0][0] + tx * above[1][0]) + ty * ((1 - tx) * below[0][0] + tx * below[1][0]);
}

// The mouth's surroundings, centred between its corners.
Picture picture_of(const FacePatch& patch) {
  const Point mouth = middle(patch.points[48], patch.points[54]);
  const double pixel = patch.unit / kUnit;
  Picture picture{};
  for (std::size_t y = 0; y < kHeight; ++y) {
    for (std::size_t x = 0; x < kWidth; ++x) {
      double sum = 0;
      for (int i = 0; i < kSamples; ++i) {
        for (int j = 0; j < kSamples; ++j) {
          const double across = static_cast<double>(x) - (kWidth - 1) / 2.0 + (j - 1) / static_cast<double>(kSamples);
          const double down = static_cast<double>(y) - (kHeight - 1) / 2.0 + (i - 1) / static_cast<double>(kSamples);
          sum += lightness_at(patch.lab, mouth.x + pixel * across, mouth.y + pixel * down);
        }
      }
      picture[y][x] = sum / (kSamples * kSamples);
    }
  }
  return picture;
}

// The two cells between whose centres a pixel lies, and the share of the second.
struct Between {
  std::ptrdiff_t first;
  double share;
};
Between cells_at(std::size_t pixel) {
  const double place = (static_cast<double>(pixel) + 0.5) / kCell - 0.5;
  const double first = std::floor(place);
  return {static_cast<std::ptrdiff_t>(first), place - first};
}

void vote(Histograms& cells, std::size_t x, std::size_t y, double dx, double dy) {
  double angle = std::atan2(dy, dx);
  if (angle < 0) angle += std::numbers::pi;
  const double place = angle / std::numbers::pi * kGradientBins - 0.5;
  const double low = std::floor(place);
  const double upper = place - low;
  const auto bin = static_cast<std::size_t>(low + kGradientBins) % kGradientBins;
  const std::size_t next = (bin + 1) % kGradientBins;
  const double strength = std::hypot(dx, dy);
  const Between row = cells_at(y);
  const Between column = cells_at(x);
  for (std::ptrdiff_t i = 0; i < 2; ++i) {
    const std::ptrdiff_t r = row.first + i;
    if (r < 0 || r >= static_cast<std::ptrdiff_t>(kRows)) continue;
    for (std::ptrdiff_t j = 0; j < 2; ++j) {
      const std::ptrdiff_t c = column.first + j;
      if (c < 0 || c >= static_cast<std::ptrdiff_t>(kColumns)) continue;
      const double weight =
          strength * (i == 1 ? row.share : 1 - row.share) * (j == 1 ? column.share : 1 - column.share);
      auto& cell = cells[static_cast<std::size_t>(r)][static_cast<std::size_t>(c)];
      cell[bin] += weight * (1 - upper);
      cell[next] += weight * upper;
    }
  }
}

// Divides each cell by the strength of the edges in the cells around; the border repeats.
Histograms normalised(const Histograms& cells) {
  std::array<std::array<double, kColumns>, kRows> energy{};
  for (std::size_t r = 0; r < kRows; ++r) {
    for (std::size_t c = 0; c < kColumns; ++c) {
      for (const double v : cells[r][c]) energy[r][c] += v * v;
    }
  }
  Histograms out = cells;
  for (std::size_t r = 0; r < kRows; ++r) {
    for (std::size_t c = 0; c < kColumns; ++c) {
      double around = kFlat;
      for (std::size_t i = 0; i < 3; ++i) {
        for (std::size_t j = 0; j < 3; ++j) {
          around +=
              energy[std::clamp<std::size_t>(r + i, 1, kRows) - 1][std::clamp<std::size_t>(c + j, 1, kColumns) - 1];
        }
      }
      for (double& v : out[r][c]) v = std::min(v / std::sqrt(around), kMostOfOne);
    }
  }
  return out;
}

}  // namespace

MouthGradients mouth_gradients(const FacePatch& patch) {
  const Picture picture = picture_of(patch);
  Histograms cells{};
  for (std::size_t y = 1; y + 1 < kHeight; ++y) {
    for (std::size_t x = 1; x + 1 < kWidth; ++x) {
      const double dx = picture[y][x + 1] - picture[y][x - 1];
      const double dy = picture[y + 1][x] - picture[y - 1][x];
      if (dx != 0 || dy != 0) vote(cells, x, y, dx, dy);
    }
  }
  cells = normalised(cells);
  MouthGradients shared{};
  std::size_t term = 0;
  for (std::size_t r = 0; r < kRows; ++r) {
    for (std::size_t c = 0; c < kColumns / 2; ++c) {
      for (std::size_t b = 0; b < kGradientBins; ++b) {
        // Mirrored, an edge at angle a stands at 180 degrees - a: the bins run backwards.
        shared[term++] = (cells[r][c][b] + cells[r][kColumns - 1 - c][kGradientBins - 1 - b]) / 2;
      }
    }
  }
  return shared;
}

}  // namespace enrolkit::photo
