// SPDX-License-Identifier: Apache-2.0
// Whether what looks like another face is green: leaves have figures of light and shade, too.
#pragma once

#include <vector>

#include "quality/photo/face_detector.hpp"
#include "quality/photo/head_mask.hpp"

namespace enrolkit::photo {

// Skin of everybody is redder than a wall, and no hair is much greener. By how much the applicant's is redder is the
// measure, so that a colour cast does not matter; in a grey picture, and before a wall as red as skin, nothing is
// foliage. `box`: in pixels of the mask; `values` is for the work.
[[nodiscard]] bool is_foliage(const HeadMask& mask, const FaceBox& box, std::vector<float>& values);

}  // namespace enrolkit::photo
