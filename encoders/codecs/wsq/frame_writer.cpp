// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>
#include <limits>

#include "encoders/codecs/wsq/frame.hpp"

namespace enrolkit::codecs::wsq {
namespace {

constexpr std::size_t kMarkerBytes = 2, kLengthBytes = 2;

void u8(Bytes& out, std::uint32_t value) { out.push_back(static_cast<std::uint8_t>(value)); }
void u16(Bytes& out, std::uint32_t value) {
  u8(out, value >> 8U);
  u8(out, value);
}
void u32(Bytes& out, std::uint32_t value) {
  u16(out, value >> 16U);
  u16(out, value);
}
void scaled16(Bytes& out, const ScaledNumber& number) {
  u8(out, number.exponent);
  u16(out, number.digits);
}

// Begins a segment, and fills in its length when it goes.
class Segment {
 public:
  Segment(Bytes& out, Marker marker) : out_(out) {
    write_marker(out, marker);
    start_ = out.size();
    u16(out, 0);
  }
  ~Segment() {
    const std::size_t length = out_.size() - start_;
    out_[start_] = static_cast<std::uint8_t>(length >> 8U);
    out_[start_ + 1] = static_cast<std::uint8_t>(length);
  }
  Segment(const Segment&) = delete;
  Segment& operator=(const Segment&) = delete;

 private:
  Bytes& out_;
  std::size_t start_ = 0;
};

}  // namespace

void write_marker(Bytes& out, Marker marker) { u16(out, static_cast<std::uint32_t>(marker)); }

void write_comment(Bytes& out, std::string_view text) {
  const Segment segment(out, Marker::comment);
  out.insert(out.end(), text.begin(), text.end());
}

void write_frame_header(Bytes& out, const FrameHeader& header) {
  constexpr std::uint32_t kBlack = 0, kWhite = 255;
  const Segment segment(out, Marker::frame_header);
  u8(out, kBlack);
  u8(out, kWhite);
  u16(out, static_cast<std::uint32_t>(header.height));
  u16(out, static_cast<std::uint32_t>(header.width));
  scaled16(out, header.shift);
  scaled16(out, header.scale);
  u8(out, header.encoder);
  u16(out, header.software);
}

void write_transform_table(Bytes& out, const WaveletFilters& filters) {
  const Segment segment(out, Marker::transform_table);
  u8(out, static_cast<std::uint32_t>(filters.low_length));
  u8(out, static_cast<std::uint32_t>(filters.high_length));
  for (const std::vector<double>* half : {&filters.low, &filters.high}) {
    for (const double tap : *half) {
      u8(out, tap < 0 ? 1 : 0);
      const ScaledNumber number = scaled(std::abs(tap), std::numeric_limits<std::uint32_t>::max());
      u8(out, number.exponent);
      u32(out, number.digits);
    }
  }
}

void write_quantisation_table(Bytes& out, const QuantisationTable& table) {
  const Segment segment(out, Marker::quantisation_table);
  scaled16(out, table.centre);
  for (const QuantisationTable::Entry& band : table.bands) {
    scaled16(out, band.width);
    scaled16(out, band.zero);
  }
}

void write_huffman_table(Bytes& out, std::uint8_t id, const HuffmanTable& table) {
  const Segment segment(out, Marker::huffman_table);
  u8(out, id);
  out.insert(out.end(), table.counts.begin(), table.counts.end());
  out.insert(out.end(), table.symbols.begin(), table.symbols.end());
}

void write_block_header(Bytes& out, std::uint8_t huffman_table) {
  const Segment segment(out, Marker::block_header);
  u8(out, huffman_table);
}

std::size_t size_of_segment(const HuffmanTable& table) {
  return kMarkerBytes + kLengthBytes + 1 + table.counts.size() + table.symbols.size();
}

}  // namespace enrolkit::codecs::wsq
