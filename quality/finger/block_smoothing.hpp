// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "quality/finger/plane.hpp"

namespace enrolkit::ridges {

// Gaussian smoothing of a plane of blocks; beyond the edge nothing is there.
[[nodiscard]] Plane<float> smoothed(const Plane<float>& blocks, float sigma);

}  // namespace enrolkit::ridges
