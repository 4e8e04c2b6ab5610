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

std::size_t DerWriter::long_header_size(Tag tag, std::size_t length) {
  return bytes_needed(tag) + (length < 0x80 ? 1 : 1 + bytes_needed(length));
}

void DerWriter::header(Tag tag, std::size_t length) {
  std::array<std::uint8_t, 2 * sizeof(std::size_t)> bytes;  // NOLINT(*-member-init): filled as far as it is used
  std::size_t count = 0;
  for (std::size_t left = bytes_needed(tag); left > 0; --left) {
    bytes[count++] = static_cast<std::uint8_t>(tag >> 8U * (left - 1));
  }
  if (length >= 0x80) {
    std::size_t left = bytes_needed(length);
    bytes[count++] = static_cast<std::uint8_t>(0x80U | left);
    for (; left > 1; --left) bytes[count++] = static_cast<std::uint8_t>(length >> 8U * (left - 1));
  }
  bytes[count++] = static_cast<std::uint8_t>(length);
  out_.insert(out_.end(), bytes.begin(), bytes.begin() + static_cast<std::ptrdiff_t>(count));
}

// What is short, as most elements are, goes in at once.
void DerWriter::write(Tag tag, BytesView value) {
  std::array<std::uint8_t, 16> bytes;  // NOLINT(*-member-init): filled as far as it is used
  if (tag > 0xFF || value.size() > bytes.size() - 2) {
    header(tag, value.size());
    out_.insert(out_.end(), value.begin(), value.end());
    return;
  }
  bytes[0] = static_cast<std::uint8_t>(tag);
  bytes[1] = static_cast<std::uint8_t>(value.size());
  for (std::size_t i = 0; i < value.size(); ++i) bytes[i + 2] = value[i];
  out_.insert(out_.end(), bytes.begin(), bytes.begin() + static_cast<std::ptrdiff_t>(value.size() + 2));
}

void DerWriter::start_writing() {
  measuring_ = false;
  out_.reserve(size_);
}

void DerWriter::integer(Tag tag, std::int64_t number) {
  std::array<std::uint8_t, sizeof number> bytes;  // NOLINT(*-member-init): filled from the end as far as it is used
  std::size_t first = bytes.size();
  std::int64_t left = number;
  do {
    bytes[--first] = static_cast<std::uint8_t>(left);
    left >>= 8;
  } while (first > 0 && left != ((bytes[first] & 0x80) != 0 ? -1 : 0));  // until the rest is the sign only
  primitive(tag, BytesView(bytes).subspan(first));
}

}  // namespace enrolkit::lds
