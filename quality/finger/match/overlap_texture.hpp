// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "quality/finger/match/alignment.hpp"
#include "quality/finger/match/texture_map.hpp"

namespace enrolkit::match {

// How the ridges of two aligned prints agree where both are seen.
struct OverlapTexture {
  int patches = 0;         // compared, one every 16 px
  float correlation = 0;   // mean over the patches of the best within the search
  float predicted = 0;     // mean where the neighbours of each patch would put it
  float roughness = 0;     // px: how much the displacements of neighbouring patches differ
  float orientation = 0;   // mean cosine of twice the angle between the ridges
  float period_ratio = 0;  // mean |log| of the ridge periods' ratio
};

[[nodiscard]] OverlapTexture compare_texture(const TextureMap& a, const TextureMap& b, const Warp& warp);

}  // namespace enrolkit::match
