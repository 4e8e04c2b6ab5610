// SPDX-License-Identifier: Apache-2.0
// DER in one allocation: what is to be written is told twice, first to measure it, then to write it.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

#include "encoders/lds/tlv.hpp"
#include "enrolkit/bytes.hpp"
#include "enrolkit/result.hpp"

namespace enrolkit::lds {

class DerWriter {
 public:
  // What `body`(DerWriter&) writes. It is called twice and must say the same each time. Errors: those of refuse();
  // too_large, which names `what` is written.
  template <class Body>
  static Result<Bytes> encode(Body&& body, std::size_t max_bytes, std::string_view what) {
    DerWriter der;
    body(der);
    if (der.size_ > max_bytes) der.refuse(too_large(der.size_, max_bytes, what));
    if (der.error_) return *std::move(der.error_);
    der.start_writing();
    body(der);
    return std::move(der.out_);
  }

  // An element whose value `body`() writes.
  template <class Body>
  void constructed(Tag tag, Body&& body) {
    if (measuring_) {
      const std::size_t place = lengths_.size();
      lengths_.push_back(0);
      const std::size_t before = size_;
      body();
      lengths_[place] = size_ - before;
      size_ += header_size(tag, lengths_[place]);
    } else {
      header(tag, lengths_[next_++]);
      body();
    }
  }

  // An element of `length` bytes that `append`(Bytes&) puts at the end of the output.
  template <class Append>
  void appended(Tag tag, std::size_t length, Append&& append) {
    if (measuring_) {
      size_ += header_size(tag, length) + length;
    } else {
      header(tag, length);
      append(out_);
    }
  }

  void primitive(Tag tag, BytesView value) {
    if (measuring_) {
      size_ += header_size(tag, value.size()) + value.size();
    } else {
      write(tag, value);
    }
  }
  void integer(Tag tag, std::int64_t number);
  void boolean(Tag tag, bool value) { primitive(tag, value ? kTrue : kFalse); }

  // The first reason not to write it at all.
  void refuse(Error error) {
    if (!error_) error_ = std::move(error);
  }
  [[nodiscard]] bool measuring() const noexcept { return measuring_; }

 private:
  DerWriter() { lengths_.reserve(64); }  // more than most files have constructed elements
  static constexpr std::uint8_t kTrueByte[] = {0xFF}, kFalseByte[] = {0x00};
  static constexpr BytesView kTrue{kTrueByte}, kFalse{kFalseByte};

  static Error too_large(std::size_t size, std::size_t max_bytes, std::string_view what);
  static std::size_t header_size(Tag tag, std::size_t length) {
    return tag <= 0xFF && length < 0x80 ? 2 : long_header_size(tag, length);
  }
  static std::size_t long_header_size(Tag tag, std::size_t length);
  void header(Tag tag, std::size_t length);
  void write(Tag tag, BytesView value);
  void start_writing();

  bool measuring_ = true;
  std::size_t size_ = 0;
  std::vector<std::size_t> lengths_;  // of the constructed elements, in the order of their tags
  std::size_t next_ = 0;
  Bytes out_;
  std::optional<Error> error_;
};

}  // namespace enrolkit::lds
