// SPDX-License-Identifier: Apache-2.0
// Where in a picture somebody else may be.
#pragma once

#include <vector>

#include "quality/photo/background_things.hpp"
#include "quality/photo/head_mask.hpp"

namespace enrolkit::photo {

// Where somebody else may be, and what makes one look there.
struct PlaceForSomebody {
  enum class Sign {
    head,     // only that what passes for the applicant's head or hair reaches beyond the ear
    pattern,  // the background is no wall
    thing,    // something stands before the wall
  };
  cv::Rect box;  // in pixels of the mask
  Sign sign = Sign::thing;
};

// Into `places`, the likeliest first: all there is beside the face on each side with a sign, as the applicant's hair
// may hide where the other one begins; then the things that are large enough for a face, with some margin. `unsteady`:
// the background is such that `things` count.
void places_for_somebody(const HeadMask& mask, const BackgroundThings& things, bool unsteady,
                         std::vector<PlaceForSomebody>& places);

}  // namespace enrolkit::photo
