// SPDX-License-Identifier: Apache-2.0
// What is loaded once for a process, the landmark model, and what each thread holds of its own to find faces with it.
#pragma once

#include <filesystem>
#include <memory>
#include <span>
#include <string>

#include "enrolkit/image.hpp"
#include "enrolkit/photo.hpp"
#include "enrolkit/result.hpp"
#include "quality/photo/face_detector.hpp"

namespace enrolkit::photo {

// The landmark model, being read and checked on a thread of its own from construction on.
class FaceModels {
 public:
  // Opens the landmark file and starts the thread. Errors: not_found, permission_denied, not_a_file, empty_input,
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

  // See FaceDetector::detect.
  [[nodiscard]] Result<std::span<const FaceBox>> detect(ImageView grey, double least = 0) {
    return detector_.detect(grey, least);
  }
  [[nodiscard]] Result<std::span<const FaceBox>> detect_covered(ImageView grey, double least) {
    return detector_.detect_covered(grey, least);
  }
  [[nodiscard]] Result<std::span<const FaceBox>> detect_hidden(ImageView grey, double least) {
    return detector_.detect_hidden(grey, least);
  }
  [[nodiscard]] Result<std::span<const FaceBox>> detect_halves(ImageView grey, double least) {
    return detector_.detect_halves(grey, least);
  }

  // The 68 points of the face in `box`, in fractions of a pixel of a grey8 image. Allocates nothing. The box is rounded
  // to pixels. Errors: invalid_argument (no pixels, or a box that is no finite rectangle), malformed (a model
  // whose movements are not numbers).
  [[nodiscard]] Result<FaceLandmarks> landmarks(ImageView grey, const FaceBox& box) const;

 private:
  const FaceModels* models_;
  FaceDetector detector_;
};

}  // namespace enrolkit::photo
