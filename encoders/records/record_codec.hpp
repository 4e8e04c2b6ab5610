// SPDX-License-Identifier: Apache-2.0
// Records of ISO/IEC 19794:2005 written into a file that is being made, without a copy between.
#pragma once

#include <cstddef>

#include "enrolkit/records.hpp"

namespace enrolkit::records {

// The encoded length, when the record can be encoded. Errors: those of encode.
[[nodiscard]] Result<std::size_t> measure(const FaceRecord& record);
[[nodiscard]] Result<std::size_t> measure(const FingerImageRecord& record);

// Of a record that measure() took.
void append(const FaceRecord& record, Bytes& out);
void append(const FingerImageRecord& record, Bytes& out);

}  // namespace enrolkit::records
