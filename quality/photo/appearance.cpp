// SPDX-License-Identifier: Apache-2.0
#include "quality/photo/appearance.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "quality/photo/patch_statistics.hpp"

namespace enrolkit::photo {
namespace {

constexpr double kUnit = 50;  // px per inter-eye distance of the window
constexpr int kCell = 4;      // px
constexpr int kWidth = kCellsAcross * kCell;
constexpr int kHeight = kCellsDown * kCell;

// Skin of any tone and in any light gets about this level, so that noise stays below kFloor everywhere.
constexpr float kLevel = 80;
constexpr float kFloor = 2500;  // squared gradient sum of nine cells in which there is nothing but noise

// The landmarks of a mouth under cloth lie at the edge of the cloth, and half of the window shows the skin above it:
// what does not look free is judged so many px lower as well. Measured: mouths look below -0.75 in neutral portraits,
// below -0.45 in smiles.
constexpr double kMouthFree = -0.2;
constexpr int kLower = 4;
// Those of an eye under something smooth slip up to the brow.
constexpr double kEyeFree = -0.15;
constexpr int kLowerEye = 5;

// The window with one pixel around it.
using Window = std::array<std::array<float, kWidth + 2>, kHeight + 2>;

// L of the patch at half the resolution where it has 100 px per inter-eye distance.
float level_at(const FacePatch& patch, bool halved, int x, int y) {
  const int step = halved ? 2 : 1;
  const int x0 = std::clamp(step * x, 0, patch.lab.cols - step);
  const int y0 = std::clamp(step * y, 0, patch.lab.rows - step);
  const auto* row = patch.lab.ptr<std::uint8_t>(y0) + 3 * x0;
  if (!halved) return row[0];
  const auto* next = patch.lab.ptr<std::uint8_t>(y0 + 1) + 3 * x0;
  return static_cast<float>(row[0] + row[3] + next[0] + next[3]) / 4;
}

Window window_of(const FacePatch& patch, cv::Point corner, bool mirrored, float gain) {
  const bool halved = patch.unit > 1.5 * kUnit;
  Window window;
  for (int y = 0; y < kHeight + 2; ++y) {
    for (int x = 0; x < kWidth + 2; ++x) {
      const int from = mirrored ? kWidth + 1 - x : x;
      window[y][x] = gain * level_at(patch, halved, corner.x - 1 + from, corner.y - 1 + y);
    }
  }
  return window;
}

double score(const LookScore& s, const LookFeatures& features) {
  double sum = 0;
  for (std::size_t i = 0; i < kLookFeatures; ++i) sum += s.weights[i] * static_cast<double>(features[i]);
  return s.scale * sum + s.offset;
}

}  // namespace

LookFeatures look_features(const FacePatch& patch, Point centre, double cheek_level, bool mirrored, int shift_x,
                           int shift_y) {
  const auto cheek = static_cast<float>(cheek_level);
  const float norm = 0.5F * cheek + 30;
  const float gain = kLevel / norm;
  const double to_window = kUnit / patch.unit;
  const cv::Point corner(static_cast<int>(std::lround(centre.x * to_window)) - kWidth / 2 + shift_x,
                         static_cast<int>(std::lround(centre.y * to_window)) - kHeight / 2 + shift_y);
  const Window window = window_of(patch, corner, mirrored, gain);

  std::array<std::array<float, kDirections>, kCells> cells{};
  std::array<float, kCells> levels{};
  for (int y = 0; y < kHeight; ++y) {
    for (int x = 0; x < kWidth; ++x) {
      const float gx = (window[y + 1][x + 2] - window[y + 1][x]) / 2;
      const float gy = (window[y + 2][x + 1] - window[y][x + 1]) / 2;
      const int cell = y / kCell * kCellsAcross + x / kCell;
      levels[cell] += window[y + 1][x + 1];
      // Directions without sign, shared between the two nearest of nine.
      float angle = std::atan2(gy, gx);
      if (angle < 0) angle += std::numbers::pi_v<float>;
      const float place = angle * kDirections / std::numbers::pi_v<float> - 0.5F;
      const float below = std::floor(place);
      const float share = place - below;
      const int first = (static_cast<int>(below) + kDirections) % kDirections;
      const float strength = std::sqrt(gx * gx + gy * gy);
      cells[cell][first] += strength * (1 - share);
      cells[cell][(first + 1) % kDirections] += strength * share;
    }
  }

  std::array<float, kCells> energy{};
  for (int i = 0; i < kCells; ++i) {
    for (const float h : cells[i]) energy[i] += h * h;
  }
  LookFeatures features;
  for (int cy = 0; cy < kCellsDown; ++cy) {
    for (int cx = 0; cx < kCellsAcross; ++cx) {
      float around = kFloor;
      for (int dy = -1; dy <= 1; ++dy) {
        for (int dx = -1; dx <= 1; ++dx) {
          const int ny = std::clamp(cy + dy, 0, kCellsDown - 1);
          const int nx = std::clamp(cx + dx, 0, kCellsAcross - 1);
          around += energy[ny * kCellsAcross + nx];
        }
      }
      const int cell = cy * kCellsAcross + cx;
      const float scale = 1 / std::sqrt(around);
      for (int d = 0; d < kDirections; ++d) features[cell * kDirections + d] = cells[cell][d] * scale;
      features[kCells * kDirections + cell] = (levels[cell] / (kCell * kCell) / gain - cheek) / norm;
    }
  }
  return features;
}

LookFeatures eye_features(const FacePatch& patch, std::size_t eye, int shift_x, int shift_y) {
  return look_features(patch, patch.at({eye == 0 ? -0.5 : 0.5, 0}), cheek_lightness(patch, eye), eye == 1, shift_x,
                       shift_y);
}

LookFeatures mouth_features(const FacePatch& patch, int shift_x, int shift_y) {
  Point centre;
  for (std::size_t i = 48; i < 60; ++i) {
    centre.x += patch.points[i].x / 12;
    centre.y += patch.points[i].y / 12;
  }
  const double cheek = (cheek_lightness(patch, 0) + cheek_lightness(patch, 1)) / 2;
  return look_features(patch, centre, cheek, false, shift_x, shift_y);
}

LookFeatures cheek_features(const FacePatch& patch, std::size_t side, int shift_x, int shift_y) {
  // Against the ridge of the nose, which hair and most cloth leave free.
  Histogram nose;
  const Point from = patch.at({-0.1, -0.06});
  const Point to = patch.at({0.1, 0.22});
  for (int y = static_cast<int>(from.y); y <= static_cast<int>(to.y); ++y) {
    const auto* row = patch.lab.ptr<std::uint8_t>(y);
    for (int x = static_cast<int>(from.x); x <= static_cast<int>(to.x); ++x) nose.add(row[3 * x]);
  }
  return look_features(patch, patch.at({side == 0 ? -0.55 : 0.55, 0.62}), nose.quantile(0.5), side == 1, shift_x,
                       shift_y);
}

std::array<EyeAppearance, 2> eye_appearances(const FacePatch& patch) {
  std::array<EyeAppearance, 2> eyes;
  for (const std::size_t eye : {0U, 1U}) {
    const LookFeatures features = eye_features(patch, eye);
    eyes[eye] = {score(kClosedScore, features), score(kCoveredScore, features), score(kFramedScore, features)};
  }
  return eyes;
}

double eyes_covered(const FacePatch& patch, const std::array<EyeAppearance, 2>& looks) {
  double worst = std::max(looks[0].covered, looks[1].covered);
  for (const std::size_t eye : {0U, 1U}) {
    if (looks[eye].covered < kEyeFree) continue;
    const double lower = score(kCoveredScore, eye_features(patch, eye, 0, kLowerEye));
    worst = std::max(worst, (looks[eye].covered + lower) / 2);
  }
  return worst;
}

double mouth_covered(const FacePatch& patch) {
  const double here = score(kMouthCoveredScore, mouth_features(patch));
  if (here < kMouthFree) return here;
  const double lower = score(kMouthCoveredScore, mouth_features(patch, 0, kLower));
  return std::max(here, (here + lower) / 2);
}

std::array<double, 2> cheeks_covered(const FacePatch& patch) {
  return {score(kCheekCoveredScore, cheek_features(patch, 0)), score(kCheekCoveredScore, cheek_features(patch, 1))};
}

}  // namespace enrolkit::photo
