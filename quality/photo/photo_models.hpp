// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>

#include "enrolkit/photo.hpp"
#include "quality/photo/face_models.hpp"

namespace enrolkit {

struct PhotoModels::Impl {
  std::unique_ptr<photo::FaceModels> faces;
};

}  // namespace enrolkit
