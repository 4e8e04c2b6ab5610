// SPDX-License-Identifier: Apache-2.0
// The landmarks of a still as the checks find them, and nothing else of the pipeline.
#pragma once

#include <memory>
#include <opencv2/core.hpp>
#include <optional>

#include "quality/photo/face_geometry.hpp"
#include "quality/photo/face_search.hpp"
#include "quality/photo/portrait.hpp"

namespace enrolkit::testing {

class LandmarkFinder {
 public:
  explicit LandmarkFinder(const photo::FaceModels& models) : search_(models) {}

  std::optional<FaceGeometry> operator()(ImageView picture) {
    cv::Mat grey;
    photo::luma_of(photo::mat_of(picture), grey);
    const auto faces = search_.in_still(grey);
    if (!faces || !faces->largest) return std::nullopt;
    const auto landmarks = search_.landmarks_in_still(grey, *faces->largest);
    if (!landmarks) return std::nullopt;
    return photo::locate_face(*faces->largest, *landmarks);
  }

 private:
  photo::FaceSearch search_;
};

}  // namespace enrolkit::testing
