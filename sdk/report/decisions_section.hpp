// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "enrolkit/enrolment.hpp"

namespace enrolkit {

// What officers decided: overrides, exceptions, confirmed conditions; empty without any.
std::string decisions_section(const Enrolment& enrolment);

}  // namespace enrolkit
