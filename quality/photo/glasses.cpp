// SPDX-License-Identifier: Apache-2.0
#include "quality/photo/measures.hpp"

namespace enrolkit::photo {

void measure_glasses(const Scene& /*scene*/, Measurements& /*out*/) {}

}  // namespace enrolkit::photo
