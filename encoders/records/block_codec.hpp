// SPDX-License-Identifier: Apache-2.0
// Both directions of an ISO/IEC 39794 block, within a chip file and alone.
#pragma once

#include <string_view>

#include "encoders/lds/der_writer.hpp"
#include "encoders/lds/tlv.hpp"
#include "enrolkit/face_block.hpp"
#include "enrolkit/finger_block.hpp"

namespace enrolkit::records {

inline constexpr lds::Tag kFaceBlockTag = 0x65, kFingerBlockTag = 0x64;
inline constexpr std::size_t kMaxBlockBytes = 0xFFFFFF;  // lengths of three bytes, which is what is read

// The element with one of the tags above, at the reader's position. Look at the review before using what it gives.
FaceBlock read_face_block(lds::TlvReader& reader, lds::FileReview& review);
FingerBlock read_finger_block(lds::TlvReader& reader, lds::FileReview& review);

void write_block(lds::DerWriter& der, const FaceBlock& block);
void write_block(lds::DerWriter& der, const FingerBlock& block);

}  // namespace enrolkit::records
