// SPDX-License-Identifier: Apache-2.0
// The measures of a preview frame: the cheap ones each time, the others in turn.
#pragma once

#include "quality/photo/face_geometry.hpp"
#include "quality/photo/live/face_tracker.hpp"
#include "quality/photo/measures.hpp"

namespace enrolkit::photo {

// Placement against the guide, as if the document were cut out there: head_height, position, position_vertical, and
// the inter_eye_distance of the still. The crown is the prior one.
void measure_in_guide(const FaceGeometry& face, const Region& guide, double still_scale, Measurements& out);

// What is measured in a slot of the tracker's round, into what the earlier slots have left.
void measure_slot(const Scene& scene, int slot, Measurements& out);

// Slots in which the frame is segmented.
[[nodiscard]] bool segments_in(int slot);

}  // namespace enrolkit::photo
