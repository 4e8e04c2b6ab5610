// SPDX-License-Identifier: Apache-2.0
// How all records of ISO/IEC 19794 say their lengths and counts, and what is wrong when they lie.
#pragma once

#include <string>
#include <string_view>

#include "encoders/records/big_endian.hpp"
#include "encoders/records/record_errors.hpp"

namespace enrolkit::records {

// A record that states fewer bytes than there are: some products append to theirs, in other formats that is a lie.
enum class Trailing : bool { refused, passed_over };

inline Status check_length(std::string_view record, std::uint64_t stated, std::size_t header, std::size_t there,
                           Trailing trailing = Trailing::refused) {
  if (stated > there) return cut_short(record, "the record, which says " + std::to_string(stated) + " bytes");
  if (stated < header)
    return wrong(ErrorCode::malformed, record, "the length", stated, "at least " + std::to_string(header));
  if (stated < there && trailing == Trailing::refused) {
    return wrong(ErrorCode::malformed, record, "the length", stated, std::to_string(there) + ", what is there");
  }
  return {};
}

// What stands in a block behind the four bytes of its length, which counts them.
inline Result<BigEndianReader> read_block(BigEndianReader& in, std::string_view record, std::string_view block,
                                          std::uint64_t least) {
  const std::uint64_t length = in.u32();
  if (!in.ok()) return cut_short(record, block);
  if (length < least) {
    return wrong(ErrorCode::malformed, record, "the length of " + std::string(block), length,
                 "at least " + std::to_string(least));
  }
  if (length - 4 > in.left()) return cut_short(record, block);
  return BigEndianReader(in.bytes(static_cast<std::size_t>(length) - 4));
}

// To be asked when as many items were read as `field` says.
inline Status check_all_read(std::string_view record, std::string_view field, std::uint64_t count,
                             const BigEndianReader& in) {
  if (in.left() == 0) return {};
  return wrong(ErrorCode::malformed, record, field, count, "more: " + std::to_string(in.left()) + " bytes are left");
}

inline Status check_not_none(std::string_view record, std::string_view field, std::uint64_t count) {
  if (count > 0) return {};
  return wrong(ErrorCode::malformed, record, field, 0, "at least 1");
}

}  // namespace enrolkit::records
