// SPDX-License-Identifier: Apache-2.0
// The findings an officer must look at, in the order and with the numbers that page and picture share.
#pragma once

#include <span>
#include <vector>

#include "enrolkit/finding.hpp"

namespace enrolkit {

// Failed rules, unsure rules, then what is only advised against. The number of each is its place, from 1 on.
std::vector<const Finding*> problems_of(std::span<const Finding> findings);

}  // namespace enrolkit
