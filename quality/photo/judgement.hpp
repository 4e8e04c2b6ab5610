// SPDX-License-Identifier: Apache-2.0
// Measurements against the limits of a profile, in an order in which no check answers for another one's fault.
#pragma once

#include <vector>

#include "enrolkit/photo.hpp"
#include "quality/photo/requirements.hpp"

namespace enrolkit::photo {

// One finding for each limit of the profile, in its order.
[[nodiscard]] std::vector<Finding> judge_all(const PhotoProfile& profile, const Measurements& measurements);

}  // namespace enrolkit::photo
