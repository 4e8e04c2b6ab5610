// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string_view>

#include "enrolkit/bytes.hpp"

namespace enrolkit::store {

// Fields in one unambiguous row of bytes, for hashes and MACs: each text with its length, each number in eight bytes.
class FieldBytes {
 public:
  explicit FieldBytes(std::string_view purpose) { add(purpose); }

  FieldBytes& add(std::int64_t number) {
    for (int shift = 56; shift >= 0; shift -= 8) {
      bytes_.push_back(static_cast<std::uint8_t>(static_cast<std::uint64_t>(number) >> static_cast<unsigned>(shift)));
    }
    return *this;
  }
  FieldBytes& add(std::string_view text) {
    add(static_cast<std::int64_t>(text.size()));
    bytes_.insert(bytes_.end(), text.begin(), text.end());
    return *this;
  }
  FieldBytes& add(BytesView bytes) {
    return add(std::string_view(reinterpret_cast<const char*>(bytes.data()), bytes.size()));
  }

  [[nodiscard]] const Bytes& bytes() const { return bytes_; }
  [[nodiscard]] std::string_view text() const { return {reinterpret_cast<const char*>(bytes_.data()), bytes_.size()}; }

 private:
  Bytes bytes_;
};

}  // namespace enrolkit::store
