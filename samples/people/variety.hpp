// SPDX-License-Identifier: Apache-2.0
// What differs between good photos: light, wall, place, posture, glasses, camera. All within what a station accepts.
#pragma once

#include "people/portrait.hpp"
#include "people/random.hpp"

namespace enrolkit::people {

// amount: 0 none .. 1 all that a good photo allows.
void vary(Random& random, double amount, PortraitParameters& portrait);

}  // namespace enrolkit::people
