// SPDX-License-Identifier: Apache-2.0
// One stage for each kind of sample: decode what was offered, check it, and encode what the chip and the dossier carry.
// Each adds to the enrolment: its result, its files, its data group.
#pragma once

#include "enrolkit/enrolment.hpp"
#include "sdk/session/stage_clock.hpp"

namespace enrolkit {

Status photo_stage(const SampleFile& file, const EnrolmentSetup& setup, StageClock& clock, Enrolment& enrolment);
Status finger_stage(const std::map<FingerPosition, SampleFile>& files, const EnrolmentSetup& setup, StageClock& clock,
                    Enrolment& enrolment);
Status signature_stage(const SampleFile& file, const EnrolmentSetup& setup, StageClock& clock, Enrolment& enrolment);

}  // namespace enrolkit
