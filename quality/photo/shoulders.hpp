// SPDX-License-Identifier: Apache-2.0
// Whether the shoulders are square to the camera, as far as a passport photo shows them.
#pragma once

#include <optional>

#include "quality/photo/head_mask.hpp"

namespace enrolkit::photo {

// The slope of the neckline or of the shoulders against the wall, the lesser where both can be seen, degrees; positive:
// the picture's right side is lower. One shoulder raised slopes both alike; shoulders turned by 40 degrees slope the
// neckline by 11 to 20, the outline by 1 to 4 only. Nothing where hair, a beard or the frame hides both, or where
// what is seen is no slope; 0 where the two contradict each other.
[[nodiscard]] std::optional<double> shoulder_slope(const HeadMask& mask);

}  // namespace enrolkit::photo
