// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <bit>

#include "encoders/codecs/jpeg2000_packets.hpp"
#include "encoders/codecs/jpeg2000_tag_tree.hpp"

namespace enrolkit::codecs {
namespace {

constexpr int kFirstLengthBits = 3;
constexpr int kNotTold = 1 << 10;  // zero planes of a code-block without passes: never asked for
constexpr std::size_t kEnd = 2;    // the EOC marker

class BitWriter {
 public:
  explicit BitWriter(Bytes& to) : to_(to) {}

  void bit(bool one) {
    if (left_ == 0) flush();
    --left_;
    byte_ |= (one ? 1U : 0U) << left_;
  }
  void bits(unsigned value, int count) {
    while (count-- > 0) bit((value >> count & 1U) != 0);
  }
  void finish() {
    flush();
    if (to_.back() == 0xFF) to_.push_back(0);
  }

 private:
  void flush() {
    to_.push_back(static_cast<std::uint8_t>(byte_));
    left_ = byte_ == 0xFF ? 7 : 8;
    byte_ = 0;
  }

  Bytes& to_;
  unsigned byte_ = 0;
  int left_ = 8;
};

void write_passes(BitWriter& bits, int passes) {  // table B.4
  const auto count = static_cast<unsigned>(passes);
  if (passes <= 2) return passes == 1 ? bits.bit(false) : bits.bits(2, 2);
  if (passes <= 5) return bits.bits(0xCU | (count - 3), 4);
  if (passes <= 36) return bits.bits(0x1E0U | (count - 6), 9);
  bits.bits(0xFF80U | (count - 37), 16);
}

BlockCut cut_of(const CodeBlock& block, int layers) {
  return layers == 0 ? BlockCut{} : block.cuts[static_cast<std::size_t>(layers) - 1];
}

void write_band_header(BitWriter& bits, const Band& band, const int* kept) {
  TagTree inclusion(band.width, band.height), zero_planes(band.width, band.height);
  std::vector<int> absent, planes;
  for (std::size_t i = 0; i < band.blocks.size(); ++i) {
    const bool included = cut_of(band.blocks[i], kept[i]).passes > 0;
    absent.push_back(included ? 0 : 1);
    planes.push_back(included ? band.blocks[i].zero_planes : kNotTold);
  }
  inclusion.set(absent);
  zero_planes.set(planes);
  const auto write = [&](bool one) {
    bits.bit(one);
    return one;
  };
  for (std::size_t i = 0; i < band.blocks.size(); ++i) {
    const CodeBlock& block = band.blocks[i];
    if (!inclusion.walk(block.x, block.y, 1, write)) continue;
    for (int threshold = 1; !zero_planes.walk(block.x, block.y, threshold, write);) ++threshold;
    const BlockCut cut = cut_of(block, kept[i]);
    write_passes(bits, cut.passes);
    const int room = std::bit_width(static_cast<unsigned>(cut.passes)) - 1;
    const int length_bits = std::max(kFirstLengthBits + room, static_cast<int>(std::bit_width(cut.bytes)));
    for (int more = kFirstLengthBits + room; more < length_bits; ++more) bits.bit(true);
    bits.bit(false);
    bits.bits(static_cast<unsigned>(cut.bytes), length_bits);
  }
}

// All packets: those bands that follow each other with one resolution and component share one.
template <class Body>
void write_packets(const Jpeg2000Packets& packets, const KeptLayers& kept, Bytes& to, Body body) {
  const int* first_kept = kept.data();
  for (std::size_t first = 0; first < packets.bands.size();) {
    std::size_t last = first;
    BitWriter bits(to);
    bits.bit(true);
    const int* band_kept = first_kept;
    for (; last < packets.bands.size() && packets.bands[last].resolution == packets.bands[first].resolution &&
           packets.bands[last].component == packets.bands[first].component;
         ++last) {
      if (!packets.bands[last].blocks.empty()) write_band_header(bits, packets.bands[last], band_kept);
      band_kept += packets.bands[last].blocks.size();
    }
    bits.finish();
    for (; first < last; ++first) {
      for (const CodeBlock& block : packets.bands[first].blocks) body(block, cut_of(block, *first_kept++).bytes);
    }
  }
}

void put(Bytes& to, std::size_t at, std::uint64_t value, int bytes) {
  for (int i = bytes - 1; i >= 0; --i, value >>= 8U) {
    to[at + static_cast<std::size_t>(i)] = static_cast<std::uint8_t>(value);
  }
}

}  // namespace

std::size_t jpeg2000_size(const Jpeg2000Packets& packets, const KeptLayers& kept) {
  Bytes headers;
  std::size_t bodies = 0;
  write_packets(packets, kept, headers, [&](const CodeBlock&, std::size_t bytes) { bodies += bytes; });
  return packets.before.size() + headers.size() + bodies + kEnd;
}

std::size_t jpeg2000_smallest_size(const Jpeg2000Packets& packets) {
  std::size_t blocks = 0;
  for (const Band& band : packets.bands) blocks += band.blocks.size();
  return jpeg2000_size(packets, KeptLayers(blocks));
}

Bytes write_jpeg2000_packets(const Jpeg2000Packets& packets, const KeptLayers& kept) {
  Bytes file = packets.before;
  write_packets(packets, kept, file, [&](const CodeBlock& block, std::size_t bytes) {
    file.insert(file.end(), block.data.begin(), block.data.begin() + static_cast<std::ptrdiff_t>(bytes));
  });
  put(file, packets.layers_at, 1, 2);
  put(file, packets.tile_part + 6, file.size() - packets.tile_part, 4);
  file.insert(file.end(), {0xFF, 0xD9});
  put(file, packets.box_at, file.size() - packets.box_at, 4);
  return file;
}

}  // namespace enrolkit::codecs
