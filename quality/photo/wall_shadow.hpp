// SPDX-License-Identifier: Apache-2.0
// The shadow that the head throws on the wall behind it.
#pragma once

#include <optional>

#include "quality/photo/head_mask.hpp"

namespace enrolkit::photo {

struct Workspace;

// By how much, in L, the wall beside the head is darker than its border foretells, on the darkest side. Empty when too
// little wall can be seen there.
[[nodiscard]] std::optional<double> wall_shadow(const HeadMask& mask, Workspace& work);

}  // namespace enrolkit::photo
