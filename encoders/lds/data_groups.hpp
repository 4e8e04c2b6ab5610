// SPDX-License-Identifier: Apache-2.0
// The readers behind the decode functions of enrolkit/chip.hpp: what they find goes to the review as well.
#pragma once

#include <string>
#include <vector>

#include "encoders/lds/file_review.hpp"
#include "enrolkit/chip.hpp"

namespace enrolkit::lds {

CommonData read_common_data(BytesView file, FileReview& review);
std::string read_dg1(BytesView file, FileReview& review);
// DG5 (portraits, 5F40) and DG7 (signatures, 5F43) have one form.
std::vector<Bytes> read_displayed_images(ChipFile which, BytesView file, FileReview& review);

}  // namespace enrolkit::lds
