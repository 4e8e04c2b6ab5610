// SPDX-License-Identifier: Apache-2.0
// What the officer reads beside each verdict.
#pragma once

#include <string_view>

#include "enrolkit/finding.hpp"
#include "quality/photo/requirements.hpp"

namespace enrolkit::photo {

// One sentence for a judged finding; which of the two limits is the nearer one decides between its two sides.
[[nodiscard]] std::string_view sentence_for(Requirement requirement, const Finding& finding);

// Why a check that builds on `failed` was not made.
[[nodiscard]] std::string_view sentence_without(Requirement failed);

}  // namespace enrolkit::photo
