// SPDX-License-Identifier: Apache-2.0
// One picture measured: the pipeline of the still and that of the preview frame.
#pragma once

#include <opencv2/core/mat.hpp>
#include <optional>

#include "enrolkit/photo.hpp"
#include "quality/photo/face_patch.hpp"
#include "quality/photo/face_search.hpp"
#include "quality/photo/head_mask.hpp"
#include "quality/photo/measures.hpp"
#include "quality/photo/workspace.hpp"

namespace enrolkit::photo {

struct Portrait {
  Measurements measurements;
  int faces = 0;
  std::optional<FaceGeometry> face;  // the largest
};

// Holds the buffers of one thread.
class PortraitMeter {
 public:
  explicit PortraitMeter(const FaceModels& models) : search_(models) {}

  [[nodiscard]] Result<Portrait> still(ImageView photo);
  [[nodiscard]] Result<Portrait> frame(ImageView frame);

 private:
  // Beside the face whose mask was cut; `unsteady`: the background is no plain wall.
  Result<std::optional<FaceBox>> somebody_else(const FaceGeometry& face, bool unsteady);

  FaceSearch search_;
  FacePatch patch_;
  HeadMasker masker_;
  HeadMask mask_;
  Workspace work_;
  std::vector<PlaceForSomebody> places_;
  cv::Mat grey_;
};

// The image as OpenCV sees it, without a copy; read only.
[[nodiscard]] cv::Mat mat_of(ImageView image);
// Its luma in `grey`: a view when it is grey already.
void luma_of(const cv::Mat& image, cv::Mat& grey);

// Every group of measures, in the order of measures.hpp.
void measure_all(const Scene& scene, Measurements& out);
// How many faces there are; without one, everything else is refused.
void measure_faces(const FoundFaces& faces, Measurements& out);

}  // namespace enrolkit::photo
