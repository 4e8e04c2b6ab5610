// SPDX-License-Identifier: Apache-2.0
// From linear light to the file's pixels, with what can go wrong on the way.
#pragma once

#include <cstdint>

#include "enrolkit/image.hpp"
#include "people/rasteriser.hpp"

namespace enrolkit::people {

struct CameraParameters {
  double exposure = 0;       // EV, + = brighter
  double blur = 0;           // px, Gaussian sigma: out of focus
  double motion = 0;         // px, length of a straight smear
  double motion_angle = 20;  // degrees
  double noise = 1.0;        // grey levels, deviation at mid grey
  double contrast = 1;       // 1 = as seen; above, shadows and lights clip
  Vec3 balance{1, 1, 1};     // gains of red, green, blue: colour cast
  int block = 1;             // px, side of the squares that a too small picture was enlarged to
  bool grey = false;
};

[[nodiscard]] Image expose(LinearImage light, const CameraParameters& parameters, std::uint32_t seed);

// In place, sigma in pixels; borders repeat.
void gaussian_blur(LinearImage& image, double sigma);

}  // namespace enrolkit::people
