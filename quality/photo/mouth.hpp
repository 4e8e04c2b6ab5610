// SPDX-License-Identifier: Apache-2.0
// The mouth: closed or open.
#pragma once

#include "enrolkit/photo.hpp"

namespace enrolkit::photo {

// The largest of the three gaps between the inner lips over T (MouthClosed of ISO/IEC 29794-5).
[[nodiscard]] double mouth_gap(const FaceGeometry& face);

}  // namespace enrolkit::photo
