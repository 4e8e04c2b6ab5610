// SPDX-License-Identifier: Apache-2.0
// The adapter to dlib: its frontal face detector and its 68-point landmark predictor. Nothing else names dlib.
#pragma once

#include <filesystem>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "enrolkit/image.hpp"
#include "enrolkit/photo.hpp"
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

// Both models, loading on threads of their own from construction on.
class FaceModels {
 public:
  // Opens the landmark file and starts both threads. Errors: not_found, permission_denied, not_a_file, empty_input,
  // too_large, io, internal (no thread).
  [[nodiscard]] static Result<std::unique_ptr<FaceModels>> load(const std::filesystem::path& landmarks);

  [[nodiscard]] Status wait() const;

  [[nodiscard]] std::string landmark_model() const;  // the name of its file

  ~FaceModels();
  FaceModels(const FaceModels&) = delete;
  FaceModels& operator=(const FaceModels&) = delete;

 private:
  friend class FaceFinder;
  FaceModels();
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

// A detector of its own for one thread, over the shared models, which must outlive it. Use after FaceModels::wait.
class FaceFinder {
 public:
  explicit FaceFinder(const FaceModels& models);
  ~FaceFinder();
  FaceFinder(FaceFinder&&) noexcept;
  FaceFinder& operator=(FaceFinder&&) noexcept;

  // Faces of at least 80 px in a grey8 image that score `least` or more, best first. Errors: internal.
  [[nodiscard]] Result<std::span<const FaceBox>> detect(ImageView grey, double least = 0);

  // The 68 points of the face in `box`, rounded to pixels as dlib gives them. Errors: internal.
  [[nodiscard]] Result<FaceLandmarks> landmarks(ImageView grey, const FaceBox& box) const;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace enrolkit::photo
