// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "encoders/lds/file_review.hpp"
#include "enrolkit/chip.hpp"

namespace enrolkit::lds {

// Reads a data group as far as enrolkit knows it; the others at least as the elements they consist of.
// Images are decoded and held against their records, which takes time, when `images` says so.
void check_data_group(ChipFile file, BytesView content, FileReview& review, bool images = true);

}  // namespace enrolkit::lds
