// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "enrolkit/finding.hpp"

namespace enrolkit {

// An SVG of the measured value on a scale with what is allowed, what is not and the band of doubt between them. Empty
// without a value or limit, and where one single value is allowed. Needs the hatching of page_start.
std::string limit_bar(const Finding& finding);

}  // namespace enrolkit
