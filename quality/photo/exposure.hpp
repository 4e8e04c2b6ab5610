// SPDX-License-Identifier: Apache-2.0
// Light on the face, told from what is white in every face (the sclera) and from what is clipped; never from how light
// the skin is.
#pragma once

#include "quality/photo/face_patch.hpp"

namespace enrolkit::photo {

// CIELAB L of the white of the eye: the median of the brightest quarter inside the lids, of the better eye.
[[nodiscard]] double sclera_lightness(const FacePatch& patch);

// Percent of the face hull in which a channel is at its end.
[[nodiscard]] double clipped_share(const FacePatch& patch);

// 99th less 1st percentile of the grey levels in the face hull.
[[nodiscard]] double face_contrast(const FacePatch& patch);

// Mean CIELAB chroma; 0 for a greyscale image.
[[nodiscard]] double mean_chroma(const FacePatch& patch);

}  // namespace enrolkit::photo
