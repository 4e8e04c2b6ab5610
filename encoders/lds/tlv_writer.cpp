// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <charconv>

#include "encoders/lds/tlv.hpp"

namespace enrolkit::lds {
namespace {

void append_big_endian(Bytes& out, std::size_t number) {
  int shift = 8 * (static_cast<int>(sizeof number) - 1);
  while (shift > 0 && number >> shift == 0) shift -= 8;
  for (; shift >= 0; shift -= 8) out.push_back(static_cast<std::uint8_t>(number >> shift));
}

}  // namespace

std::string tag_text(Tag tag) {
  constexpr std::string_view kDigits = "0123456789ABCDEF";
  Bytes bytes;
  append_big_endian(bytes, tag);
  std::string text;
  for (const std::uint8_t byte : bytes) {
    text += kDigits[byte >> 4];
    text += kDigits[byte & 15];
  }
  return text;
}

Bytes tlv(Tag tag, std::initializer_list<BytesView> parts) {
  std::size_t length = 0;
  for (const BytesView part : parts) length += part.size();
  Bytes out;
  out.reserve(length + 8);
  append_big_endian(out, tag);
  if (length < 0x80) {
    out.push_back(static_cast<std::uint8_t>(length));
  } else {
    Bytes digits;
    append_big_endian(digits, length);
    out.push_back(static_cast<std::uint8_t>(0x80 | digits.size()));
    out.insert(out.end(), digits.begin(), digits.end());
  }
  for (const BytesView part : parts) out.insert(out.end(), part.begin(), part.end());
  return out;
}

Bytes tlv(Tag tag, BytesView value) { return tlv(tag, {value}); }

Bytes der_set_of(Tag tag, std::vector<Bytes> elements) {
  std::sort(elements.begin(), elements.end(), [](const Bytes& a, const Bytes& b) {
    const auto [in_a, in_b] = std::mismatch(a.begin(), a.end(), b.begin(), b.end());
    return in_b != b.end() && (in_a == a.end() || *in_a < *in_b);
  });
  Bytes content;
  for (const Bytes& element : elements) content.insert(content.end(), element.begin(), element.end());
  return tlv(tag, content);
}

Bytes der_integer(std::uint32_t number) {
  Bytes digits;
  append_big_endian(digits, number);
  if ((digits.front() & 0x80) != 0) digits.insert(digits.begin(), 0);
  return tlv(kInteger, digits);
}

Bytes der_oid(std::string_view dotted) {
  std::vector<std::uint64_t> arcs;
  for (std::size_t at = 0; at < dotted.size(); at = std::min(dotted.find('.', at), dotted.size() - 1) + 1) {
    std::from_chars(dotted.data() + at, dotted.data() + dotted.size(), arcs.emplace_back());
  }
  Bytes value;
  for (std::size_t i = 1; i < arcs.size(); ++i) {
    const std::uint64_t arc = i == 1 ? arcs[0] * 40 + arcs[1] : arcs[i];
    int shift = 63;
    while (shift > 0 && arc >> shift == 0) shift -= 7;
    for (; shift >= 0; shift -= 7)
      value.push_back(static_cast<std::uint8_t>((arc >> shift & 0x7F) | (shift ? 0x80 : 0)));
  }
  return tlv(kObjectIdentifier, value);
}

std::string oid_text(BytesView value) {
  std::string text;
  std::uint64_t arc = 0;
  bool inside_arc = false;
  for (const std::uint8_t byte : value) {
    if (arc >> 57 != 0 || (!inside_arc && byte == 0x80)) return {};  // overflow, or padding that DER forbids
    arc = arc << 7 | (byte & 0x7F);
    inside_arc = (byte & 0x80) != 0;
    if (inside_arc) continue;
    if (text.empty()) {
      const std::uint64_t first = std::min<std::uint64_t>(arc / 40, 2);
      text = std::to_string(first) + "." + std::to_string(arc - first * 40);
    } else {
      text += "." + std::to_string(arc);
    }
    arc = 0;
  }
  return inside_arc ? std::string() : text;
}

BytesView bytes_of(std::string_view text) noexcept {
  return {reinterpret_cast<const std::uint8_t*>(text.data()), text.size()};
}

std::string text_of(BytesView bytes) { return {bytes.begin(), bytes.end()}; }

Bytes copy_of(BytesView bytes) { return {bytes.begin(), bytes.end()}; }

}  // namespace enrolkit::lds
