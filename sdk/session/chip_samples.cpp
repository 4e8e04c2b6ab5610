// SPDX-License-Identifier: Apache-2.0
#include "sdk/session/chip_samples.hpp"

#include <algorithm>
#include <cmath>
#include <string>
#include <utility>

#include "encoders/codecs/jpeg2000_favouring.hpp"
#include "enrolkit/biometric_groups.hpp"
#include "enrolkit/data_groups.hpp"
#include "enrolkit/image_codec.hpp"
#include "sdk/session/image_scale.hpp"

namespace enrolkit {
namespace {

// MPEG-4 feature points 12.1 and 12.2: centres of the person's left and right eye (ISO/IEC 19794-5, recalled).
constexpr std::uint8_t kLeftEyeCentre = 0xC1;
constexpr std::uint8_t kRightEyeCentre = 0xC2;

FaceFeaturePoint feature_point(std::uint8_t code, Point place, double scale, const Image& portrait) {
  const auto pixel = [scale](double at, int side) {
    return static_cast<std::uint16_t>(std::clamp(std::lround(at * scale), 0L, static_cast<long>(side) - 1));
  };
  return {1, code, pixel(place.x, portrait.width), pixel(place.y, portrait.height)};
}

// Where the face of a passport portrait lies: Doc 9303-3 places it. The same whether or not somebody looked for the
// face, so that the same photo gives the same bytes.
Region face_zone(const Image& portrait) {
  const auto share = [](int side, double of) { return static_cast<int>(std::lround(side * of)); };
  return {share(portrait.width, 0.2), share(portrait.height, 0.18), share(portrait.width, 0.6),
          share(portrait.height, 0.62)};
}

std::uint8_t gender_code(Sex sex) {
  switch (sex) {
    case Sex::male:
      return 1;
    case Sex::female:
      return 2;
    case Sex::unspecified:
      return 0;
  }
  return 0;
}

}  // namespace

Result<FaceRecord> chip_portrait(const Image& photo, const std::optional<FaceGeometry>& face, Sex sex,
                                 const ChipImageLimit& limit) {
  const Image portrait = scale_to_fit(photo, limit.max_width, limit.max_height);
  auto encoded = codecs::encode_jpeg2000_favouring(portrait.view(), limit.max_bytes, face_zone(portrait));
  if (!encoded) return encoded.error();
  FaceImage image;
  image.gender = gender_code(sex);
  image.width = static_cast<std::uint16_t>(portrait.width);
  image.height = static_cast<std::uint16_t>(portrait.height);
  image.colour_space = portrait.format == PixelFormat::rgb8 ? 1 : 3;
  image.image = *std::move(encoded);
  if (face) {
    const double scale = static_cast<double>(portrait.width) / photo.width;
    image.feature_points = {feature_point(kLeftEyeCentre, face->eye_right, scale, portrait),
                            feature_point(kRightEyeCentre, face->eye_left, scale, portrait)};
  }
  return FaceRecord{{std::move(image)}};
}

Result<FingerImageRecord> chip_finger(const Image& print, const ChipFingerSource& source, FingerImageFormat format,
                                      const ChipImageLimit& limit) {
  const Image scaled = scale_to_fit(print, limit.max_width, limit.max_height);
  const double ppi = source.ppi * scaled.width / print.width;
  auto encoded = encode_finger_image(scaled.view(), format, limit.max_bytes, ppi);
  if (!encoded) return encoded.error();
  FingerImageRecord record;
  record.scan_resolution_x = record.scan_resolution_y = static_cast<std::uint16_t>(std::lround(source.ppi));
  record.image_resolution_x = record.image_resolution_y = static_cast<std::uint16_t>(std::lround(ppi));
  record.format = format;
  FingerImage image;
  image.position = source.position;
  image.quality = source.quality;
  image.width = static_cast<std::uint16_t>(scaled.width);
  image.height = static_cast<std::uint16_t>(scaled.height);
  image.image = *std::move(encoded);
  record.images = {std::move(image)};
  return record;
}

Status check_distinct(const std::map<FingerPosition, SampleFile>& fingers) {
  for (auto entry = fingers.begin(); entry != fingers.end(); ++entry) {
    const auto same = std::find_if(fingers.begin(), entry,
                                   [&](const auto& other) { return other.second.bytes == entry->second.bytes; });
    if (same == entry) continue;
    return Error{ErrorCode::invalid_argument, entry->second.name + ": the same image is offered for " +
                                                  std::string(finger_name(same->first)) + " and " +
                                                  std::string(finger_name(entry->first))};
  }
  return {};
}

Result<Bytes> chip_signature(const Image& signature, const ChipImageLimit& limit) {
  return encode_jpeg_to_size(scale_to_fit(signature, limit.max_width, limit.max_height).view(), limit.max_bytes);
}

Status add_document_files(ChipFiles& chip, const Mrz& mrz, const Signer* signer, int sod_version) {
  auto dg1 = encode_dg1(mrz.joined());
  if (!dg1) return dg1.error();
  chip[ChipFile::dg1] = *std::move(dg1);
  CommonData com;
  for (const auto& [file, bytes] : chip) com.data_groups.push_back(file);
  auto encoded = encode(com);
  if (!encoded) return encoded.error();
  chip[ChipFile::com] = *std::move(encoded);
  if (signer == nullptr) return {};
  SecurityObjectOptions options;
  options.version = sod_version;
  auto sod = encode_security_object(chip, *signer, options);
  if (!sod) return sod.error();
  chip[ChipFile::sod] = *std::move(sod);
  return {};
}

}  // namespace enrolkit
