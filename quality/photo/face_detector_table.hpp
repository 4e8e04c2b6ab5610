// SPDX-License-Identifier: Apache-2.0
// The weights of dlib's frontal face detector: five banks of filters over the 31 planes of HOG features (Felzenszwalb
// et al., "Object detection with discriminatively trained part based models", PAMI 2010), for faces that look ahead, to
// the left, to the right, and lean to the left and to the right. A source file at build time, by write_face_detector.
#pragma once

#include <array>
#include <cstdint>
#include <span>

namespace enrolkit::photo {

struct SeparableFilter {
  static constexpr int kCells = 10;  // a side; a cell has 8 x 8 px

  std::uint8_t plane;  // of the features
  std::array<float, kCells> row;
  std::array<float, kCells> column;
};

struct FilterBank {
  std::span<const SeparableFilter> filters;
  double threshold;
};

struct FaceDetectorTable {
  static constexpr std::size_t kPlanes = 31;

  const char* origin;  // "dlib 19.24 frontal face detector"
  std::span<const FilterBank> banks;
  // Of two boxes that share more of their union than this, or more of either, the better one stays.
  double most_shared_of_union;
  double most_shared_of_one;
};

const FaceDetectorTable& face_detector_table();

}  // namespace enrolkit::photo
