// SPDX-License-Identifier: Apache-2.0
// ISO/IEC 19794-5:2005, clause 5: facial record header, then for each image its information, feature points and bytes.
#include <limits>
#include <string>
#include <utility>

#include "encoders/records/big_endian.hpp"
#include "encoders/records/record_errors.hpp"
#include "enrolkit/records.hpp"

namespace enrolkit {
namespace {

using namespace std::string_view_literals;
using records::cut_short;
using records::wrong;

constexpr std::string_view kName = "face record";
constexpr std::string_view kFormat = "FAC\0"sv, kVersion = "010\0"sv;
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

Result<FaceImage> read_image(records::BigEndianReader& record) {
  const std::uint64_t length = record.u32();
  if (!record.ok()) return cut_short(kName, "the facial information");
  if (length < kFacialInformation + kImageInformation) {
    return wrong(ErrorCode::malformed, kName, "the block length", length, "at least 32");
  }
  if (length - 4 > record.left()) return cut_short(kName, "an image block");
  records::BigEndianReader block(record.bytes(static_cast<std::size_t>(length) - 4));

  FaceImage face;
  const std::size_t points = block.u16();
  face.gender = block.u8();
  face.eye_colour = block.u8();
  face.hair_colour = block.u8();
  face.properties = static_cast<std::uint32_t>(block.number<3>());
  face.expression = block.u16();
  face.pose_yaw = block.u8();
  face.pose_pitch = block.u8();
  face.pose_roll = block.u8();
  face.pose_yaw_uncertainty = block.u8();
  face.pose_pitch_uncertainty = block.u8();
  face.pose_roll_uncertainty = block.u8();
  if (points * kFeaturePoint + kImageInformation > block.left()) {
    return wrong(ErrorCode::malformed, kName, "the number of feature points", points, "what the block has room for");
  }
  face.feature_points.resize(points);
  for (FaceFeaturePoint& point : face.feature_points) {
    point.type = block.u8();
    point.code = block.u8();
    point.x = block.u16();
    point.y = block.u16();
    block.u16();  // reserved
  }
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
  if (image.empty()) return wrong(ErrorCode::malformed, kName, "the number of image bytes", 0, "at least 1");
  face.image.assign(image.begin(), image.end());
  return face;
}

}  // namespace

Result<Bytes> encode(const FaceRecord& record) {
  if (record.images.empty() || record.images.size() > kMaxCount) {
    return wrong(ErrorCode::invalid_argument, kName, "the number of images", record.images.size(), "1 to 65535");
  }
  std::uint64_t length = kRecordHeader;
  for (const FaceImage& face : record.images) {
    if (const Status usable = check(face); !usable) return usable.error();
    length += length_of(face);
  }
  if (length > kMaxLength) return wrong(ErrorCode::too_large, kName, "the length", length, "32 bits");

  records::BigEndianWriter out(length);
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
  return out.take();
}

Result<FaceRecord> decode_face_record(BytesView data) {
  records::BigEndianReader in(data);
  const bool format = in.text(kFormat);
  const bool version = in.text(kVersion);
  const std::uint64_t length = in.u32();
  const std::size_t images = in.u16();
  if (!in.ok()) return cut_short(kName, "the record header");
  if (!format) return Error{ErrorCode::malformed, "face record: does not begin with FAC"};
  if (!version) return Error{ErrorCode::unsupported, "face record: the version is not 010 (ISO/IEC 19794-5:2005)"};
  if (length > data.size()) return cut_short(kName, "the record, which says " + std::to_string(length) + " bytes");
  if (length < data.size()) {
    return wrong(ErrorCode::malformed, kName, "the length", length, std::to_string(data.size()) + ", what is there");
  }
  if (images == 0) return wrong(ErrorCode::malformed, kName, "the number of images", 0, "at least 1");

  FaceRecord record;
  for (std::size_t i = 0; i < images; ++i) {
    auto face = read_image(in);
    if (!face) return face.error();
    record.images.push_back(*std::move(face));
  }
  if (in.left() > 0) {
    return wrong(ErrorCode::malformed, kName, "the number of images", images,
                 "more: " + std::to_string(in.left()) + " bytes are left");
  }
  return record;
}

}  // namespace enrolkit
