// SPDX-License-Identifier: Apache-2.0
// Where in a picture somebody else may be.
#pragma once

#include <vector>

#include "quality/photo/head_mask.hpp"

namespace enrolkit::photo {

struct Workspace;

// Where somebody else may be, and what makes one look there.
struct PlaceForSomebody {
  enum class Sign {
    head,     // only that what passes for the applicant's head reaches beyond the ear and is no hair
    pattern,  // the background is no wall
    thing,    // something stands before the wall
  };
  cv::Rect box;  // in pixels of the mask
  Sign sign = Sign::thing;
};

// Into `places`, the likeliest first: all there is beside the face on each side with a sign, as the applicant's hair
// may hide where the other one begins; then the things that are large enough for a face, with some margin. `unsteady`:
// the background is such that things count. From work.things and work.hair, see background_area.
void places_for_somebody(const HeadMask& mask, const Workspace& work, bool unsteady,
                         std::vector<PlaceForSomebody>& places);

}  // namespace enrolkit::photo
