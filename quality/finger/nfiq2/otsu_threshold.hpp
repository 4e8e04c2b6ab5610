// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "quality/finger/nfiq2/fixed_point_blur.hpp"

namespace enrolkit::nfiq2 {

// The grey level that parts the image into two classes farthest apart: the first is up to and with it. 0 without any.
[[nodiscard]] int otsu_threshold(const GreyPlane& grey);

}  // namespace enrolkit::nfiq2
