// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>

namespace enrolkit::photo {

inline constexpr double kSmileOffset = 0;
inline constexpr std::array<double, 284> kSmileWeights = {};

}  // namespace enrolkit::photo
