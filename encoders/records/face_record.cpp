// SPDX-License-Identifier: Apache-2.0
// ISO/IEC 19794-5:2005, clause 5: facial record header, then for each image its information, feature points and bytes.
#include <limits>
#include <string>
#include <utility>

#include "encoders/records/face_codes.hpp"
#include "encoders/records/record_codec.hpp"
#include "encoders/records/record_reader.hpp"
#include "encoders/records/representation.hpp"
#include "enrolkit/records.hpp"

namespace enrolkit {
namespace {

using namespace std::string_view_literals;
using records::BigEndianReader;
using records::cut_short;
using records::wrong;

constexpr std::string_view kName = "face record";
constexpr std::string_view kFormat = "FAC\0"sv, kVersion = "010\0"sv, kVersion2011 = "030\0"sv;
constexpr std::uint64_t kRecordHeader2011 = 17, kRepresentation2011 = 52;
constexpr std::uint64_t kRecordHeader = 14, kFacialInformation = 20, kImageInformation = 12, kFeaturePoint = 8;
constexpr std::uint64_t kMaxLength = std::numeric_limits<std::uint32_t>::max();
constexpr std::size_t kMaxCount = std::numeric_limits<std::uint16_t>::max();
constexpr std::uint32_t kMaxProperties = 0xFFFFFF, kMaxGender = 2, kMaxImageType = 2, kMaxColourSpace = 4,
                        kMaxSourceType = 7;

std::uint64_t length_of(const FaceImage& face) {
  return kFacialInformation + kFeaturePoint * face.feature_points.size() + kImageInformation + face.image.size();
}

Status check(const FaceImage& face) {
  const auto refuse = [](std::string_view field, std::uint64_t value, std::string_view expected) {
    return wrong(ErrorCode::invalid_argument, kName, field, value, expected);
  };
  if (face.gender > kMaxGender) return refuse("the gender", face.gender, "0 to 2");
  if (face.properties > kMaxProperties) return refuse("the property mask", face.properties, "24 bits");
  if (face.feature_points.size() > kMaxCount) {
    return refuse("the number of feature points", face.feature_points.size(), "at most 65535");
  }
  if (face.image_type > kMaxImageType) return refuse("the face image type", face.image_type, "0 to 2");
  if (face.format > FaceImageFormat::jpeg2000) {
    return refuse("the image data type", static_cast<std::uint64_t>(face.format), "0 or 1");
  }
  if (face.width == 0) return refuse("the width", 0, "at least 1");
  if (face.height == 0) return refuse("the height", 0, "at least 1");
  if (face.colour_space > kMaxColourSpace) return refuse("the colour space", face.colour_space, "0 to 4");
  if (face.source_type > kMaxSourceType) return refuse("the source type", face.source_type, "0 to 7");
  if (face.image.empty()) return refuse("the number of image bytes", 0, "at least 1");
  return {};
}

void read_look(BigEndianReader& in, FaceImage& face) {
  face.properties = static_cast<std::uint32_t>(in.number<3>());
  face.expression = in.u16();
  face.pose_yaw = in.u8();
  face.pose_pitch = in.u8();
  face.pose_roll = in.u8();
  face.pose_yaw_uncertainty = in.u8();
  face.pose_pitch_uncertainty = in.u8();
  face.pose_roll_uncertainty = in.u8();
}

Status read_points(BigEndianReader& in, std::size_t count, FaceImage& face) {
  if (count * kFeaturePoint + kImageInformation > in.left()) {
    return wrong(ErrorCode::malformed, kName, "the number of feature points", count, "what the block has room for");
  }
  face.feature_points.resize(count);
  for (FaceFeaturePoint& point : face.feature_points) {
    point.type = in.u8();
    point.code = in.u8();
    point.x = in.u16();
    point.y = in.u16();
    in.u16();  // reserved
  }
  return {};
}

Result<FaceImage> read_image(BigEndianReader& record) {
  auto whole = records::read_block(record, kName, "an image block", kFacialInformation + kImageInformation);
  if (!whole) return whole.error();
  records::BigEndianReader& block = *whole;

  FaceImage face;
  const std::size_t points = block.u16();
  face.gender = block.u8();
  face.eye_colour = block.u8();
  face.hair_colour = block.u8();
  read_look(block, face);
  if (const Status read = read_points(block, points, face); !read) return read.error();
  face.image_type = block.u8();
  const std::uint8_t format = block.u8();
  if (format > static_cast<std::uint8_t>(FaceImageFormat::jpeg2000)) {
    return wrong(ErrorCode::unsupported, kName, "the image data type", format, "0 (JPEG) or 1 (JPEG 2000)");
  }
  face.format = static_cast<FaceImageFormat>(format);
  face.width = block.u16();
  face.height = block.u16();
  face.colour_space = block.u8();
  face.source_type = block.u8();
  face.device_type = block.u16();
  face.quality = block.u16();
  const BytesView image = block.bytes(block.left());
  if (const Status some = records::check_not_none(kName, "the number of image bytes", image.size()); !some) {
    return some.error();
  }
  face.image.assign(image.begin(), image.end());
  return face;
}

// ISO/IEC 19794-5:2011. Its data types: 0 JPEG, 1 lossy and 2 lossless JPEG 2000, 3 PNG.
Result<FaceImage> read_representation(BigEndianReader& record) {
  constexpr std::uint8_t kLossless = 2;
  auto whole = records::read_block(record, kName, "a representation", kRepresentation2011);
  if (!whole) return whole.error();
  BigEndianReader& block = *whole;
  FaceImage face;
  const records::RepresentationHeader header = records::read_representation_header(block, false);
  face.device_type = header.device_id;
  face.quality = header.quality;
  const std::size_t points = block.u16();
  face.gender = block.u8();
  face.eye_colour = block.u8();
  face.hair_colour = block.u8();
  block.u8();  // height of the person
  read_look(block, face);
  if (!block.ok()) return cut_short(kName, "the facial information");
  if (const Status read = read_points(block, points, face); !read) return read.error();
  face.image_type = block.u8();
  const std::uint8_t format = block.u8();
  face.width = block.u16();
  face.height = block.u16();
  block.bytes(4);  // sampling rate, post-processing, cross reference
  face.colour_space = block.u8();
  face.source_type = 0;  // this edition does not say
  const std::uint64_t bytes = block.u32();
  if (!block.ok()) return cut_short(kName, "the image information");
  if (format > kLossless) {
    return wrong(ErrorCode::unsupported, kName, "the image data type", format, "0 (JPEG), 1 or 2 (JPEG 2000)");
  }
  face.format = format == 0 ? FaceImageFormat::jpeg : FaceImageFormat::jpeg2000;
  if (bytes == 0 || bytes > block.left()) {
    return wrong(ErrorCode::malformed, kName, "the number of image bytes", bytes,
                 "1 to " + std::to_string(block.left()) + ", what the representation has room for");
  }
  const BytesView image = block.bytes(static_cast<std::size_t>(bytes));  // three-dimensional data may follow
  face.image.assign(image.begin(), image.end());
  return face;
}

Result<FaceRecord> decode_2011(BytesView data) {
  BigEndianReader in(data);
  in.bytes(kFormat.size() + kVersion2011.size());
  const std::uint64_t length = in.u32();
  const std::size_t images = in.u16();
  in.bytes(3);  // certification, which faces have none of, and temporal semantics
  if (!in.ok()) return cut_short(kName, "the record header");
  const Status fits = records::check_length(kName, length, kRecordHeader2011, data.size());
  if (!fits) return fits.error();
  if (const Status some = records::check_not_none(kName, "the number of images", images); !some) return some.error();
  FaceRecord record;
  for (std::size_t i = 0; i < images; ++i) {
    auto face = read_representation(in);
    if (!face) return face.error();
    record.images.push_back(*std::move(face));
  }
  if (const Status all = records::check_all_read(kName, "the number of images", images, in); !all) return all.error();
  return record;
}

}  // namespace

Status records::check_face_image(const FaceImage& face) { return check(face); }

Result<std::size_t> records::measure(const FaceRecord& record) {
  if (record.images.empty() || record.images.size() > kMaxCount) {
    return wrong(ErrorCode::invalid_argument, kName, "the number of images", record.images.size(), "1 to 65535");
  }
  std::uint64_t length = kRecordHeader;
  for (const FaceImage& face : record.images) {
    if (const Status usable = check(face); !usable) return usable.error();
    length += length_of(face);
  }
  if (length > kMaxLength) return wrong(ErrorCode::too_large, kName, "the length", length, "32 bits");
  return length;
}

void records::append(const FaceRecord& record, Bytes& to) {
  std::uint64_t length = kRecordHeader;
  for (const FaceImage& face : record.images) length += length_of(face);
  records::BigEndianWriter out(std::move(to));
  out.text(kFormat);
  out.text(kVersion);
  out.u32(static_cast<std::uint32_t>(length));
  out.u16(static_cast<std::uint32_t>(record.images.size()));
  for (const FaceImage& face : record.images) {
    out.u32(static_cast<std::uint32_t>(length_of(face)));
    out.u16(static_cast<std::uint32_t>(face.feature_points.size()));
    out.u8(face.gender);
    out.u8(face.eye_colour);
    out.u8(face.hair_colour);
    out.number<3>(face.properties);
    out.u16(face.expression);
    out.u8(face.pose_yaw);
    out.u8(face.pose_pitch);
    out.u8(face.pose_roll);
    out.u8(face.pose_yaw_uncertainty);
    out.u8(face.pose_pitch_uncertainty);
    out.u8(face.pose_roll_uncertainty);
    for (const FaceFeaturePoint& point : face.feature_points) {
      out.u8(point.type);
      out.u8(point.code);
      out.u16(point.x);
      out.u16(point.y);
      out.u16(0);  // reserved
    }
    out.u8(face.image_type);
    out.u8(static_cast<std::uint8_t>(face.format));
    out.u16(face.width);
    out.u16(face.height);
    out.u8(face.colour_space);
    out.u8(face.source_type);
    out.u16(face.device_type);
    out.u16(face.quality);
    out.bytes(face.image);
  }
  to = out.take();
}

Result<Bytes> encode(const FaceRecord& record) {
  const auto length = records::measure(record);
  if (!length) return length.error();
  Bytes out;
  out.reserve(*length);
  records::append(record, out);
  return out;
}

Result<FaceRecord> decode_face_record(BytesView data) {
  records::BigEndianReader in(data);
  const bool format = in.text(kFormat);
  BigEndianReader again = in;
  const bool version = in.text(kVersion);
  if (format && again.text(kVersion2011)) return decode_2011(data);
  const std::uint64_t length = in.u32();
  const std::size_t images = in.u16();
  if (!in.ok()) return cut_short(kName, "the record header");
  if (!format) return Error{ErrorCode::malformed, "face record: does not begin with FAC"};
  if (!version) return Error{ErrorCode::unsupported, "face record: the version is not 010 or 030 (ISO/IEC 19794-5)"};
  if (const Status fits = records::check_length(kName, length, kRecordHeader, data.size()); !fits) return fits.error();
  if (const Status some = records::check_not_none(kName, "the number of images", images); !some) return some.error();

  FaceRecord record;
  for (std::size_t i = 0; i < images; ++i) {
    auto face = read_image(in);
    if (!face) return face.error();
    record.images.push_back(*std::move(face));
  }
  if (const Status all = records::check_all_read(kName, "the number of images", images, in); !all) return all.error();
  return record;
}

}  // namespace enrolkit
