// SPDX-License-Identifier: Apache-2.0
#include "encoders/codecs/jpeg2000_codestream.hpp"

#include <algorithm>
#include <string>

#include "encoders/codecs/big_endian_view.hpp"
#include "encoders/codecs/jpeg2000_boxes.hpp"

namespace enrolkit::codecs {
namespace {

constexpr std::uint32_t kStart = 0xFF4F, kSize = 0xFF51, kStyle = 0xFF52, kComponentStyle = 0xFF53, kTilePart = 0xFF90,
                        kTileData = 0xFF93, kEnd = 0xFFD9;
constexpr std::size_t kTilePartHeader = 12;

// The SIZ segment, right after the start marker: marker 2, length 2, capabilities 2, then from offset 8 the numbers.
struct Size {
  std::uint32_t x1, y1, x0, y0, tile_width, tile_height, tile_x0, tile_y0, components;
};

Result<Size> read_size(const BigEndianView& stream) {
  if (!stream.has(0, 42)) return jpeg2000_cut_short("main header");
  if (stream.u16(0) != kStart || stream.u16(2) != kSize)
    return jpeg2000_broken("does not begin with the markers SOC and SIZ");
  const Size size{stream.u32(8),  stream.u32(12), stream.u32(16), stream.u32(20), stream.u32(24),
                  stream.u32(28), stream.u32(32), stream.u32(36), stream.u16(40)};
  if (size.tile_width == 0 || size.tile_height == 0 || size.x0 >= size.x1 || size.y0 >= size.y1 ||
      size.tile_x0 > size.x0 || size.tile_y0 > size.y0 || size.components == 0) {
    return jpeg2000_broken("says that it has no pixels");
  }
  if (!stream.has(42, std::size_t{3} * size.components)) return jpeg2000_cut_short("main header");
  return size;
}

std::uint64_t divide_up(std::uint64_t value, std::uint64_t by) { return (value + by - 1) / by; }

// How many precincts at least one component has with the coding style whose number of decompositions stands at `at`,
// over `width` x `height` pixels.
std::uint64_t precincts(const BigEndianView& stream, std::size_t at, bool stated, std::uint64_t width,
                        std::uint64_t height) {
  const std::uint32_t levels = std::min<std::uint32_t>(stream.u8(at), 32);
  std::uint64_t count = 0;
  for (std::uint32_t r = 0; r <= levels; ++r) {
    // Five bytes (levels, code-block width, height, style, transform) stand before the sizes.
    const std::uint32_t sizes = stated && stream.has(at + 5 + r, 1) ? stream.u8(at + 5 + r) : 0xFF;
    const std::uint32_t reduced = levels - r;
    count += divide_up(divide_up(width, std::uint64_t{1} << reduced), std::uint64_t{1} << (sizes & 15U)) *
             divide_up(divide_up(height, std::uint64_t{1} << reduced), std::uint64_t{1} << (sizes >> 4U));
  }
  return count;
}

struct Walk {
  BigEndianView stream;
  Size size;
  std::uint64_t layers = 1;
  std::uint64_t packets = 0;  // the fewest that the styles seen so far ask for: at least a byte each

  // One marker segment of a main or tile-part header; `width` x `height` is what it governs.
  void note_style(std::size_t at, std::size_t length, std::uint64_t width, std::uint64_t height) {
    const std::uint32_t marker = stream.u16(at);
    if (marker == kStyle && length >= 12) {
      layers = stream.u16(at + 6);
      packets = std::max(packets, layers * precincts(stream, at + 9, (stream.u8(at + 4) & 1U) != 0, width, height));
    } else if (marker == kComponentStyle) {
      const std::size_t index = size.components < 257 ? 1 : 2;
      if (length < 8 + index) return;
      packets = std::max(
          packets, layers * precincts(stream, at + 5 + index, (stream.u8(at + 4 + index) & 1U) != 0, width, height));
    }
  }

  // Follows segments from `at` to the marker `last`; gives its position.
  Result<std::size_t> segments(std::size_t at, std::uint32_t last, std::uint64_t width, std::uint64_t height) {
    while (true) {
      if (!stream.has(at, 2)) return jpeg2000_cut_short("header");
      const std::uint32_t marker = stream.u16(at);
      if (marker == last) return at;
      if (marker < 0xFF01 || marker == kEnd || marker == kTilePart || marker == kTileData) {
        return jpeg2000_broken("has a wrong marker in a header");
      }
      if (!stream.has(at, 4)) return jpeg2000_cut_short("header");
      const std::size_t length = stream.u16(at + 2);
      if (length < 2) return jpeg2000_broken("has a marker segment shorter than its own length field");
      if (!stream.has(at, 2 + length)) return jpeg2000_cut_short("header");
      note_style(at, length, width, height);
      at += 2 + length;
    }
  }
};

}  // namespace

Result<Jpeg2000Size> read_jpeg2000_size(BytesView codestream) {
  const BigEndianView stream(codestream);
  const auto size = read_size(stream);
  if (!size) return size.error();
  Jpeg2000Size read;
  read.width = std::int64_t{size->x1} - size->x0;
  read.height = std::int64_t{size->y1} - size->y0;
  read.components = static_cast<int>(size->components);
  for (std::size_t c = 0; c < size->components; ++c) {
    read.max_precision = std::max(read.max_precision, static_cast<int>(stream.u8(42 + 3 * c) & 0x7FU) + 1);
    read.subsampled |= stream.u8(43 + 3 * c) != 1 || stream.u8(44 + 3 * c) != 1;
  }
  return read;
}

Status check_jpeg2000_codestream(BytesView codestream) {
  const BigEndianView stream(codestream);
  const auto size = read_size(stream);
  if (!size) return size.error();

  const std::uint64_t tiles = divide_up(std::uint64_t{size->x1} - size->tile_x0, size->tile_width) *
                              divide_up(std::uint64_t{size->y1} - size->tile_y0, size->tile_height);
  if (tiles > stream.size() / kTilePartHeader) {
    return Error{ErrorCode::truncated, std::to_string(stream.size()) + " bytes are too few for the JPEG 2000's " +
                                           std::to_string(tiles) + " tiles"};
  }
  const std::uint64_t width = size->x1 - size->x0, height = size->y1 - size->y0;
  const std::uint64_t tile_width = std::min<std::uint64_t>(width, size->tile_width);
  const std::uint64_t tile_height = std::min<std::uint64_t>(height, size->tile_height);
  Walk walk{stream, *size};
  const auto first = walk.segments(2, kTilePart, width, height);
  if (!first) return first.error();
  std::size_t at = *first;
  for (; stream.has(at, 2) && stream.u16(at) == kTilePart;) {
    if (!stream.has(at, kTilePartHeader)) return jpeg2000_cut_short("tile header");
    std::size_t length = stream.u32(at + 6);
    if (length == 0) {  // up to the end marker, the last two bytes
      if (stream.size() - at < kTilePartHeader + 4) return jpeg2000_cut_short("tile");
      length = stream.size() - at - 2;
    }
    if (length < kTilePartHeader + 2) return jpeg2000_broken("has a tile part shorter than its own header");
    if (!stream.has(at, length)) return jpeg2000_cut_short("tile");
    if (const auto body = walk.segments(at + kTilePartHeader, kTileData, tile_width, tile_height); !body) {
      return body.error();
    }
    at += length;
  }
  if (!stream.has(at, 2)) return jpeg2000_cut_short("tiles, before the end marker");
  if (stream.u16(at) != kEnd) return jpeg2000_broken("has neither a tile nor the end marker where one must be");
  if (walk.packets > stream.size()) {
    return Error{ErrorCode::truncated, std::to_string(stream.size()) + " bytes are too few for the JPEG 2000's " +
                                           std::to_string(walk.packets) + " packets"};
  }
  return {};
}

}  // namespace enrolkit::codecs
