// SPDX-License-Identifier: Apache-2.0
// How much light the face got, told from what is white in every face (the sclera) and from the wall; never from how
// light the skin is.
#pragma once

#include <array>

#include "quality/photo/face_patch.hpp"

namespace enrolkit::photo {

// Exposure in EV (steps of a factor of two) against a usual portrait before a wall of these levels of red, green and
// blue: by the white of the better eye, or by the red of
// the skin where that is lighter; a wall that is darker than a usual one makes it less, within bounds, since a wall may
// be grey, and a light one takes back a lack of light. Where lenses reflect (`glare`), the lightest part of an eye
// never makes a picture too light.
[[nodiscard]] double exposure_ev(const FacePatch& patch, const std::array<double, 3>& wall, bool glare);

// Percent of the face hull in which two channels are near an end of theirs or one is cut off there.
[[nodiscard]] double clipped_share(const FacePatch& patch);

// 1 less the ratio of the darkest levels of the eyes to the lightest of the face hull, and less what an exposure of
// `ev` says of the picture's tone curve. More or less light leaves the ratio as it is, and so does the skin; a veil
// over the picture (flare, fog, faded print) lowers it, a curve that darkens the picture raises it.
[[nodiscard]] double face_contrast(const FacePatch& patch, double ev);

}  // namespace enrolkit::photo
