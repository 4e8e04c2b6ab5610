// SPDX-License-Identifier: Apache-2.0
// How an eye, the mouth or a cheek looks: open, closed, covered by hair or cloth, crossed by a frame. Gradient
// orientations and levels in a window around it (Dalal and Triggs 2005) and one linear score for each question.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

#include "quality/photo/face_patch.hpp"

namespace enrolkit::photo {

// Cells of 0.08 inter-eye distances: 9 across, 7 down.
inline constexpr int kCellsAcross = 9;
inline constexpr int kCellsDown = 7;
inline constexpr int kDirections = 9;
inline constexpr int kCells = kCellsAcross * kCellsDown;
inline constexpr std::size_t kLookFeatures = kCells * (kDirections + 1);

using LookFeatures = std::array<float, kLookFeatures>;

// Each about -1 for a plain open eye and +1 for what it is named after; 0 lies between the two.
struct EyeAppearance {
  double closed = 0;
  double covered = 0;
  double framed = 0;
};

// A linear score: weight of feature i is weights[i] * scale.
struct LookScore {
  double scale = 0;
  double offset = 0;
  std::array<std::int8_t, kLookFeatures> weights{};
};

// Trained by tests/quality/train_appearance.cpp; see there on what.
extern const LookScore kClosedScore;
extern const LookScore kCoveredScore;
extern const LookScore kFramedScore;
extern const LookScore kMouthCoveredScore;
extern const LookScore kCheekCoveredScore;

// The window around `centre` (px of the patch, which must have 50 or 100 px per inter-eye distance) against the level
// `cheek` (L of the patch); `mirrored` exchanges left and right. `shift` moves it by whole 0.02 inter-eye distances.
[[nodiscard]] LookFeatures look_features(const FacePatch& patch, Point centre, double cheek, bool mirrored,
                                         int shift_x = 0, int shift_y = 0);
// Of the image's left eye (0) or right eye (1), which is mirrored.
[[nodiscard]] LookFeatures eye_features(const FacePatch& patch, std::size_t eye, int shift_x = 0, int shift_y = 0);
[[nodiscard]] LookFeatures mouth_features(const FacePatch& patch, int shift_x = 0, int shift_y = 0);
// Of the cheek on the image's left (0) or right (1), which is mirrored.
[[nodiscard]] LookFeatures cheek_features(const FacePatch& patch, std::size_t side, int shift_x = 0, int shift_y = 0);

[[nodiscard]] std::array<EyeAppearance, 2> eye_appearances(const FacePatch& patch);

// How covered the worse eye looks, here and, in doubt, also below where the landmarks place it.
[[nodiscard]] double eyes_covered(const FacePatch& patch, const std::array<EyeAppearance, 2>& looks);

// About -1 for a mouth that can be seen, +1 for one behind a mask, a hand or cloth.
[[nodiscard]] double mouth_covered(const FacePatch& patch);
// The same of the cheeks, the image's left one first: hair or cloth over them.
[[nodiscard]] std::array<double, 2> cheeks_covered(const FacePatch& patch);

}  // namespace enrolkit::photo
