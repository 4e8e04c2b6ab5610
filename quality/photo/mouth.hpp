// SPDX-License-Identifier: Apache-2.0
// The mouth: closed or open.
#pragma once

#include "enrolkit/photo.hpp"
#include "quality/photo/face_patch.hpp"

namespace enrolkit::photo {

// The largest of the three gaps between the inner lips over T (MouthClosed of ISO/IEC 29794-5); half of it when what
// lies in the gap is neither darker nor less red than the lips: shaded full lips, which the landmarks take for parted
// ones.
[[nodiscard]] double mouth_gap(const FaceGeometry& face, const FacePatch& patch);

}  // namespace enrolkit::photo
