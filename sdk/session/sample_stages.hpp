// SPDX-License-Identifier: Apache-2.0
// Two steps for each kind of sample. judge_*: decode what was offered and check it, while the person is there. *_stage:
// encode what the chip and the dossier carry; each adds to the enrolment its result, its files, its data group.
#pragma once

#include <utility>
#include <vector>

#include "enrolkit/enrolment.hpp"
#include "sdk/session/stage_clock.hpp"

namespace enrolkit {

// The result as yet without preview, and the decoded picture.
struct JudgedPhoto {
  PhotoResult result;
  Image image;
};
struct JudgedFinger {
  FingerResult result;
  Image image;  // grey
};
struct JudgedSignature {
  SignatureResult result;
  Image image;
};

Result<JudgedPhoto> judge_photo(const SampleFile& file, const EnrolmentSetup& setup, int age, StageClock& clock);
Result<JudgedFinger> judge_finger(FingerPosition position, const SampleFile& file, const EnrolmentSetup& setup,
                                  StageClock& clock);
Result<JudgedSignature> judge_signature(const SampleFile& file, StageClock& clock);

Status photo_stage(const SampleFile& file, const JudgedPhoto& judged, const EnrolmentSetup& setup, StageClock& clock,
                   Enrolment& enrolment);
Status finger_stage(const std::vector<std::pair<const SampleFile*, const JudgedFinger*>>& fingers,
                    const EnrolmentSetup& setup, StageClock& clock, Enrolment& enrolment);
Status signature_stage(const SampleFile& file, const JudgedSignature& judged, const EnrolmentSetup& setup,
                       StageClock& clock, Enrolment& enrolment);

}  // namespace enrolkit
