// SPDX-License-Identifier: Apache-2.0
// Edges of a part of the face: directions in cells (Dalal and Triggs 2005, without overlapping blocks), the same for a
// face and its mirror image.
#pragma once

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <numbers>
#include <opencv2/core.hpp>

#include "quality/photo/face_patch.hpp"

namespace enrolkit::photo {

inline constexpr std::size_t kGradientBins = 9;  // of 20 degrees; light to dark is the same as dark to light

// By row, then column, then bin.
template <std::size_t Rows, std::size_t Columns>
using SharedGradients = std::array<double, Rows * Columns / 2 * kGradientBins>;

inline constexpr std::size_t kGradientCell = 8;  // px
inline constexpr double kGradientUnit = 40;      // px per inter-eye distance

// Lightness, 0..255, by row.
template <std::size_t Rows, std::size_t Columns>
using CellPicture = std::array<std::array<double, Columns * kGradientCell>, Rows * kGradientCell>;

namespace gradients {

inline constexpr int kSamples = 3;  // along each side of a pixel

// Squared sum of gradients below which cells count as flat: it keeps noise from being magnified.
inline constexpr double kFlat = 25;
// No single direction may outweigh all else.
inline constexpr double kMostOfOne = 0.4;

template <std::size_t Rows, std::size_t Columns>
using Histograms = std::array<std::array<std::array<double, kGradientBins>, Columns>, Rows>;

inline double lightness_at(const cv::Mat& lab, double x, double y) {
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

// The two cells between whose centres a pixel lies, and the share of the second.
struct Between {
  std::ptrdiff_t first;
  double share;
};
inline Between cells_at(std::size_t pixel) {
  const double place = (static_cast<double>(pixel) + 0.5) / kGradientCell - 0.5;
  const double first = std::floor(place);
  return {static_cast<std::ptrdiff_t>(first), place - first};
}

template <std::size_t Rows, std::size_t Columns>
void vote(Histograms<Rows, Columns>& cells, std::size_t x, std::size_t y, double dx, double dy) {
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
    if (r < 0 || r >= static_cast<std::ptrdiff_t>(Rows)) continue;
    for (std::ptrdiff_t j = 0; j < 2; ++j) {
      const std::ptrdiff_t c = column.first + j;
      if (c < 0 || c >= static_cast<std::ptrdiff_t>(Columns)) continue;
      const double weight =
          strength * (i == 1 ? row.share : 1 - row.share) * (j == 1 ? column.share : 1 - column.share);
      auto& cell = cells[static_cast<std::size_t>(r)][static_cast<std::size_t>(c)];
      cell[bin] += weight * (1 - upper);
      cell[next] += weight * upper;
    }
  }
}

// Divides each cell by the strength of the edges in the cells around; the border repeats.
template <std::size_t Rows, std::size_t Columns>
Histograms<Rows, Columns> normalised(const Histograms<Rows, Columns>& cells) {
  std::array<std::array<double, Columns>, Rows> energy{};
  for (std::size_t r = 0; r < Rows; ++r) {
    for (std::size_t c = 0; c < Columns; ++c) {
      for (const double v : cells[r][c]) energy[r][c] += v * v;
    }
  }
  Histograms<Rows, Columns> out = cells;
  for (std::size_t r = 0; r < Rows; ++r) {
    for (std::size_t c = 0; c < Columns; ++c) {
      double around = kFlat;
      for (std::size_t i = 0; i < 3; ++i) {
        for (std::size_t j = 0; j < 3; ++j) {
          around += energy[std::clamp<std::size_t>(r + i, 1, Rows) - 1][std::clamp<std::size_t>(c + j, 1, Columns) - 1];
        }
      }
      for (double& v : out[r][c]) v = std::min(v / std::sqrt(around), kMostOfOne);
    }
  }
  return out;
}

}  // namespace gradients

// `Rows` x `Columns` cells of the patch about `centre` (px of the patch).
template <std::size_t Rows, std::size_t Columns>
CellPicture<Rows, Columns> picture_around(const FacePatch& patch, Point centre) {
  using gradients::kSamples;
  const double pixel = patch.unit / kGradientUnit;
  CellPicture<Rows, Columns> picture{};
  for (std::size_t y = 0; y < picture.size(); ++y) {
    for (std::size_t x = 0; x < picture[y].size(); ++x) {
      double sum = 0;
      for (int i = 0; i < kSamples; ++i) {
        for (int j = 0; j < kSamples; ++j) {
          const double across = static_cast<double>(x) - (static_cast<double>(picture[y].size()) - 1) / 2.0 +
                                (j - 1) / static_cast<double>(kSamples);
          const double down = static_cast<double>(y) - (static_cast<double>(picture.size()) - 1) / 2.0 +
                              (i - 1) / static_cast<double>(kSamples);
          sum += gradients::lightness_at(patch.lab, centre.x + pixel * across, centre.y + pixel * down);
        }
      }
      picture[y][x] = sum / (kSamples * kSamples);
    }
  }
  return picture;
}

// What both halves of the picture share: histograms of the left half, each the mean of its own and its mirrored
// counterpart, relative to the strength of the edges in the 3 x 3 cells around.
template <std::size_t Rows, std::size_t Columns>
SharedGradients<Rows, Columns> shared_gradients(const CellPicture<Rows, Columns>& picture) {
  gradients::Histograms<Rows, Columns> cells{};
  for (std::size_t y = 1; y + 1 < picture.size(); ++y) {
    for (std::size_t x = 1; x + 1 < picture[y].size(); ++x) {
      const double dx = picture[y][x + 1] - picture[y][x - 1];
      const double dy = picture[y + 1][x] - picture[y - 1][x];
      if (dx != 0 || dy != 0) gradients::vote<Rows, Columns>(cells, x, y, dx, dy);
    }
  }
  cells = gradients::normalised<Rows, Columns>(cells);
  SharedGradients<Rows, Columns> shared{};
  std::size_t term = 0;
  for (std::size_t r = 0; r < Rows; ++r) {
    for (std::size_t c = 0; c < Columns / 2; ++c) {
      for (std::size_t b = 0; b < kGradientBins; ++b) {
        // Mirrored, an edge at angle a stands at 180 degrees - a: the bins run backwards.
        shared[term++] = (cells[r][c][b] + cells[r][Columns - 1 - c][kGradientBins - 1 - b]) / 2;
      }
    }
  }
  return shared;
}

}  // namespace enrolkit::photo
