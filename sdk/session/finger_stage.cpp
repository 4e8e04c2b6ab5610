// SPDX-License-Identifier: Apache-2.0
#include "enrolkit/biometric_groups.hpp"
#include "enrolkit/image_codec.hpp"
#include "enrolkit/records.hpp"
#include "sdk/session/chip_samples.hpp"
#include "sdk/session/sample_stages.hpp"

namespace enrolkit {
namespace {

constexpr int kPreviewQuality = 88;

Result<FingerImageRecord> one_finger(const SampleFile& file, const JudgedFinger& judged, const EnrolmentSetup& setup,
                                     StageClock& clock, Enrolment& enrolment) {
  const Image& print = judged.image;
  FingerResult finger = judged.result;
  auto preview = clock.measure("previews", [&] { return encode_jpeg(print.view(), kPreviewQuality); });
  if (!preview) return preview.error();
  finger.preview = *std::move(preview);
  auto minutiae = encode(minutiae_record(finger.report.minutiae, finger.position, finger.report.quality.score));
  if (!minutiae) return Error{minutiae.error().code, file.name + ": " + minutiae.error().message};
  enrolment.files.push_back({finger.file, file.bytes});
  enrolment.files.push_back({"finger-" + std::string(finger_name(finger.position)) + ".fmr", *std::move(minutiae)});

  const FingerImageFormat format = setup.policy.finger_format;
  auto record = clock.measure("finger_" + std::string(finger_image_format_name(format)), [&] {
    const auto quality = static_cast<std::uint8_t>(finger.report.quality.score);
    return chip_finger(print, {finger.position, finger.ppi, quality}, format, setup.policy.finger);
  });
  if (!record) return Error{record.error().code, file.name + ": " + record.error().message};
  enrolment.fingers.push_back(std::move(finger));
  return record;
}

}  // namespace

Result<JudgedFinger> judge_finger(FingerPosition position, const SampleFile& file, const EnrolmentSetup& setup,
                                  StageClock& clock) {
  const auto profile = builtin_finger_profile(setup.policy.finger_profile);
  if (!profile) return profile.error();
  auto decoded = clock.measure("finger_decode", [&] { return decode_image(file.bytes, file.name); });
  if (!decoded) return decoded.error();

  JudgedFinger judged;
  judged.image = to_grey(decoded->image);
  FingerResult& finger = judged.result;
  finger.position = position;
  finger.width = judged.image.width;
  finger.height = judged.image.height;
  finger.ppi = finger_resolution(decoded->ppi, setup.default_ppi);
  finger.file = "finger-" + std::string(finger_name(position)) + "." + std::string(image_file_extension(decoded->type));
  auto report = clock.measure("finger_check", [&] { return check_finger(judged.image.view(), finger.ppi, *profile); });
  if (!report) return Error{report.error().code, file.name + ": " + report.error().message};
  finger.report = *std::move(report);
  return judged;
}

Status finger_stage(const std::vector<std::pair<const SampleFile*, const JudgedFinger*>>& fingers,
                    const EnrolmentSetup& setup, StageClock& clock, Enrolment& enrolment) {
  std::vector<FingerImageRecord> records;
  for (const auto& [file, judged] : fingers) {
    auto record = one_finger(*file, *judged, setup, clock, enrolment);
    if (!record) return record.error();
    records.push_back(*std::move(record));
  }
  auto dg3 = encode_dg3(records, {}, setup.generation);
  if (!dg3) return dg3.error();
  enrolment.chip[ChipFile::dg3] = *std::move(dg3);
  return {};
}

}  // namespace enrolkit
