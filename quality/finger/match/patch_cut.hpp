// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "quality/finger/match/patch_search.hpp"

namespace enrolkit::match {

// The patch around (x, y), in samples of the print; (cosine, sine) turns the first print to the second. On whatever
// vectors the processor has; whole numbers, so the same on all.
void cut_patch(const TextureMap& map, float x, float y, float cosine, float sine, RidgePatch& patch);

// The same, one by one: what the vectors are tested against.
void cut_patch_scalar(const TextureMap& map, float x, float y, float cosine, float sine, RidgePatch& patch);

}  // namespace enrolkit::match
