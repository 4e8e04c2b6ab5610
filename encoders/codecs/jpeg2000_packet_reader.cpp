// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <bit>
#include <utility>

#include "encoders/codecs/big_endian_view.hpp"
#include "encoders/codecs/jpeg2000_boxes.hpp"
#include "encoders/codecs/jpeg2000_packets.hpp"
#include "encoders/codecs/jpeg2000_tag_tree.hpp"

namespace enrolkit::codecs {
namespace {

constexpr std::uint32_t kSize = 0xFF51, kStyle = 0xFF52, kTilePart = 0xFF90, kTileData = 0xFF93;
constexpr std::size_t kTilePartHeader = 12;
constexpr std::size_t kBoxHeader = 8;
constexpr std::size_t kMaxSide = 32768;  // more has several precincts
constexpr int kFirstLengthBits = 3;

// Bits of packet headers: after a byte FF the next one has only seven.
class BitReader {
 public:
  BitReader(BytesView data, std::size_t at) : data_(data), at_(at) {}

  bool bit() {
    if (left_ == 0) {
      left_ = last_ == 0xFF ? 7 : 8;
      last_ = at_ < data_.size() ? data_[at_] : 0;
      broken_ |= at_++ >= data_.size();
    }
    --left_;
    return (last_ >> left_ & 1U) != 0;
  }
  unsigned bits(int count) {
    unsigned value = 0;
    for (int i = 0; i < count; ++i) value = value << 1U | (bit() ? 1U : 0U);
    return value;
  }
  // Where the header ends; a stuffed byte behind FF belongs to it.
  std::size_t end() const { return at_ + (last_ == 0xFF ? 1 : 0); }
  [[nodiscard]] bool broken() const { return broken_; }

 private:
  BytesView data_;
  std::size_t at_;
  unsigned last_ = 0;
  int left_ = 0;
  bool broken_ = false;
};

int read_passes(BitReader& bits) {  // table B.4
  if (!bits.bit()) return 1;
  if (!bits.bit()) return 2;
  if (const unsigned more = bits.bits(2); more < 3) return 3 + static_cast<int>(more);
  if (const unsigned more = bits.bits(5); more < 31) return 6 + static_cast<int>(more);
  return 37 + static_cast<int>(bits.bits(7));
}

struct BandState {
  TagTree inclusion, zero_planes;
  std::vector<int> length_bits;
};

// Adds the bands of one resolution of one component.
void add_bands(std::size_t width, std::size_t height, int levels, int resolution, int component, int block,
               std::vector<Band>& bands) {
  const int shrunk = resolution == 0 ? levels : levels - resolution + 1;
  const int first = resolution == 0 ? 0 : 1, last = resolution == 0 ? 0 : 3;
  for (int orientation = first; orientation <= last; ++orientation) {
    const auto samples = [&](std::size_t side, bool high) {
      const std::size_t unit = std::size_t{1} << shrunk, skipped = high ? unit / 2 : 0;
      return side > skipped ? (side - skipped + unit - 1) / unit : 0;
    };
    const std::size_t w = samples(width, (orientation & 1) != 0), h = samples(height, (orientation & 2) != 0);
    Band band;
    band.component = component;
    band.resolution = resolution;
    band.shrunk = shrunk;
    if (w > 0 && h > 0) {
      const auto size = static_cast<std::size_t>(block);
      band.width = (w + size - 1) / size;
      band.height = (h + size - 1) / size;
    }
    for (std::size_t i = 0; i < band.width * band.height; ++i) {
      CodeBlock& made = band.blocks.emplace_back();
      made.x = i % band.width;
      made.y = i / band.width;
    }
    bands.push_back(std::move(band));
  }
}

// One packet: the shares of one layer in the bands of one resolution and component.
bool read_packet(BytesView data, std::size_t& at, int layer, Band* band, BandState* state, std::size_t count) {
  BitReader bits(data, at);
  std::vector<std::pair<CodeBlock*, std::size_t>> bodies;
  const bool filled = bits.bit();
  for (std::size_t b = 0; b < count; ++b) {
    for (std::size_t i = 0; i < band[b].blocks.size(); ++i) {
      CodeBlock& block = band[b].blocks[i];
      BlockCut cut = block.cuts.empty() ? BlockCut{} : block.cuts.back();
      const auto read = [&](bool) { return bits.bit(); };
      bool included = false;
      if (filled) {
        included = cut.passes > 0 ? bits.bit() : state[b].inclusion.walk(block.x, block.y, layer + 1, read);
      }
      if (included) {
        if (cut.passes == 0) {
          int planes = 0;
          while (!state[b].zero_planes.walk(block.x, block.y, planes + 1, read)) {
            if (++planes > 64 || bits.broken()) return false;
          }
          block.zero_planes = planes;
        }
        const int passes = read_passes(bits);
        while (bits.bit()) {
          if (++state[b].length_bits[i] > 32 || bits.broken()) return false;
        }
        const int length_bits = state[b].length_bits[i] + std::bit_width(static_cast<unsigned>(passes)) - 1;
        const std::size_t bytes = bits.bits(std::min(length_bits, 32));
        bodies.emplace_back(&block, bytes);
        cut.passes += passes;
        cut.bytes += bytes;
      }
      block.cuts.push_back(cut);
    }
  }
  at = bits.end();
  for (const auto& [block, bytes] : bodies) {
    if (bits.broken() || at > data.size() || data.size() - at < bytes) return false;
    block->data.insert(block->data.end(), data.begin() + static_cast<std::ptrdiff_t>(at),
                       data.begin() + static_cast<std::ptrdiff_t>(at + bytes));
    at += bytes;
  }
  return !bits.broken();
}

// The main header of the codestream at `start`; gives the offset of the SOT marker.
struct Outline {
  std::size_t width = 0, height = 0, tile_part = 0;
  int components = 0, levels = 0;
};

std::optional<Outline> read_outline(const BigEndianView& file, std::size_t start, Jpeg2000Packets& packets) {
  Outline outline;
  std::size_t at = start + 2;
  for (; file.has(at, 4) && file.u16(at) != kTilePart; at += 2 + file.u16(at + 2)) {
    if (file.u16(at) == kSize && file.has(at, 42)) {
      outline.width = file.u32(at + 6);
      outline.height = file.u32(at + 10);
      outline.components = static_cast<int>(file.u16(at + 38));
    } else if (file.u16(at) == kStyle && file.has(at, 14)) {
      packets.layers_at = at + 6;
      packets.layers = static_cast<int>(file.u16(at + 6));
      outline.levels = static_cast<int>(file.u8(at + 9));
      packets.block_size = 4 << file.u8(at + 10);
      const bool plain =
          file.u8(at + 4) == 0 && file.u8(at + 5) == 0 && file.u8(at + 10) == file.u8(at + 11) && file.u8(at + 12) == 0;
      if (!plain) return std::nullopt;
    }
  }
  outline.tile_part = at;
  const bool known = packets.layers > 0 && outline.components > 0 && outline.width > 0 && outline.height > 0 &&
                     outline.width < kMaxSide && outline.height < kMaxSide && file.has(at, kTilePartHeader + 2) &&
                     file.u16(at + kTilePartHeader) == kTileData;
  return known ? std::optional(outline) : std::nullopt;
}

}  // namespace

std::optional<Jpeg2000Packets> read_jpeg2000_packets(BytesView file) {
  const auto boxes = read_jpeg2000_boxes(file);
  if (!boxes || !boxes->boxed) return std::nullopt;
  const auto start = static_cast<std::size_t>(boxes->codestream.data() - file.data());
  Jpeg2000Packets packets;
  const auto outline = read_outline(BigEndianView(file), start, packets);
  if (!outline) return std::nullopt;
  packets.box_at = start - kBoxHeader;
  packets.tile_part = outline->tile_part;
  std::size_t at = outline->tile_part + kTilePartHeader + 2;
  packets.before.assign(file.begin(), file.begin() + static_cast<std::ptrdiff_t>(at));

  std::vector<std::pair<std::size_t, std::size_t>> groups;  // first band and number of bands of each packet
  for (int resolution = 0; resolution <= outline->levels; ++resolution) {
    for (int component = 0; component < outline->components; ++component) {
      const std::size_t first = packets.bands.size();
      add_bands(outline->width, outline->height, outline->levels, resolution, component, packets.block_size,
                packets.bands);
      groups.emplace_back(first, packets.bands.size() - first);
    }
  }
  std::vector<BandState> states;
  for (const Band& band : packets.bands) {
    states.push_back({TagTree(band.width, band.height), TagTree(band.width, band.height),
                      std::vector<int>(band.blocks.size(), kFirstLengthBits)});
  }
  for (int layer = 0; layer < packets.layers; ++layer) {
    for (const auto& [first, count] : groups) {
      if (!read_packet(file, at, layer, &packets.bands[first], &states[first], count)) return std::nullopt;
    }
  }
  return at + 2 == file.size() ? std::optional(std::move(packets)) : std::nullopt;
}

}  // namespace enrolkit::codecs
