// SPDX-License-Identifier: Apache-2.0
// The minutiae of a clean master print: thinned ridges and their crossing numbers.
#pragma once

#include <vector>

#include "enrolkit/finger.hpp"
#include "people/ridge_growth.hpp"

namespace enrolkit::people {

[[nodiscard]] std::vector<Minutia> find_minutiae(const RidgeMap& ridges, const OrientationField& field);

}  // namespace enrolkit::people
