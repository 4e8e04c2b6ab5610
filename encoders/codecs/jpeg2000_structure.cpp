// SPDX-License-Identifier: Apache-2.0
#include "encoders/codecs/jpeg2000_structure.hpp"

#include <algorithm>
#include <cmath>
#include <string>

#include "encoders/codecs/image_decoding.hpp"

namespace enrolkit::codecs {
namespace {

constexpr std::uint32_t box(const char (&name)[5]) {
  std::uint32_t type = 0;
  for (int i = 0; i < 4; ++i) type = type << 8U | static_cast<std::uint8_t>(name[i]);
  return type;
}
constexpr std::uint32_t kHeaderBox = box("jp2h"), kResolutionBox = box("res "), kCaptureBox = box("resc"),
                        kDisplayBox = box("resd"), kCodestreamBox = box("jp2c");
constexpr std::uint32_t kStart = 0xFF4F, kSize = 0xFF51, kStyle = 0xFF52, kComponentStyle = 0xFF53, kTilePart = 0xFF90,
                        kTileData = 0xFF93, kEnd = 0xFFD9;
constexpr std::size_t kTilePartHeader = 12;
constexpr int kMaxBoxDepth = 3;  // jp2h > res > resc
constexpr double kInchesPerMetre = 1 / 0.0254;

class BigEndian {
 public:
  explicit BigEndian(BytesView data) : data_(data) {}
  [[nodiscard]] std::size_t size() const { return data_.size(); }
  [[nodiscard]] bool has(std::size_t at, std::size_t count) const {
    return at <= data_.size() && data_.size() - at >= count;
  }
  [[nodiscard]] std::uint32_t u8(std::size_t at) const { return data_[at]; }
  [[nodiscard]] std::uint32_t u16(std::size_t at) const { return u8(at) << 8U | u8(at + 1); }
  [[nodiscard]] std::uint32_t u32(std::size_t at) const { return u16(at) << 16U | u16(at + 2); }
  [[nodiscard]] std::uint64_t u64(std::size_t at) const { return std::uint64_t{u32(at)} << 32U | u32(at + 4); }

 private:
  BytesView data_;
};

Error cut_short(const char* where) {
  return Error{ErrorCode::truncated, std::string("the JPEG 2000 data ends inside its ") + where};
}
Error broken(std::string what) { return Error{ErrorCode::malformed, "the JPEG 2000 data " + std::move(what)}; }

// Horizontal samples per metre as numerator, denominator, power of ten; vertical ones come first.
double resolution_of(BytesView content) {
  const BigEndian data(content);
  if (!data.has(0, 10) || data.u16(6) == 0) return 0;
  const auto power = static_cast<std::int8_t>(data.u8(9));
  return ppi_of(static_cast<double>(data.u16(4)) / data.u16(6) * std::pow(10.0, power), kInchesPerMetre);
}

struct Boxes {
  BytesView codestream;
  double capture_ppi = 0, display_ppi = 0;
};

Status read_boxes(BytesView content, int depth, Boxes& boxes) {
  const BigEndian data(content);
  for (std::size_t at = 0; at < data.size();) {
    if (!data.has(at, 8)) return cut_short("box header");
    std::uint64_t length = data.u32(at);
    const std::uint32_t type = data.u32(at + 4);
    std::size_t header = 8;
    if (length == 1) {
      header = 16;
      if (!data.has(at, header)) return cut_short("box header");
      length = data.u64(at + 8);
    } else if (length == 0) {
      length = data.size() - at;
    }
    if (length < header) return broken("has a box shorter than its own header");
    if (length > data.size() - at) return cut_short("boxes");
    const BytesView inside = content.subspan(at + header, static_cast<std::size_t>(length) - header);
    if (type == kCodestreamBox) {
      boxes.codestream = inside;
      return {};
    }
    if (type == kCaptureBox) boxes.capture_ppi = resolution_of(inside);
    if (type == kDisplayBox) boxes.display_ppi = resolution_of(inside);
    if ((type == kHeaderBox || type == kResolutionBox) && depth < kMaxBoxDepth) {
      if (const Status nested = read_boxes(inside, depth + 1, boxes); !nested) return nested;
    }
    at += static_cast<std::size_t>(length);
  }
  return {};
}

bool raw(BytesView data) { return data.size() >= 2 && data[0] == 0xFF && data[1] == 0x4F; }

Result<Boxes> find_codestream(BytesView data) {
  Boxes boxes;
  if (raw(data)) {
    boxes.codestream = data;
    return boxes;
  }
  if (const Status read = read_boxes(data, 1, boxes); !read) return read.error();
  if (boxes.codestream.empty()) return cut_short("boxes, before any codestream");
  return boxes;
}

// The SIZ segment, right after the start marker: marker 2, length 2, capabilities 2, then from offset 8 the numbers.
struct Size {
  std::uint32_t x1, y1, x0, y0, tile_width, tile_height, tile_x0, tile_y0, components;
};

Result<Size> read_size(const BigEndian& stream) {
  if (!stream.has(0, 42)) return cut_short("main header");
  if (stream.u16(0) != kStart || stream.u16(2) != kSize) return broken("does not begin with the markers SOC and SIZ");
  const Size size{stream.u32(8),  stream.u32(12), stream.u32(16), stream.u32(20), stream.u32(24),
                  stream.u32(28), stream.u32(32), stream.u32(36), stream.u16(40)};
  if (size.tile_width == 0 || size.tile_height == 0 || size.x0 >= size.x1 || size.y0 >= size.y1 ||
      size.tile_x0 > size.x0 || size.tile_y0 > size.y0 || size.components == 0) {
    return broken("says that it has no pixels");
  }
  if (!stream.has(42, std::size_t{3} * size.components)) return cut_short("main header");
  return size;
}

std::uint64_t divide_up(std::uint64_t value, std::uint64_t by) { return (value + by - 1) / by; }

// How many precincts at least one component has with the coding style whose number of decompositions stands at `at`,
// over `width` x `height` pixels; each takes at least one byte of packet header.
std::uint64_t precincts(const BigEndian& stream, std::size_t at, bool stated, std::uint64_t width,
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
  BigEndian stream;
  Size size;
  std::uint64_t packets = 0;  // the fewest that the styles seen so far ask for

  // One marker segment of a main or tile-part header; `width` x `height` is what it governs.
  void note_style(std::size_t at, std::size_t length, std::uint64_t width, std::uint64_t height) {
    const std::uint32_t marker = stream.u16(at);
    if (marker == kStyle && length >= 12) {
      packets = std::max(packets, precincts(stream, at + 9, (stream.u8(at + 4) & 1U) != 0, width, height));
    } else if (marker == kComponentStyle) {
      const std::size_t index = size.components < 257 ? 1 : 2;
      if (length < 8 + index) return;
      packets =
          std::max(packets, precincts(stream, at + 5 + index, (stream.u8(at + 4 + index) & 1U) != 0, width, height));
    }
  }

  // Follows segments from `at` to the marker `last`; gives its position.
  Result<std::size_t> segments(std::size_t at, std::uint32_t last, std::uint64_t width, std::uint64_t height) {
    while (true) {
      if (!stream.has(at, 2)) return cut_short("header");
      const std::uint32_t marker = stream.u16(at);
      if (marker == last) return at;
      if (marker < 0xFF01 || marker == kEnd || marker == kTilePart || marker == kTileData) {
        return broken("has a wrong marker in a header");
      }
      if (!stream.has(at, 4)) return cut_short("header");
      const std::size_t length = stream.u16(at + 2);
      if (length < 2) return broken("has a marker segment shorter than its own length field");
      if (!stream.has(at, 2 + length)) return cut_short("header");
      note_style(at, length, width, height);
      at += 2 + length;
    }
  }
};

}  // namespace

Result<Jpeg2000Structure> read_jpeg2000_structure(BytesView data) {
  const auto boxes = find_codestream(data);
  if (!boxes) return boxes.error();
  const BigEndian stream(boxes->codestream);
  const auto size = read_size(stream);
  if (!size) return size.error();

  Jpeg2000Structure structure;
  structure.boxed = !raw(data);
  structure.width = std::int64_t{size->x1} - size->x0;
  structure.height = std::int64_t{size->y1} - size->y0;
  structure.components = static_cast<int>(size->components);
  for (std::size_t c = 0; c < size->components; ++c) {
    structure.max_precision = std::max(structure.max_precision, static_cast<int>(stream.u8(42 + 3 * c) & 0x7FU) + 1);
    structure.subsampled |= stream.u8(43 + 3 * c) != 1 || stream.u8(44 + 3 * c) != 1;
  }
  structure.ppi = boxes->capture_ppi > 0 ? boxes->capture_ppi : boxes->display_ppi;
  return structure;
}

Status check_jpeg2000_codestream(BytesView data) {
  const auto boxes = find_codestream(data);
  if (!boxes) return boxes.error();
  const BigEndian stream(boxes->codestream);
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
    if (!stream.has(at, kTilePartHeader)) return cut_short("tile header");
    std::size_t length = stream.u32(at + 6);
    if (length == 0) {  // up to the end marker, the last two bytes
      if (stream.size() - at < kTilePartHeader + 4) return cut_short("tile");
      length = stream.size() - at - 2;
    }
    if (length < kTilePartHeader + 2) return broken("has a tile part shorter than its own header");
    if (!stream.has(at, length)) return cut_short("tile");
    if (const auto body = walk.segments(at + kTilePartHeader, kTileData, tile_width, tile_height); !body) {
      return body.error();
    }
    at += length;
  }
  if (!stream.has(at, 2)) return cut_short("tiles, before the end marker");
  if (stream.u16(at) != kEnd) return broken("has neither a tile nor the end marker where one must be");
  if (walk.packets > stream.size()) {
    return Error{ErrorCode::truncated, std::to_string(stream.size()) + " bytes are too few for the JPEG 2000's " +
                                           std::to_string(walk.packets) + " packets"};
  }
  return {};
}

}  // namespace enrolkit::codecs
