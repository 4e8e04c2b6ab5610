// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "enrolkit/finger.hpp"

namespace enrolkit::ridges {

// Takes out, as pairs, what dirt and pores make of a ridge: two endings that face each other across a gap, an ending at
// the foot of a fork (a spur), two forks of one bridge.
void drop_false_minutiae(std::vector<Minutia>& minutiae);

}  // namespace enrolkit::ridges
