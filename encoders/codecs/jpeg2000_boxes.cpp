// SPDX-License-Identifier: Apache-2.0
#include "encoders/codecs/jpeg2000_boxes.hpp"

#include <cmath>
#include <cstdint>

#include "encoders/codecs/big_endian_view.hpp"
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
constexpr int kMaxBoxDepth = 3;  // jp2h > res > resc
constexpr double kInchesPerMetre = 1 / 0.0254;

// Horizontal samples per metre as numerator, denominator, power of ten; vertical ones come first.
double resolution_of(BytesView content) {
  const BigEndianView data(content);
  if (!data.has(0, 10) || data.u16(6) == 0) return 0;
  const auto power = static_cast<std::int8_t>(data.u8(9));
  return ppi_of(static_cast<double>(data.u16(4)) / data.u16(6) * std::pow(10.0, power), kInchesPerMetre);
}

Status read_boxes(BytesView content, int depth, Jpeg2000Boxes& boxes) {
  const BigEndianView data(content);
  for (std::size_t at = 0; at < data.size();) {
    if (!data.has(at, 8)) return jpeg2000_cut_short("box header");
    std::uint64_t length = data.u32(at);
    const std::uint32_t type = data.u32(at + 4);
    std::size_t header = 8;
    if (length == 1) {
      header = 16;
      if (!data.has(at, header)) return jpeg2000_cut_short("box header");
      length = data.u64(at + 8);
    } else if (length == 0) {
      length = data.size() - at;
    }
    if (length < header) return jpeg2000_broken("has a box shorter than its own header");
    if (length > data.size() - at) return jpeg2000_cut_short("boxes");
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

}  // namespace

Result<Jpeg2000Boxes> read_jpeg2000_boxes(BytesView file) {
  Jpeg2000Boxes boxes;
  if (file.size() >= 2 && file[0] == 0xFF && file[1] == 0x4F) {  // the codestream's start marker
    boxes.codestream = file;
    return boxes;
  }
  boxes.boxed = true;
  if (const Status read = read_boxes(file, 1, boxes); !read) return read.error();
  if (boxes.codestream.empty()) return jpeg2000_cut_short("boxes, before any codestream");
  return boxes;
}

}  // namespace enrolkit::codecs
