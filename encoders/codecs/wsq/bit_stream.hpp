// SPDX-License-Identifier: Apache-2.0
// Bits of entropy-coded data, highest first. In a file each byte FF is followed by 00; the reader works on data without
// those, the writer puts them in.
#pragma once

#include <cstddef>
#include <cstdint>

#include "enrolkit/bytes.hpp"

namespace enrolkit::codecs::wsq {

class BitWriter {
 public:
  explicit BitWriter(Bytes& out) : out_(out) {}

  void put(std::uint32_t bits, unsigned count) {  // at most 32
    waiting_ = waiting_ << count | bits;
    for (count_ += count; count_ >= 8; count_ -= 8) put_byte(static_cast<std::uint8_t>(waiting_ >> (count_ - 8)));
  }
  // Fills the last byte with ones.
  void finish() {
    if (count_ > 0) put((1U << (8 - count_)) - 1, 8 - count_);
  }

 private:
  void put_byte(std::uint8_t byte) {
    out_.push_back(byte);
    if (byte == 0xFF) out_.push_back(0);
  }

  Bytes& out_;
  std::uint64_t waiting_ = 0;
  unsigned count_ = 0;
};

// Beyond the end there are ones, like the padding: ask overrun() after reading.
class BitReader {
 public:
  explicit BitReader(BytesView data) : at_(data.data()), end_(data.data() + data.size()) {}

  // The next 16 bits, left in place.
  [[nodiscard]] std::uint32_t peek16() {
    if (count_ < 16) refill();
    return static_cast<std::uint32_t>(bits_ >> 48U);
  }
  void skip(unsigned count) {  // at most 16, after peek16
    bits_ <<= count;
    count_ -= count;
  }
  [[nodiscard]] std::uint32_t take(unsigned count) {  // 1 to 16
    const std::uint32_t value = peek16() >> (16 - count);
    skip(count);
    return value;
  }
  // Bits that are left; below 0 when more were read than there were.
  [[nodiscard]] std::ptrdiff_t left() const {
    return 8 * (end_ - at_) + static_cast<std::ptrdiff_t>(count_) - static_cast<std::ptrdiff_t>(invented_);
  }
  [[nodiscard]] bool overrun() const { return left() < 0; }
  // Nothing is left but the padding of the last byte.
  [[nodiscard]] bool at_padding() {
    const std::ptrdiff_t bits = left();
    if (bits >= 8) return false;
    if (bits <= 0) return true;
    const std::uint32_t ones = (1U << static_cast<unsigned>(bits)) - 1;
    return peek16() >> (16U - static_cast<unsigned>(bits)) == ones;
  }

 private:
  void refill() {
    while (count_ <= 56 && at_ < end_) {
      bits_ |= std::uint64_t{*at_++} << (56U - count_);
      count_ += 8;
    }
    while (count_ <= 56) {
      bits_ |= std::uint64_t{0xFF} << (56U - count_);
      count_ += 8;
      invented_ += 8;
    }
  }

  const std::uint8_t* at_;
  const std::uint8_t* end_;
  std::uint64_t bits_ = 0;
  unsigned count_ = 0;
  std::uint64_t invented_ = 0;
};

}  // namespace enrolkit::codecs::wsq
