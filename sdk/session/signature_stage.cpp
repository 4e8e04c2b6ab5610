// SPDX-License-Identifier: Apache-2.0
#include "enrolkit/data_groups.hpp"
#include "enrolkit/image_codec.hpp"
#include "sdk/session/chip_samples.hpp"
#include "sdk/session/sample_stages.hpp"

namespace enrolkit {

Result<JudgedSignature> judge_signature(const SampleFile& file, StageClock& clock) {
  auto decoded = clock.measure("signature_decode", [&] { return decode_image(file.bytes, file.name); });
  if (!decoded) return decoded.error();
  auto report = clock.measure("signature_check", [&] { return check_signature(decoded->image.view()); });
  if (!report) return Error{report.error().code, file.name + ": " + report.error().message};

  JudgedSignature judged;
  judged.result.report = *std::move(report);
  judged.result.file = "signature." + std::string(image_file_extension(decoded->type));
  judged.result.width = decoded->image.width;
  judged.result.height = decoded->image.height;
  judged.image = std::move(decoded->image);
  return judged;
}

Status signature_stage(const SampleFile& file, const JudgedSignature& judged, const EnrolmentSetup& setup,
                       StageClock& clock, Enrolment& enrolment) {
  SignatureResult& result = enrolment.signature.emplace(judged.result);
  auto encoded = clock.measure("signature_jpeg", [&] { return chip_signature(judged.image, setup.policy.signature); });
  if (!encoded) return Error{encoded.error().code, file.name + ": " + encoded.error().message};
  result.preview = *encoded;
  enrolment.files.push_back({result.file, file.bytes});
  auto dg7 = encode_dg7({*std::move(encoded)});
  if (!dg7) return dg7.error();
  enrolment.chip[ChipFile::dg7] = *std::move(dg7);
  return {};
}

}  // namespace enrolkit
