// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <string_view>

#include "enrolkit/finger.hpp"

namespace enrolkit {

// The first two are the premise of the others: without a finger there is nothing to judge, except of the image itself,
// which the next two look at.
inline constexpr std::array<std::string_view, 11> kFingerRequirements = {
    "finger_present", "ridge_regularity", "uniform_image",  "empty_image",    "resolution",    "finger_area",
    "foreground",     "brightness",       "ridge_contrast", "minutiae_count", "finger_quality"};
inline constexpr std::size_t kPremises = 2;
inline constexpr std::size_t kOfTheImage = 4;  // up to there, judged in any case

}  // namespace enrolkit
