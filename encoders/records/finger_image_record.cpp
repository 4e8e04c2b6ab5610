// SPDX-License-Identifier: Apache-2.0
// ISO/IEC 19794-4:2005, clause 7: general record header, then for each view a finger image header and the image.
#include <algorithm>
#include <limits>
#include <string>
#include <utility>

#include "encoders/records/finger_image_fields.hpp"
#include "encoders/records/record_codec.hpp"
#include "encoders/records/record_reader.hpp"
#include "enrolkit/records.hpp"

namespace enrolkit {
namespace {

using namespace records;

constexpr std::string_view kName = kFingerImageName;
constexpr std::uint64_t kRecordHeader = 32, kImageHeader = 14;
constexpr std::uint64_t kMaxBlock = std::numeric_limits<std::uint32_t>::max();
constexpr std::uint8_t kMaxPosition = kMaxImagePosition, kMaxQuality = 100;

bool is_acquisition_level(std::uint16_t level) {
  return level == 10 || level == 20 || level == 30 || level == 31 || level == 40 || level == 41;
}

bool is_impression(std::uint8_t impression) { return impression <= 3 || (impression >= 7 && impression <= 9); }

// Views of one finger stand together and are numbered 1 to their count. Gives the number of fingers.
Result<std::size_t> count_fingers(const std::vector<FingerImage>& images, ErrorCode code) {
  std::size_t fingers = 0;
  std::uint32_t seen = 0;
  for (std::size_t first = 0; first < images.size(); ++fingers) {
    const FingerPosition position = images[first].position;
    std::size_t end = first;
    while (end < images.size() && images[end].position == position) ++end;
    const std::uint32_t bit = 1U << static_cast<unsigned>(position);
    if ((seen & bit) != 0) return Error{code, "finger image record: the views of one finger do not stand together"};
    seen |= bit;
    for (std::size_t i = first; i < end; ++i) {
      if (images[i].view_count != end - first) {
        return wrong(code, kName, "the view count", images[i].view_count,
                     std::to_string(end - first) + ", what is there");
      }
      if (images[i].view_number != i - first + 1) {
        return wrong(code, kName, "the view number", images[i].view_number, std::to_string(i - first + 1));
      }
    }
    first = end;
  }
  return fingers;
}

Status check(const FingerImageRecord& record) {
  const auto refuse = [](std::string_view field, std::uint64_t value, std::string_view expected) {
    return wrong(ErrorCode::invalid_argument, kName, field, value, expected);
  };
  if (!is_acquisition_level(record.acquisition_level)) {
    return refuse("the acquisition level", record.acquisition_level, "10, 20, 30, 31, 40 or 41");
  }
  if (record.scale_units != 1 && record.scale_units != 2) return refuse("the scale unit", record.scale_units, "1 or 2");
  for (const std::uint16_t resolution :
       {record.scan_resolution_x, record.scan_resolution_y, record.image_resolution_x, record.image_resolution_y}) {
    if (resolution == 0) return refuse("a resolution", 0, "at least 1");
  }
  if (record.depth < 1 || record.depth > kMaxDepth) return refuse("the depth", record.depth, "1 to 16");
  if (record.format > FingerImageFormat::png) {
    return refuse("the compression", static_cast<std::uint64_t>(record.format), "0 to 5");
  }
  if (record.images.empty()) return refuse("the number of images", 0, "at least 1");
  for (const FingerImage& finger : record.images) {
    if (static_cast<std::uint8_t>(finger.position) > kMaxPosition) {
      return refuse("the finger position", static_cast<std::uint64_t>(finger.position), "0 to 10");
    }
    if (finger.quality > kMaxQuality) return refuse("the quality", finger.quality, "0 to 100");
    if (!is_impression(finger.impression)) return refuse("the impression", finger.impression, "0 to 3 or 7 to 9");
    if (finger.width == 0) return refuse("the width", 0, "at least 1");
    if (finger.height == 0) return refuse("the height", 0, "at least 1");
    if (finger.image.empty() || !has_raw_size(record, finger)) {
      return refuse("the number of image bytes", finger.image.size(), "what width, height and depth need");
    }
    if (finger.image.size() > kMaxBlock - kImageHeader) {
      return wrong(ErrorCode::too_large, kName, "the number of image bytes", finger.image.size(), "32 bits");
    }
  }
  return {};
}

Result<FingerImage> read_image(BigEndianReader& in) {
  auto whole = read_block(in, kName, "a finger image block", kImageHeader + 1);
  if (!whole) return whole.error();
  BigEndianReader& block = *whole;

  FingerImage finger;
  const std::uint8_t position = block.u8();
  if (position > kMaxPosition) {
    return wrong(ErrorCode::unsupported, kName, "the finger position", position, "0 to 10 (one finger)");
  }
  finger.position = static_cast<FingerPosition>(position);
  finger.view_count = block.u8();
  finger.view_number = block.u8();
  finger.quality = block.u8();
  finger.impression = block.u8();
  finger.width = block.u16();
  finger.height = block.u16();
  block.u8();  // reserved
  const BytesView image = block.bytes(block.left());
  finger.image.assign(image.begin(), image.end());
  return finger;
}

}  // namespace

void records::read_resolutions(BigEndianReader& in, FingerImageRecord& record) {
  record.scale_units = in.u8();
  record.scan_resolution_x = in.u16();
  record.scan_resolution_y = in.u16();
  record.image_resolution_x = in.u16();
  record.image_resolution_y = in.u16();
  record.depth = in.u8();
}

Status records::check_depth(const FingerImageRecord& record) {
  if (record.depth >= 1 && record.depth <= kMaxDepth) return {};
  return wrong(ErrorCode::unsupported, kName, "the depth", record.depth, "1 to 16");
}

bool records::has_raw_size(const FingerImageRecord& record, const FingerImage& finger) {
  const std::size_t sample = (record.depth + std::size_t{7}) / 8;
  return record.format != FingerImageFormat::raw ||
         finger.image.size() == std::size_t{finger.width} * finger.height * sample;
}

namespace {

std::uint64_t length_of(const FingerImageRecord& record) {
  std::uint64_t length = kRecordHeader;
  for (const FingerImage& finger : record.images) length += kImageHeader + finger.image.size();
  return length;
}

}  // namespace

Result<std::size_t> records::measure(const FingerImageRecord& record) {
  if (const Status usable = check(record); !usable) return usable.error();
  if (const auto fingers = count_fingers(record.images, ErrorCode::invalid_argument); !fingers) return fingers.error();
  return length_of(record);
}

void records::append(const FingerImageRecord& record, Bytes& to) {
  const std::size_t fingers = count_fingers(record.images, ErrorCode::invalid_argument).value_or(0);
  const std::uint64_t length = length_of(record);
  BigEndianWriter out(std::move(to));
  out.text(kFingerImageMagic);
  out.text(kVersion2005);
  out.number<6>(length);
  out.u16(record.device_id);
  out.u16(record.acquisition_level);
  out.u8(static_cast<std::uint32_t>(fingers));
  out.u8(record.scale_units);
  out.u16(record.scan_resolution_x);
  out.u16(record.scan_resolution_y);
  out.u16(record.image_resolution_x);
  out.u16(record.image_resolution_y);
  out.u8(record.depth);
  out.u8(static_cast<std::uint8_t>(record.format));
  out.u16(0);  // reserved
  for (const FingerImage& finger : record.images) {
    out.u32(static_cast<std::uint32_t>(kImageHeader + finger.image.size()));
    out.u8(static_cast<std::uint8_t>(finger.position));
    out.u8(finger.view_count);
    out.u8(finger.view_number);
    out.u8(finger.quality);
    out.u8(finger.impression);
    out.u16(finger.width);
    out.u16(finger.height);
    out.u8(0);  // reserved
    out.bytes(finger.image);
  }
  to = out.take();
}

Result<Bytes> encode(const FingerImageRecord& record) {
  const auto length = measure(record);
  if (!length) return length.error();
  Bytes out;
  out.reserve(*length);
  append(record, out);
  return out;
}

Result<FingerImageRecord> decode_finger_image_record(BytesView data) {
  BigEndianReader in(data);
  const bool format = in.text(kFingerImageMagic);
  BigEndianReader again = in;
  const bool version = in.text(kVersion2005);
  if (format && again.text(kVersion2011)) return decode_finger_images_2011(data);
  const std::uint64_t length = in.number<6>();
  FingerImageRecord record;
  record.device_id = in.u16();
  record.acquisition_level = in.u16();
  const std::size_t fingers = in.u8();
  read_resolutions(in, record);
  const std::uint8_t compression = in.u8();
  in.u16();  // reserved
  if (!in.ok()) return cut_short(kName, "the record header");
  if (!format) return Error{ErrorCode::malformed, "finger image record: does not begin with FIR"};
  if (!version) {
    return Error{ErrorCode::unsupported, "finger image record: the version is not 010 or 020 (ISO/IEC 19794-4)"};
  }
  if (const Status fits = check_length(kName, length, kRecordHeader, data.size()); !fits) return fits.error();
  if (compression > static_cast<std::uint8_t>(FingerImageFormat::png)) {
    return wrong(ErrorCode::unsupported, kName, "the compression", compression, "0 to 5");
  }
  record.format = static_cast<FingerImageFormat>(compression);
  if (const Status told = check_depth(record); !told) return told.error();
  while (in.left() > 0) {
    auto finger = read_image(in);
    if (!finger) return finger.error();
    if (!has_raw_size(record, *finger)) {
      return wrong(ErrorCode::malformed, kName, "the number of image bytes", finger->image.size(),
                   "what width, height and depth need");
    }
    record.images.push_back(*std::move(finger));
  }
  const auto found = count_fingers(record.images, ErrorCode::malformed);
  if (!found) return found.error();
  if (*found != fingers || fingers == 0) {
    return wrong(ErrorCode::malformed, kName, "the number of fingers", fingers,
                 std::to_string(*found) + ", what is there");
  }
  return record;
}

}  // namespace enrolkit
