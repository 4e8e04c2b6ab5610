// SPDX-License-Identifier: Apache-2.0
// Whether the light falls evenly on the face, after the zones of ISO/IEC 29794-5: forehead and cheeks.
#pragma once

#include "quality/photo/face_patch.hpp"

namespace enrolkit::photo {

struct UnevenLight {
  double log_ratio = 0;  // natural logarithm of light over shade, at least 0
  Point shade_from;      // the zone in the shade, in face coordinates
  Point shade_to;
};

// How much more light the wall has on the left (natural logarithm, below 0 on the right) over as many px as the sides
// of a face of this inter-eye distance are apart: medians of both upper corners of `image` (CV_8UC1 or CV_8UC3). 0
// where their colours differ, for then they are two things and not one wall in two lights.
[[nodiscard]] double wall_side_light(const cv::Mat& image, double unit);

// The larger of left against right at the sides of the face and of forehead against cheeks, as ratios of median
// luminance. Skin cancels out; the chin is left out, as beards are dark. What `wall` says (as above) counts where the
// face says the same.
[[nodiscard]] UnevenLight uneven_light(const FacePatch& patch, double wall = 0);

}  // namespace enrolkit::photo
