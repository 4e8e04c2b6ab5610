// SPDX-License-Identifier: Apache-2.0
#include "encoders/lds/der_writer.hpp"

#include <array>
#include <string>

namespace enrolkit::lds {
namespace {

std::size_t bytes_needed(std::size_t number) {
  std::size_t count = 1;
  while ((number >>= 8U) != 0) ++count;
  return count;
}

}  // namespace

Error DerWriter::too_large(std::size_t size, std::size_t max_bytes, std::string_view what) {
  return Error{ErrorCode::too_large, std::string(what) + ": would be " + std::to_string(size) +
                                         " bytes, more than the limit of " + std::to_string(max_bytes)};
}

std::size_t DerWriter::header_size(Tag tag, std::size_t length) {
  return bytes_needed(tag) + (length < 0x80 ? 1 : 1 + bytes_needed(length));
}

void DerWriter::header(Tag tag, std::size_t length) {
  for (std::size_t left = bytes_needed(tag); left > 0; --left) {
    out_.push_back(static_cast<std::uint8_t>(tag >> 8U * (left - 1)));
  }
  if (length >= 0x80) {
    std::size_t left = bytes_needed(length);
    out_.push_back(static_cast<std::uint8_t>(0x80U | left));
    for (; left > 1; --left) out_.push_back(static_cast<std::uint8_t>(length >> 8U * (left - 1)));
  }
  out_.push_back(static_cast<std::uint8_t>(length));
}

void DerWriter::start_writing() {
  measuring_ = false;
  out_.reserve(size_);
}

void DerWriter::primitive(Tag tag, BytesView value) {
  appended(tag, value.size(), [&](Bytes& out) { out.insert(out.end(), value.begin(), value.end()); });
}

void DerWriter::integer(Tag tag, std::int64_t number) {
  std::array<std::uint8_t, sizeof number> bytes{};
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    bytes[i] = static_cast<std::uint8_t>(static_cast<std::uint64_t>(number) >> 8U * (bytes.size() - 1 - i));
  }
  std::size_t first = 0;  // of the fewest bytes that still say the sign
  while (first + 1 < bytes.size() &&
         ((bytes[first] == 0x00 && bytes[first + 1] < 0x80) || (bytes[first] == 0xFF && bytes[first + 1] >= 0x80))) {
    ++first;
  }
  primitive(tag, BytesView(bytes).subspan(first));
}

}  // namespace enrolkit::lds
