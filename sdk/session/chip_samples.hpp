// SPDX-License-Identifier: Apache-2.0
// Samples in the form that the chip carries: scaled to fit, encoded to the policy's size, in their records.
#pragma once

#include <cstdint>
#include <map>
#include <optional>

#include "enrolkit/chip.hpp"
#include "enrolkit/enrolment.hpp"
#include "enrolkit/image.hpp"
#include "enrolkit/mrz.hpp"
#include "enrolkit/photo.hpp"
#include "enrolkit/records.hpp"
#include "enrolkit/result.hpp"
#include "enrolkit/rules.hpp"
#include "enrolkit/security_object.hpp"

namespace enrolkit {

// `face` is where the checker saw it; without, no feature points are written.
Result<FaceRecord> chip_portrait(const Image& photo, const std::optional<FaceGeometry>& face, Sex sex,
                                 const ChipImageLimit& limit);

struct ChipFingerSource {
  FingerPosition position = FingerPosition::unknown;
  double ppi = 500;
  std::uint8_t quality = 0;  // 0..100
};
Result<FingerImageRecord> chip_finger(const Image& print, const ChipFingerSource& source, FingerImageFormat format,
                                      const ChipImageLimit& limit);

// Refuses one image that is offered for two fingers. Errors: invalid_argument.
Status check_distinct(const std::map<FingerPosition, SampleFile>& fingers);

Result<Bytes> chip_signature(const Image& signature, const ChipImageLimit& limit);

// Adds EF.DG1, EF.COM and, with a signer, EF.SOD to the data groups of the samples.
Status add_document_files(ChipFiles& chip, const Mrz& mrz, const Signer* signer, int sod_version = 1);

}  // namespace enrolkit
