// SPDX-License-Identifier: Apache-2.0
// Everything. Include single headers where compile time matters.
#pragma once

// IWYU pragma: begin_exports
#include "enrolkit/bytes.hpp"
#include "enrolkit/chip.hpp"
#include "enrolkit/date.hpp"
#include "enrolkit/enrolment.hpp"
#include "enrolkit/face_quality.hpp"
#include "enrolkit/file.hpp"
#include "enrolkit/finding.hpp"
#include "enrolkit/finger.hpp"
#include "enrolkit/finger_maps.hpp"
#include "enrolkit/finger_measures.hpp"
#include "enrolkit/finger_match.hpp"
#include "enrolkit/finger_reader.hpp"
#include "enrolkit/finger_session.hpp"
#include "enrolkit/image.hpp"
#include "enrolkit/image_codec.hpp"
#include "enrolkit/mrz.hpp"
#include "enrolkit/nfiq2_model.hpp"
#include "enrolkit/photo.hpp"
#include "enrolkit/photo_crop.hpp"
#include "enrolkit/photo_stream.hpp"
#include "enrolkit/records.hpp"
#include "enrolkit/report.hpp"
#include "enrolkit/result.hpp"
#include "enrolkit/rules.hpp"
#include "enrolkit/security_object.hpp"
#include "enrolkit/signature.hpp"
#include "enrolkit/version.hpp"
#include "enrolkit/wsq.hpp"
// IWYU pragma: end_exports
