// SPDX-License-Identifier: Apache-2.0
#include "quality/photo/photo_models.hpp"

#include <utility>

namespace enrolkit {

PhotoModels::PhotoModels() : impl_(std::make_unique<Impl>()) {}
PhotoModels::~PhotoModels() = default;

Result<std::shared_ptr<const PhotoModels>> PhotoModels::load(const PhotoModelPaths& paths) {
  auto faces = photo::FaceModels::load(paths.landmarks);
  if (!faces) return faces.error();
  std::shared_ptr<PhotoModels> models(new PhotoModels);
  models->impl_->faces = std::move(*faces);
  return std::shared_ptr<const PhotoModels>(std::move(models));
}

Status PhotoModels::wait() const { return impl_->faces->wait(); }

}  // namespace enrolkit
