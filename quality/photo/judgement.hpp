// SPDX-License-Identifier: Apache-2.0
// Measurements against the limits of a profile, in an order in which no check answers for another one's fault.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "enrolkit/photo.hpp"
#include "quality/photo/requirements.hpp"

namespace enrolkit::photo {

// One finding for each limit of the profile, in its order.
[[nodiscard]] std::vector<Finding> judge_all(const PhotoProfile& profile, const Measurements& measurements);

// The same into findings that were made for the same profile before; takes no memory then.
void judge_again(const PhotoProfile& profile, const Measurements& measurements, std::vector<Finding>& findings);

// Empty when this version has no check of that name.
[[nodiscard]] std::optional<Requirement> requirement_named(std::string_view name);

}  // namespace enrolkit::photo
