// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "encoders/lds/file_review.hpp"
#include "enrolkit/chip.hpp"

namespace enrolkit::lds {

// Reads a data group as far as enrolkit knows it; the others at least as the elements they consist of.
void check_data_group(ChipFile file, BytesView content, FileReview& review);

}  // namespace enrolkit::lds
