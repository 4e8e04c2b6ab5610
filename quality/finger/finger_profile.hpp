// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <string_view>

#include "enrolkit/finger.hpp"

namespace enrolkit {

// The first two look at the image alone. The third is the premise of the others: without a finger there is nothing to
// judge.
inline constexpr std::array<std::string_view, 10> kFingerRequirements = {
    "uniform_image", "empty_image", "finger_present", "resolution",     "finger_area",
    "foreground",    "brightness",  "ridge_contrast", "minutiae_count", "finger_quality"};
inline constexpr std::size_t kPremise = 2;

}  // namespace enrolkit
