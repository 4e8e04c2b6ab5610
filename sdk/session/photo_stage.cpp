// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>

#include "enrolkit/biometric_groups.hpp"
#include "enrolkit/image_codec.hpp"
#include "enrolkit/records.hpp"
#include "sdk/session/image_scale.hpp"
#include "sdk/session/sample_stages.hpp"

namespace enrolkit {
namespace {

constexpr int kPreviewSide = 900;  // pixels: fills a report's column on a screen of today
constexpr int kPreviewQuality = 85;

// MPEG-4 feature points 12.1 and 12.2: centres of the person's left and right eye (ISO/IEC 19794-5, recalled).
constexpr std::uint8_t kLeftEyeCentre = 0xC1;
constexpr std::uint8_t kRightEyeCentre = 0xC2;

FaceFeaturePoint feature_point(std::uint8_t code, Point place, double scale, const Image& portrait) {
  const auto pixel = [scale](double at, int side) {
    return static_cast<std::uint16_t>(std::clamp(std::lround(at * scale), 0L, static_cast<long>(side) - 1));
  };
  return {1, code, pixel(place.x, portrait.width), pixel(place.y, portrait.height)};
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

FaceRecord face_record(const Image& portrait, Bytes encoded, const Enrolment& enrolment) {
  FaceImage face;
  face.gender = gender_code(enrolment.applicant.sex);
  face.width = static_cast<std::uint16_t>(portrait.width);
  face.height = static_cast<std::uint16_t>(portrait.height);
  face.colour_space = portrait.format == PixelFormat::rgb8 ? 1 : 3;
  face.image = std::move(encoded);
  if (const auto& geometry = enrolment.photo->report.face) {
    const double scale = static_cast<double>(portrait.width) / enrolment.photo->width;
    face.feature_points = {feature_point(kLeftEyeCentre, geometry->eye_right, scale, portrait),
                           feature_point(kRightEyeCentre, geometry->eye_left, scale, portrait)};
  }
  return FaceRecord{{std::move(face)}};
}

}  // namespace

Result<JudgedPhoto> judge_photo(const SampleFile& file, const EnrolmentSetup& setup, int age, StageClock& clock) {
  auto decoded = clock.measure("photo_decode", [&] { return decode_image(file.bytes, file.name); });
  if (!decoded) return decoded.error();

  auto profile = builtin_photo_profile(setup.policy.photo_profile);
  if (!profile) return profile.error();
  profile = photo_profile_at_age(*profile, age);
  if (!profile) return profile.error();
  if (!setup.models) return Error{ErrorCode::invalid_argument, "a photo is judged with models, and none are given"};
  if (const Status models = clock.measure("model_wait", [&] { return setup.models->wait(); }); !models) {
    return models.error();
  }
  PhotoChecker checker(setup.models, *std::move(profile));
  PhotoFacts facts;
  facts.jpeg_quality = decoded->jpeg_quality;
  auto report = clock.measure("photo_check", [&] { return checker.check(decoded->image.view(), facts); });
  if (!report) return Error{report.error().code, file.name + ": " + report.error().message};

  JudgedPhoto judged;
  judged.result.report = *std::move(report);
  judged.result.file = "photo." + std::string(image_file_extension(decoded->type));
  judged.result.width = decoded->image.width;
  judged.result.height = decoded->image.height;
  judged.image = std::move(decoded->image);
  return judged;
}

Status photo_stage(const SampleFile& file, const JudgedPhoto& judged, const EnrolmentSetup& setup, StageClock& clock,
                   Enrolment& enrolment) {
  const Image& photo = judged.image;
  PhotoResult& result = enrolment.photo.emplace(judged.result);
  auto preview = clock.measure(
      "previews", [&] { return encode_jpeg(scale_to_fit(photo, kPreviewSide, kPreviewSide).view(), kPreviewQuality); });
  if (!preview) return preview.error();
  result.preview = *std::move(preview);
  enrolment.files.push_back({result.file, file.bytes});

  const ChipImageLimit& limit = setup.policy.portrait;
  const Image portrait =
      clock.measure("portrait_scale", [&] { return scale_to_fit(photo, limit.max_width, limit.max_height); });
  auto encoded =
      clock.measure("portrait_jpeg2000", [&] { return encode_jpeg2000_to_size(portrait.view(), limit.max_bytes); });
  if (!encoded) return Error{encoded.error().code, file.name + ": " + encoded.error().message};
  auto dg2 = encode_dg2({face_record(portrait, *std::move(encoded), enrolment)}, setup.generation);
  if (!dg2) return dg2.error();
  enrolment.chip[ChipFile::dg2] = *std::move(dg2);
  return {};
}

}  // namespace enrolkit
