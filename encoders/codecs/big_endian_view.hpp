// SPDX-License-Identifier: Apache-2.0
// Big-endian numbers at given places of bytes. Ask has() first.
#pragma once

#include <cstddef>
#include <cstdint>

#include "enrolkit/bytes.hpp"

namespace enrolkit::codecs {

class BigEndianView {
 public:
  explicit BigEndianView(BytesView data) : data_(data) {}
  [[nodiscard]] std::size_t size() const { return data_.size(); }
  [[nodiscard]] bool has(std::size_t at, std::size_t count) const {
    return at <= data_.size() && data_.size() - at >= count;
  }
  [[nodiscard]] std::uint32_t u8(std::size_t at) const { return data_[at]; }
  [[nodiscard]] std::uint32_t u16(std::size_t at) const { return u8(at) << 8U | u8(at + 1); }
  [[nodiscard]] std::uint32_t u32(std::size_t at) const { return u16(at) << 16U | u16(at + 2); }
  [[nodiscard]] std::uint64_t u64(std::size_t at) const { return std::uint64_t{u32(at)} << 32U | u32(at + 4); }

 private:
  BytesView data_;
};

}  // namespace enrolkit::codecs
