// SPDX-License-Identifier: Apache-2.0
#include "quality/photo/live/still_burst.hpp"

#include <algorithm>
#include <utility>

#include "quality/photo/live/luma.hpp"
#include "quality/photo/live/still_choice.hpp"

namespace enrolkit::photo {

StillBurst::StillBurst(std::shared_ptr<const PhotoModels> models, const FaceModels& faces, PhotoProfile profile,
                       bool crop)
    : models_(std::move(models)), profile_(std::move(profile)), crop_(crop), search_(faces) {}

Result<StillScore> StillBurst::push(ImageView still) {
  cv::Mat luma;
  luma_of_frame(still, luma);
  const auto score = still_score(luma, search_);
  if (!score) return score.error();
  StillScore rated{*score, *score > best_score_};
  if (!rated.best) return rated;
  best_ = Image(still.width, still.height, still.format);
  for (int y = 0; y < still.height; ++y) std::copy_n(still.row(y), best_.stride(), best_.row(y));
  best_score_ = *score;
  return rated;
}

Result<PhotoCrop> StillBurst::best() {
  if (best_.empty()) return Error{ErrorCode::invalid_argument, "no still was pushed"};
  if (crop_) {
    if (!cropper_) cropper_.emplace(models_, profile_);
    return cropper_->crop(best_.view());
  }
  if (!checker_) checker_.emplace(models_, profile_);
  auto report = checker_->check(best_.view());
  if (!report) return report.error();
  PhotoCrop whole;
  whole.image = best_;
  whole.ppi = best_.width / profile_.crop.width_mm * 25.4;
  whole.report = std::move(*report);
  return whole;
}

void StillBurst::restart() {
  best_ = {};
  best_score_ = -1;
}

}  // namespace enrolkit::photo
