// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <optional>

#include "enrolkit/photo_stream.hpp"
#include "quality/photo/face_search.hpp"

namespace enrolkit::photo {

// The stills that one asking for them gave: the best is kept, and in the end cropped and checked in full.
class StillBurst {
 public:
  StillBurst(std::shared_ptr<const PhotoModels> models, const FaceModels& faces, PhotoProfile profile, bool crop);

  // Errors: those of still_score.
  [[nodiscard]] Result<StillScore> push(ImageView still);
  // Errors: invalid_argument (no still was pushed), and those of the cropper or checker.
  [[nodiscard]] Result<PhotoCrop> best();
  void restart();

 private:
  std::shared_ptr<const PhotoModels> models_;
  PhotoProfile profile_;
  bool crop_;
  FaceSearch search_;
  std::optional<PhotoCropper> cropper_;
  std::optional<PhotoChecker> checker_;
  Image best_;
  double best_score_ = -1;
};

}  // namespace enrolkit::photo
