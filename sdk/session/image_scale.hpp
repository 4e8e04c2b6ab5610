// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "enrolkit/image.hpp"

namespace enrolkit {

// The image reduced, with its proportions kept, so that it is at most `max_width` x `max_height`; smaller ones stay as
// they are: a portrait is never enlarged or stretched (Doc 9303-3 section 3.9.1.2).
Image scale_to_fit(const Image& image, int max_width, int max_height);

}  // namespace enrolkit
