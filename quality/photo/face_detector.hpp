// SPDX-License-Identifier: Apache-2.0
// The frontal face detector of dlib: its weights, a table of the program, and a scan of our own that gives its boxes.
#pragma once

#include <memory>
#include <span>
#include <string>

#include "enrolkit/image.hpp"
#include "enrolkit/result.hpp"

namespace enrolkit::photo {

struct FaceBox {  // pixels of the image that was searched
  double x = 0;
  double y = 0;
  double width = 0;
  double height = 0;
  double score = 0;  // of the detector; 0 is its own threshold

  [[nodiscard]] double area() const { return width * height; }
};

[[nodiscard]] std::string detector_version();

// Holds its workspace: one for each thread.
class FaceDetector {
 public:
  FaceDetector();
  ~FaceDetector();
  FaceDetector(FaceDetector&&) noexcept;
  FaceDetector& operator=(FaceDetector&&) noexcept;

  // Faces of at least 80 px in a grey8 image that score `least` or more, best first. The image may be a region of a
  // larger one. Allocates nothing after the largest image. Errors: invalid_argument (no grey pixels).
  [[nodiscard]] Result<std::span<const FaceBox>> detect(ImageView grey, double least = 0);

  // Also faces of which something hides one half: each half of the filter for faces that look ahead is asked alone, as
  // if the other one were its mirror image. These scores count kHalfLess less. Errors: as detect.
  [[nodiscard]] Result<std::span<const FaceBox>> detect_hidden(ImageView grey, double least);

  // Those halves alone: most of what detect_hidden finds, for less time. Errors: as detect.
  [[nodiscard]] Result<std::span<const FaceBox>> detect_halves(ImageView grey, double least);

  static constexpr double kHalfLess = 0.3;

  // Faces that look ahead of which cloth hides the lower part or hair the upper one: the upper and the lower part of
  // their filter, each asked alone. These scores compare with each other only. Errors: as detect.
  [[nodiscard]] Result<std::span<const FaceBox>> detect_covered(ImageView grey, double least);

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace enrolkit::photo
