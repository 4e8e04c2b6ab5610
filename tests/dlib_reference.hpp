// SPDX-License-Identifier: Apache-2.0
// dlib itself, to compare with: its detector, its shape predictor, and that predictor's own steps without the rounding
// of the points at their end.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "enrolkit/image.hpp"
#include "enrolkit/photo.hpp"
#include "quality/photo/face_detector.hpp"
#include "quality/photo/landmark_predictor.hpp"

namespace enrolkit::testing {

class DlibPredictor {
 public:
  explicit DlibPredictor(const std::string& path);
  ~DlibPredictor();

  [[nodiscard]] FaceLandmarks rounded(ImageView grey, const photo::PixelBox& box) const;
  [[nodiscard]] FaceLandmarks unrounded(ImageView grey, const photo::PixelBox& box) const;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

class DlibDetector {
 public:
  DlibDetector();
  ~DlibDetector();

  [[nodiscard]] std::vector<photo::FaceBox> detect(ImageView grey, double least = 0);

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

// A predictor of 68 points in dlib's format, small enough to try every damage on: 2 cascades of 3 trees of 2 levels.
[[nodiscard]] std::string small_dlib_predictor();

}  // namespace enrolkit::testing
