// SPDX-License-Identifier: Apache-2.0
// The same samples in either generation, and what the records of a group say of their images.
#include <array>
#include <string>
#include <utility>

#include "encoders/lds/biometric_parts.hpp"
#include "encoders/records/block_codec.hpp"
#include "enrolkit/record_conversion.hpp"

namespace enrolkit {
namespace {

using lds::FaceParts;
using lds::FingerParts;

Error within(ChipFile which, const Error& error) { return {error.code, chip_file_name(which) + ": " + error.message}; }

constexpr std::array<std::string_view, 8> kFaceFormats = {"unknown",  "unknown", "jpeg", "jpeg2000",
                                                          "jpeg2000", "png",     "pgm",  "ppm"};
constexpr std::array<std::string_view, 5> kFingerFormats = {"pgm", "wsq", "jpeg2000", "jpeg2000", "png"};

template <std::size_t kCount, class Format>
std::string_view name_of(const std::array<std::string_view, kCount>& names, Format format) {
  const auto index = static_cast<std::size_t>(format);
  return index < kCount ? names[index] : "unknown";
}

}  // namespace

Result<Bytes> encode_dg2(const std::vector<FaceRecord>& faces, RecordGeneration generation) {
  std::vector<FaceParts> views;
  std::vector<FaceBlock> blocks;
  for (const FaceRecord& face : faces) {
    if (generation == RecordGeneration::iso19794) {
      views.push_back({nullptr, &face, nullptr});
      continue;
    }
    for (const FaceImage& image : face.images) {
      auto converted = to_face_block(image);
      if (!converted) return within(ChipFile::dg2, converted.error());
      blocks.push_back(std::move(converted->record));
    }
  }
  for (const FaceBlock& block : blocks) views.push_back({nullptr, nullptr, &block});
  return lds::encode_faces(views);
}

Result<Bytes> encode_dg3(const std::vector<FingerImageRecord>& fingers, BytesView filler, RecordGeneration generation) {
  std::vector<FingerParts> views;
  std::vector<FingerBlock> blocks;
  blocks.reserve(fingers.size());  // the views point into it
  for (const FingerImageRecord& finger : fingers) {
    if (generation == RecordGeneration::iso19794) {
      views.push_back({nullptr, &finger, nullptr});
      continue;
    }
    auto converted = to_finger_block(finger);
    if (!converted) return within(ChipFile::dg3, converted.error());
    blocks.push_back(std::move(converted->record));
    views.push_back({nullptr, nullptr, &blocks.back()});
  }
  return lds::encode_fingers(views, filler);
}

Result<std::vector<FaceRecord>> decode_dg2(BytesView file, const Reading& reading) {
  auto group = decode_face_group(file, reading);
  if (!group) return group.error();
  std::vector<FaceRecord> faces;
  faces.reserve(group->faces.size());
  for (FaceTemplate& face : group->faces) {
    if (auto* record = std::get_if<FaceRecord>(&face.record)) {
      faces.push_back(std::move(*record));
      continue;
    }
    auto converted = records::into_face_record(std::move(*std::get_if<FaceBlock>(&face.record)));
    if (!converted) return within(ChipFile::dg2, converted.error());
    faces.push_back(*std::move(converted));
  }
  return faces;
}

Result<std::vector<FingerImageRecord>> decode_dg3(BytesView file, const Reading& reading) {
  auto group = decode_finger_group(file, reading);
  if (!group) return group.error();
  std::vector<FingerImageRecord> fingers;
  fingers.reserve(group->fingers.size());
  for (FingerImageTemplate& finger : group->fingers) {
    if (auto* record = std::get_if<FingerImageRecord>(&finger.record)) {
      fingers.push_back(std::move(*record));
      continue;
    }
    auto converted = to_finger_record(*std::get_if<FingerBlock>(&finger.record));
    if (!converted) return within(ChipFile::dg3, converted.error());
    fingers.push_back(std::move(converted->record));
  }
  return fingers;
}

std::vector<RecordedImage> recorded_images(const FaceGroup& group) {
  std::vector<RecordedImage> images;
  for (const FaceTemplate& face : group.faces) {
    if (const auto* record = std::get_if<FaceRecord>(&face.record)) {
      for (const FaceImage& image : record->images) {
        const std::string_view format = image.format == FaceImageFormat::jpeg ? "jpeg" : "jpeg2000";
        images.push_back({RecordGeneration::iso19794, format, image.width, image.height, image.image});
      }
      continue;
    }
    for (const FaceRepresentation& made : std::get_if<FaceBlock>(&face.record)->representations) {
      RecordedImage& image = images.emplace_back();
      image.generation = RecordGeneration::iso39794;
      image.format = name_of(kFaceFormats, made.information.format);
      image.bytes = made.image;
      if (!made.information.size) continue;
      image.width = made.information.size->width;
      image.height = made.information.size->height;
    }
  }
  return images;
}

std::vector<RecordedImage> recorded_images(const FingerGroup& group) {
  std::vector<RecordedImage> images;
  for (const FingerImageTemplate& finger : group.fingers) {
    if (const auto* record = std::get_if<FingerImageRecord>(&finger.record)) {
      for (const FingerImage& image : record->images) {
        images.push_back({RecordGeneration::iso19794, finger_image_format_name(record->format), image.width,
                          image.height, image.image});
      }
      continue;
    }
    for (const FingerRepresentation& made : std::get_if<FingerBlock>(&finger.record)->representations) {
      images.push_back({RecordGeneration::iso39794, name_of(kFingerFormats, made.format), {}, {}, made.image});
    }
  }
  return images;
}

}  // namespace enrolkit
