// SPDX-License-Identifier: Apache-2.0
// The readers behind the decode functions of the public headers: what they find goes to the review as well.
#pragma once

#include <string>
#include <vector>

#include "encoders/lds/file_review.hpp"
#include "enrolkit/biometric_groups.hpp"
#include "enrolkit/data_groups.hpp"
#include "enrolkit/holder_details.hpp"

namespace enrolkit::lds {

struct CommonDataPlaces {  // offsets in the file
  std::size_t lds_version = 0, unicode_version = 0, list = 0;
};
CommonData read_common_data(BytesView file, FileReview& review, CommonDataPlaces* places = nullptr);
std::string read_dg1(BytesView file, FileReview& review);
// DG5 (portraits, 5F40) and DG7 (signatures, 5F43) have one form.
std::vector<Bytes> read_displayed_images(ChipFile which, BytesView file, FileReview& review);

PersonalDetails read_dg11(BytesView file, FileReview& review);
DocumentDetails read_dg12(BytesView file, FileReview& review);
std::vector<SecurityInfo> read_dg14(BytesView file, FileReview& review);
Bytes read_dg15(BytesView file, FileReview& review);
std::vector<PersonToNotify> read_dg16(BytesView file, FileReview& review);

FaceGroup read_dg2(BytesView file, FileReview& review);
FingerGroup read_dg3(BytesView file, FileReview& review);

}  // namespace enrolkit::lds
