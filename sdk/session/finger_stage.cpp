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

constexpr int kPreviewQuality = 88;

FingerImageRecord image_record(const Image& print, FingerImageFormat format, Bytes encoded,
                               const FingerResult& finger) {
  FingerImageRecord record;
  const auto ppi = static_cast<std::uint16_t>(std::lround(finger.ppi * print.width / finger.width));
  record.scan_resolution_x = record.scan_resolution_y = static_cast<std::uint16_t>(std::lround(finger.ppi));
  record.image_resolution_x = record.image_resolution_y = ppi;
  record.format = format;
  FingerImage image;
  image.position = finger.position;
  image.quality = static_cast<std::uint8_t>(finger.report.quality.score);
  image.width = static_cast<std::uint16_t>(print.width);
  image.height = static_cast<std::uint16_t>(print.height);
  image.image = std::move(encoded);
  record.images = {std::move(image)};
  return record;
}

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

  const ChipImageLimit& limit = setup.policy.finger;
  const Image chip_print = scale_to_fit(print, limit.max_width, limit.max_height);
  const FingerImageFormat format = setup.policy.finger_format;
  auto encoded = clock.measure("finger_" + std::string(finger_image_format_name(format)), [&] {
    return encode_finger_image(chip_print.view(), format, limit.max_bytes, finger.ppi * chip_print.width / print.width);
  });
  if (!encoded) return Error{encoded.error().code, file.name + ": " + encoded.error().message};
  FingerImageRecord record = image_record(chip_print, format, *std::move(encoded), finger);
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
