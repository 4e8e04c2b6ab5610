// SPDX-License-Identifier: Apache-2.0
// Drawings over a sample: what the checks saw, in the coordinates of the sample.
#pragma once

#include <string>

#include "enrolkit/enrolment.hpp"

namespace enrolkit {

std::string photo_svg(const PhotoResult& photo);
std::string finger_svg(const FingerResult& finger);

}  // namespace enrolkit
