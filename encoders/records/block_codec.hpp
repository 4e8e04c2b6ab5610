// SPDX-License-Identifier: Apache-2.0
// Both directions of an ISO/IEC 39794 block, within a chip file and alone.
#pragma once

#include <string>
#include <string_view>
#include <utility>

#include "encoders/lds/der_writer.hpp"
#include "encoders/lds/tlv.hpp"
#include "enrolkit/face_block.hpp"
#include "enrolkit/finger_block.hpp"
#include "enrolkit/records.hpp"

namespace enrolkit::records {

inline constexpr lds::Tag kFaceBlockTag = 0x65, kFingerBlockTag = 0x64;
inline constexpr std::size_t kMaxBlockBytes = 0xFFFFFF;  // lengths of three bytes, which is what is read

// The element with one of the tags above, at the reader's position. Look at the review before using what it gives.
FaceBlock read_face_block(lds::TlvReader& reader, lds::FileReview& review);
FingerBlock read_finger_block(lds::TlvReader& reader, lds::FileReview& review);

void write_block(lds::DerWriter& der, const FaceBlock& block);
void write_block(lds::DerWriter& der, const FingerBlock& block);

// As to_face_record (record_conversion.hpp), for a block that nobody needs any more: its images are not copied, and
// what a record cannot carry is not told.
[[nodiscard]] Result<FaceRecord> into_face_record(FaceBlock&& block);

// A block that is the whole of the data; `name` is used in messages.
template <class Block>
Result<Bytes> encode_block(const Block& block, std::string_view name) {
  return lds::DerWriter::encode([&](lds::DerWriter& der) { write_block(der, block); }, kMaxBlockBytes, name);
}

template <class Block>
Result<Block> decode_block(BytesView data, Block (*read)(lds::TlvReader&, lds::FileReview&), std::string_view name,
                           const Reading& reading) {
  lds::FileReview review(std::string(name), reading.mode);
  if (data.empty()) review.fail(ErrorCode::truncated, 0, lds::kBerRule, "there is nothing");
  lds::TlvReader reader(data, review);
  Block block = read(reader, review);
  reader.finish("the data");
  return review.result(std::move(block), reading);
}

}  // namespace enrolkit::records
