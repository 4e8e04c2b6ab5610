// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <string_view>

#include "enrolkit/finger.hpp"

namespace enrolkit {

// The first is the premise of the others: without a finger there is nothing to judge.
inline constexpr std::array<std::string_view, 7> kFingerRequirements = {
    "finger_present", "resolution", "finger_area", "brightness", "ridge_contrast", "minutiae_count", "finger_quality"};

}  // namespace enrolkit
