// SPDX-License-Identifier: Apache-2.0
// Whether the eyes look into the camera.
#pragma once

#include "quality/photo/face_patch.hpp"

namespace enrolkit::photo {

// How far both irises stand from where they stand when a person who turns by `yaw` degrees looks into the camera, in
// percent of the inter-eye distance (3 % is about 10 degrees). Heights count less: faces differ more in them. Upwards
// the white that shows under the irises counts too.
[[nodiscard]] double gaze_offset(const FacePatch& patch, const std::array<Point, 2>& irises, double yaw);

}  // namespace enrolkit::photo
