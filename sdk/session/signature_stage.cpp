// SPDX-License-Identifier: Apache-2.0
#include "enrolkit/image_codec.hpp"
#include "sdk/session/image_scale.hpp"
#include "sdk/session/sample_stages.hpp"

namespace enrolkit {

Status signature_stage(const SampleFile& file, const EnrolmentSetup& setup, StageClock& clock, Enrolment& enrolment) {
  auto decoded = clock.measure("signature_decode", [&] { return decode_image(file.bytes, file.name); });
  if (!decoded) return decoded.error();
  auto report = clock.measure("signature_check", [&] { return check_signature(decoded->image.view()); });
  if (!report) return Error{report.error().code, file.name + ": " + report.error().message};

  SignatureResult& result = enrolment.signature.emplace();
  result.report = *std::move(report);
  result.file = "signature." + std::string(image_file_extension(decoded->type));
  result.width = decoded->image.width;
  result.height = decoded->image.height;

  const ChipImageLimit& limit = setup.policy.signature;
  auto encoded = clock.measure("signature_jpeg", [&] {
    return encode_jpeg_to_size(scale_to_fit(decoded->image, limit.max_width, limit.max_height).view(), limit.max_bytes);
  });
  if (!encoded) return Error{encoded.error().code, file.name + ": " + encoded.error().message};
  result.preview = *encoded;
  enrolment.files.push_back({result.file, file.bytes});
  auto dg7 = encode_dg7({*std::move(encoded)});
  if (!dg7) return dg7.error();
  enrolment.chip[ChipFile::dg7] = *std::move(dg7);
  return {};
}

}  // namespace enrolkit
