// SPDX-License-Identifier: Apache-2.0
// Big-endian numbers in and out of bytes, as all records of ISO/IEC 19794 have them.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <utility>

#include "enrolkit/bytes.hpp"

namespace enrolkit::records {

class BigEndianWriter {
 public:
  explicit BigEndianWriter(std::size_t expected_length) { bytes_.reserve(expected_length); }
  explicit BigEndianWriter(Bytes&& begun) : bytes_(std::move(begun)) {}  // writes on

  template <int kBytes>
  void number(std::uint64_t value) {
    for (int i = kBytes - 1; i >= 0; --i)
      bytes_.push_back(static_cast<std::uint8_t>(value >> (8U * static_cast<unsigned>(i))));
  }
  void u8(std::uint32_t value) { number<1>(value); }
  void u16(std::uint32_t value) { number<2>(value); }
  void u32(std::uint32_t value) { number<4>(value); }
  void text(std::string_view text) {
    for (const char c : text) u8(static_cast<std::uint8_t>(c));
  }
  void bytes(BytesView data) { bytes_.insert(bytes_.end(), data.begin(), data.end()); }
  [[nodiscard]] Bytes&& take() { return std::move(bytes_); }

 private:
  Bytes bytes_;
};

// A read beyond the end gives zeros and is remembered: ask ok() after a group of reads, before using what they gave.
class BigEndianReader {
 public:
  explicit BigEndianReader(BytesView data) : left_(data) {}

  template <int kBytes>
  std::uint64_t number() {
    std::uint64_t value = 0;
    for (const std::uint8_t byte : bytes(kBytes)) value = value << 8U | byte;
    return value;
  }
  std::uint8_t u8() { return static_cast<std::uint8_t>(number<1>()); }
  std::uint16_t u16() { return static_cast<std::uint16_t>(number<2>()); }
  std::uint32_t u32() { return static_cast<std::uint32_t>(number<4>()); }
  BytesView bytes(std::size_t count) {
    if (count > left_.size()) {
      ok_ = false;
      left_ = {};
      return {};
    }
    const BytesView taken = left_.first(count);
    left_ = left_.subspan(count);
    return taken;
  }
  // Whether the next bytes are `expected`; they are passed over either way.
  bool text(std::string_view expected) {
    const BytesView found = bytes(expected.size());
    return found.size() == expected.size() &&
           std::string_view(reinterpret_cast<const char*>(found.data()), found.size()) == expected;
  }
  [[nodiscard]] bool ok() const { return ok_; }
  [[nodiscard]] std::size_t left() const { return left_.size(); }

 private:
  BytesView left_;
  bool ok_ = true;
};

}  // namespace enrolkit::records
