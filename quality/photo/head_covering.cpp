// SPDX-License-Identifier: Apache-2.0
#include "quality/photo/head_covering.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "quality/photo/cielab.hpp"

namespace enrolkit::photo {
namespace {

constexpr int kSide = kHeadCells * kHeadCell;
constexpr int kHalf = kHeadCells / 2;
constexpr int kMostSamples = 4;  // along each side of a window's pixel: enough against the weave of cloth

// Skin of any tone gets about this level, so that noise stays below kFloor everywhere.
constexpr float kLevel = 80;
constexpr float kFloor = 12656;   // squared gradient sum of nine cells in which there is nothing but noise
constexpr float kColourGain = 2;  // of a, b and texture against lightness

struct Skin {
  std::array<float, 3> lab{};
  float norm = 1;
};

Skin skin_of(const FacePatch& patch) {
  std::array<double, 3> sum{};
  int count = 0;
  for (int y = 0; y < patch.lab.rows; ++y) {
    const auto* lab = patch.lab.ptr<std::uint8_t>(y);
    const auto* skin = patch.skin.ptr<std::uint8_t>(y);
    for (int x = 0; x < patch.lab.cols; ++x, lab += 3) {
      if (skin[x] == 0) continue;
      for (std::size_t c = 0; c < 3; ++c) sum[c] += lab[c];
      ++count;
    }
  }
  Skin skin;
  for (std::size_t c = 0; c < 3; ++c) skin.lab[c] = static_cast<float>(sum[c] / std::max(count, 1));
  skin.norm = 0.5F * skin.lab[0] + 30;
  return skin;
}

using Pixels = std::array<std::uint8_t, kSide * kSide * 3>;

// The window upright, in CIELAB as OpenCV scales it; beyond the picture its border goes on.
void cut_window(const cv::Mat& image, const FaceAxes& axes, Pixels& pixels) {
  Pixels rgb;
  const double step = axes.unit / kHeadUnit;
  const int samples = std::clamp(static_cast<int>(std::ceil(2 * step)), 2, kMostSamples);
  const int channels = image.channels();
  const int area = samples * samples;
  // Where the samples of a pixel lie from its middle, px of the picture.
  std::array<Point, kMostSamples * kMostSamples> around;
  for (int i = 0; i < area; ++i) {
    const int row = i / samples;
    const double x = step * ((i % samples + 0.5) / samples - 0.5);
    const double y = step * ((row + 0.5) / samples - 0.5);
    around[i] = {axes.cosine * x - axes.sine * y, axes.sine * x + axes.cosine * y};
  }
  std::uint8_t* to = rgb.data();
  for (int y = 0; y < kSide; ++y) {
    for (int x = 0; x < kSide; ++x, to += 3) {
      const Point centre = axes.to_image({kHeadFrom.x + x / kHeadUnit, kHeadFrom.y + y / kHeadUnit});
      std::array<int, 3> sum{};
      for (int i = 0; i < area; ++i) {
        const int column = static_cast<int>(std::clamp(centre.x + around[i].x + 0.5, 0.0, image.cols - 1.0));
        const int row = static_cast<int>(std::clamp(centre.y + around[i].y + 0.5, 0.0, image.rows - 1.0));
        const auto* from = image.ptr<std::uint8_t>(row) + channels * column;
        for (std::size_t c = 0; c < 3; ++c) sum[c] += from[channels == 3 ? c : 0];
      }
      for (std::size_t c = 0; c < 3; ++c) to[c] = static_cast<std::uint8_t>((sum[c] + area / 2) / area);
    }
  }
  const cv::Mat colours(kSide, kSide, CV_8UC3, rgb.data());
  cv::Mat lab(kSide, kSide, CV_8UC3, pixels.data());
  lab_of(colours, lab);
}

struct Cell {
  std::array<float, kHeadDirections> directions{};
  std::array<float, 3> sum{};  // of L, a, b
  float squares = 0;           // of L
};
using Cells = std::array<std::array<Cell, kHeadCells>, kHeadCells>;

void fill_cells(const Pixels& lab, float gain, Cells& cells) {
  const auto level = [&lab](int x, int y) { return static_cast<float>(lab[3 * (y * kSide + x)]); };
  for (int y = 0; y < kSide; ++y) {
    for (int x = 0; x < kSide; ++x) {
      Cell& cell = cells[y / kHeadCell][x / kHeadCell];
      const auto* pixel = &lab[3 * (y * kSide + x)];
      for (std::size_t c = 0; c < 3; ++c) cell.sum[c] += pixel[c];
      cell.squares += static_cast<float>(pixel[0] * pixel[0]);
      const bool rim_x = x == 0 || x == kSide - 1;
      const bool rim_y = y == 0 || y == kSide - 1;
      const float gx = rim_x ? 0 : gain * (level(x + 1, y) - level(x - 1, y)) / 2;
      const float gy = rim_y ? 0 : gain * (level(x, y + 1) - level(x, y - 1)) / 2;
      if (gx == 0 && gy == 0) continue;
      // Directions without sign, shared between the two nearest.
      float angle = std::atan2(gy, gx);
      if (angle < 0) angle += std::numbers::pi_v<float>;
      const float place = angle * kHeadDirections / std::numbers::pi_v<float> - 0.5F;
      const float below = std::floor(place);
      const float share = place - below;
      const int first = (static_cast<int>(below) + kHeadDirections) % kHeadDirections;
      const float strength = std::sqrt(gx * gx + gy * gy);
      cell.directions[first] += strength * (1 - share);
      cell.directions[(first + 1) % kHeadDirections] += strength * share;
    }
  }
}

float* add_gradients(const Cells& cells, float* to) {
  std::array<std::array<float, kHeadCells>, kHeadCells> energy{};
  for (int y = 0; y < kHeadCells; ++y) {
    for (int x = 0; x < kHeadCells; ++x) {
      for (const float h : cells[y][x].directions) energy[y][x] += h * h;
    }
  }
  const auto scale = [&energy](int x, int y) {
    float around = kFloor;
    for (int dy = -1; dy <= 1; ++dy) {
      for (int dx = -1; dx <= 1; ++dx) {
        around += energy[std::clamp(y + dy, 0, kHeadCells - 1)][std::clamp(x + dx, 0, kHeadCells - 1)];
      }
    }
    return 1 / std::sqrt(around);
  };
  for (int y = 0; y < kHeadCells; ++y) {
    for (int x = 0; x < kHalf; ++x) {
      const int other = kHeadCells - 1 - x;
      const float left = scale(x, y);
      const float right = scale(other, y);
      for (int d = 0; d < kHeadDirections; ++d) {
        *to++ = (cells[y][x].directions[d] * left + cells[y][other].directions[kHeadDirections - 1 - d] * right) / 2;
      }
    }
  }
  return to;
}

std::array<float, kHeadColours> colours_of(const Cells& cells, int x, int y, const Skin& skin) {
  constexpr float kPixels = kHeadCell * kHeadCell;
  std::array<float, 3> mean{};
  float texture = 0;
  for (int i = 0; i < 4; ++i) {
    const Cell& cell = cells[2 * y + i / 2][2 * x + i % 2];
    for (std::size_t c = 0; c < 3; ++c) mean[c] += cell.sum[c] / (4 * kPixels);
    const float level = cell.sum[0] / kPixels;
    texture += std::sqrt(std::max(0.0F, cell.squares / kPixels - level * level)) / 4;
  }
  const float l = (mean[0] - skin.lab[0]) / skin.norm;
  const float a = kColourGain * (mean[1] - skin.lab[1]) / skin.norm;
  const float b = kColourGain * (mean[2] - skin.lab[2]) / skin.norm;
  const float chroma = std::sqrt((mean[1] - 128) * (mean[1] - 128) + (mean[2] - 128) * (mean[2] - 128));
  return {l, a, b, std::abs(l), std::abs(a), std::abs(b), kColourGain * texture / skin.norm, chroma / skin.norm};
}

}  // namespace

HeadFeatures head_features(const cv::Mat& image, const FaceAxes& axes, const FacePatch& patch) {
  const Skin skin = skin_of(patch);
  Pixels lab;
  cut_window(image, axes, lab);
  Cells cells{};
  fill_cells(lab, kLevel / skin.norm, cells);
  HeadFeatures features;
  float* to = add_gradients(cells, features.data());
  for (int y = 0; y < kHalf; ++y) {
    for (int x = 0; x < kHalf / 2; ++x) {
      const auto left = colours_of(cells, x, y, skin);
      const auto right = colours_of(cells, kHalf - 1 - x, y, skin);
      for (std::size_t i = 0; i < left.size(); ++i) *to++ = (left[i] + right[i]) / 2;
    }
  }
  return features;
}

double head_covered(const cv::Mat& image, const FaceAxes& axes, const FacePatch& patch) {
  const HeadFeatures features = head_features(image, axes, patch);
  double sum = 0;
  for (std::size_t i = 0; i < kHeadFeatures; ++i) {
    sum += kHeadCoveredScore.weights[i] * static_cast<double>(features[i]);
  }
  return kHeadCoveredScore.scale * sum + kHeadCoveredScore.offset;
}

}  // namespace enrolkit::photo
