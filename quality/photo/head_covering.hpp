// SPDX-License-Identifier: Apache-2.0
// Whether something is worn on the head: gradient orientations, colours and texture from below the brows to above the
// crown and beside the head, against the person's own skin, and one linear score.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <opencv2/core/mat.hpp>

#include "quality/photo/face_geometry.hpp"
#include "quality/photo/face_patch.hpp"

namespace enrolkit::photo {

// The window in face coordinates, and its cells of 0.2 inter-eye distances, of which the left half stands for both.
inline constexpr Point kHeadFrom = {-1.6, -2.4};
inline constexpr double kHeadUnit = 30;  // px per inter-eye distance
inline constexpr int kHeadCell = 6;      // px
inline constexpr int kHeadCells = 16;    // across and down
inline constexpr int kHeadDirections = 9;
// For each four cells: lightness, a and b against the skin, the same without sign, texture, chroma.
inline constexpr int kHeadColours = 8;
inline constexpr std::size_t kHeadGradients = kHeadCells * (kHeadCells / 2) * kHeadDirections;
inline constexpr std::size_t kHeadFeatures = kHeadGradients + kHeadCells / 2 * (kHeadCells / 4) * kHeadColours;

using HeadFeatures = std::array<float, kHeadFeatures>;

// `image` is CV_8UC1 or CV_8UC3 RGB, `axes` where the face is in it. Of left and right the mean: a hat is one from
// either side.
[[nodiscard]] HeadFeatures head_features(const cv::Mat& image, const FaceAxes& axes, const FacePatch& patch);

struct HeadScore {
  double scale = 0;  // the weight of feature i is weights[i] * scale
  double offset = 0;
  std::array<std::int8_t, kHeadFeatures> weights{};
};

// Written by tests/quality/headgear_training.cpp; see there on what it was trained.
extern const HeadScore kHeadCoveredScore;

// About -1 for hair, bald heads and foreheads, +1 for a hat, cap, hood or scarf.
[[nodiscard]] double head_covered(const cv::Mat& image, const FaceAxes& axes, const FacePatch& patch);

}  // namespace enrolkit::photo
