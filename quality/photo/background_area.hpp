// SPDX-License-Identifier: Apache-2.0
// The pixels that are judged as background.
#pragma once

#include "quality/photo/head_mask.hpp"

namespace enrolkit::photo {

struct Workspace;

// Above the chin and clear of the person. What the mask gives to the person but lies where neither head nor hair is,
// and does not look like this person's hair before this wall, is an object and counts as background.
// Into work.area.
void background_area(const HeadMask& mask, Workspace& work);

}  // namespace enrolkit::photo
