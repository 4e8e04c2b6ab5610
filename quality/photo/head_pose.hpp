// SPDX-License-Identifier: Apache-2.0
// Which way the head is turned, from the landmarks alone.
#pragma once

#include <array>

#include "enrolkit/photo.hpp"

namespace enrolkit::photo {

// Five measures of left-right asymmetry, 0 for a symmetric frontal face; the first steps to yaw.
enum class Asymmetry : std::uint8_t { nose_base, contour, mouth_to_jaw, brows, eye_widths };
[[nodiscard]] std::array<double, 5> asymmetries(const FaceGeometry& face);

// Degrees, signs as in FaceGeometry. Between people frontal faces spread by 2 to 3 degrees (yaw) and 6 (pitch).
[[nodiscard]] double head_yaw(const FaceGeometry& face);
[[nodiscard]] double head_pitch(const FaceGeometry& face);

}  // namespace enrolkit::photo
