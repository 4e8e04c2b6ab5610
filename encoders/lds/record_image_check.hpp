// SPDX-License-Identifier: Apache-2.0
// Whether the images of a data group can be decoded and are what their records say: type, width, height, colours, and
// of fingers the resolution. An image that cannot be decoded, or pixels of another number than the record says,
// are breaches; a header that says something else is a note, for such chips are in the field (BSI's reference set says
// 337 x 449 of a portrait of 413 x 531). Nothing is looked at after a failure.
#pragma once

#include <vector>

#include "encoders/lds/file_review.hpp"
#include "enrolkit/biometric_groups.hpp"

namespace enrolkit::lds {

// The groups are those of the file.
void check_images(BytesView file, const FaceGroup& group, FileReview& review);
void check_images(BytesView file, const FingerGroup& group, FileReview& review);
// Of EF.DG5 and EF.DG7, which have no header beside the image.
void check_images(BytesView file, const std::vector<Bytes>& images, FileReview& review);

}  // namespace enrolkit::lds
