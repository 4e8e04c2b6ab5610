// SPDX-License-Identifier: Apache-2.0
#include "encoders/records/image_extent.hpp"

#include "encoders/codecs/big_endian_view.hpp"
#include "encoders/codecs/jpeg2000_boxes.hpp"
#include "encoders/codecs/jpeg2000_codestream.hpp"
#include "enrolkit/image_codec.hpp"

namespace enrolkit::records {
namespace {

constexpr std::uint64_t kMaxSide = 65535;

std::optional<ImageExtent> extent(std::uint64_t width, std::uint64_t height) {
  if (width == 0 || height == 0 || width > kMaxSide || height > kMaxSide) return std::nullopt;
  return ImageExtent{static_cast<std::uint16_t>(width), static_cast<std::uint16_t>(height), 0, 0};
}

// WSQ: tables and comments stand before the frame header, which says black, white, height and width.
std::optional<ImageExtent> wsq_extent(BytesView image) {
  constexpr std::uint32_t kStart = 0xFFA0, kFrame = 0xFFA2;
  const codecs::BigEndianView bytes(image);
  if (!bytes.has(0, 2) || bytes.u16(0) != kStart) return std::nullopt;
  for (std::size_t at = 2; bytes.has(at, 4);) {
    const std::uint32_t marker = bytes.u16(at);
    if (marker == kFrame && bytes.has(at, 10)) return extent(bytes.u16(at + 8), bytes.u16(at + 6));
    if (marker < kStart || marker == kFrame) return std::nullopt;
    at += 2 + std::size_t{bytes.u16(at + 2)};
  }
  return std::nullopt;
}

// JPEG: where the first frame header is (SOF0 to SOF15, but DHT, JPG and DAC); it says precision, height and width.
std::optional<std::size_t> jpeg_frame(BytesView image) {
  constexpr std::uint32_t kFirstFrame = 0xC0, kLastFrame = 0xCF, kHuffman = 0xC4, kReserved = 0xC8, kArithmetic = 0xCC;
  const codecs::BigEndianView bytes(image);
  for (std::size_t at = 2; bytes.has(at, 9);) {
    if (bytes.u8(at) != 0xFF) return std::nullopt;
    const std::uint32_t marker = bytes.u8(at + 1);
    if (marker == 0xFF) {  // a fill byte
      ++at;
    } else if (marker >= kFirstFrame && marker <= kLastFrame && marker != kHuffman && marker != kReserved &&
               marker != kArithmetic) {
      return at;
    } else {
      at += 2 + std::size_t{bytes.u16(at + 2)};
    }
  }
  return std::nullopt;
}

std::optional<ImageExtent> jpeg_extent(BytesView image) {
  const auto frame = jpeg_frame(image);
  const codecs::BigEndianView bytes(image);
  return frame ? extent(bytes.u16(*frame + 7), bytes.u16(*frame + 5)) : std::nullopt;
}

std::optional<ImageExtent> png_extent(BytesView image) {
  const codecs::BigEndianView bytes(image);
  constexpr std::uint32_t kHeader = 0x49484452;  // "IHDR"
  if (!bytes.has(0, 24) || bytes.u32(12) != kHeader) return std::nullopt;
  return extent(bytes.u32(16), bytes.u32(20));
}

std::optional<ImageExtent> jpeg2000_extent(BytesView image) {
  const auto boxes = codecs::read_jpeg2000_boxes(image);
  if (!boxes) return std::nullopt;
  const auto size = codecs::read_jpeg2000_size(boxes->codestream);
  if (!size || size->width < 0 || size->height < 0) return std::nullopt;
  return extent(static_cast<std::uint64_t>(size->width), static_cast<std::uint64_t>(size->height));
}

// A number of a PGM header, behind white space and comments; 0 when there is none.
std::uint32_t pgm_number(BytesView image, std::size_t& at) {
  const auto is_space = [](std::uint8_t c) { return c == ' ' || (c >= '\t' && c <= '\r'); };
  while (at < image.size() && (is_space(image[at]) || image[at] == '#')) {
    if (image[at] == '#') {
      while (at < image.size() && image[at] != '\n') ++at;
    } else {
      ++at;
    }
  }
  std::uint32_t number = 0;
  for (; at < image.size() && image[at] >= '0' && image[at] <= '9' && number <= kMaxSide; ++at) {
    number = number * 10 + (image[at] - std::uint32_t{'0'});
  }
  return number;
}

std::optional<ImageExtent> pgm_extent(BytesView image) {
  if (image.size() < 2 || image[0] != 'P' || image[1] != '5') return std::nullopt;
  std::size_t at = 2;
  const std::uint32_t width = pgm_number(image, at);
  const std::uint32_t height = pgm_number(image, at);
  const std::uint32_t max_value = pgm_number(image, at);
  auto found = extent(width, height);
  if (!found || max_value == 0 || max_value > kMaxSide || at >= image.size()) return std::nullopt;
  found->header = at + 1;  // one white space
  found->max_value = max_value;
  return found;
}

}  // namespace

std::optional<ImageExtent> image_extent(BytesView image) {
  const auto type = detect_image_type(image);
  if (!type) return std::nullopt;
  switch (*type) {
    case ImageFileType::jpeg:
      return jpeg_extent(image);
    case ImageFileType::jpeg2000:
      return jpeg2000_extent(image);
    case ImageFileType::png:
      return png_extent(image);
    case ImageFileType::wsq:
      return wsq_extent(image);
    case ImageFileType::pnm:
      return pgm_extent(image);
    default:
      return std::nullopt;
  }
}

std::optional<bool> is_baseline_jpeg(BytesView image) {
  constexpr std::uint8_t kBaseline = 0xC0;
  const auto frame = jpeg_frame(image);
  if (!frame) return std::nullopt;
  return image[*frame + 1] == kBaseline;
}

}  // namespace enrolkit::records
