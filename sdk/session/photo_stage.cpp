// SPDX-License-Identifier: Apache-2.0
#include "enrolkit/biometric_groups.hpp"
#include "enrolkit/image_codec.hpp"
#include "enrolkit/records.hpp"
#include "sdk/session/chip_samples.hpp"
#include "sdk/session/image_scale.hpp"
#include "sdk/session/sample_stages.hpp"

namespace enrolkit {
namespace {

constexpr int kPreviewSide = 900;  // pixels: fills a report's column on a screen of today
constexpr int kPreviewQuality = 85;

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

  const auto record = clock.measure("portrait_jpeg2000", [&] {
    return chip_portrait(photo, result.report.face, enrolment.applicant.sex, setup.policy.portrait);
  });
  if (!record) return Error{record.error().code, file.name + ": " + record.error().message};
  auto dg2 = encode_dg2({*record}, setup.generation);
  if (!dg2) return dg2.error();
  enrolment.chip[ChipFile::dg2] = *std::move(dg2);
  return {};
}

}  // namespace enrolkit
