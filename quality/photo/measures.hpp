// SPDX-License-Identifier: Apache-2.0
// The measures of a portrait in the groups in which they are made. Each sets or refuses the requirements that are
// listed beside it; a preview frame (Scene::still is false) gets what can be told there, the rest is refused.
#pragma once

#include "quality/photo/requirements.hpp"
#include "quality/photo/scene.hpp"

namespace enrolkit::photo {

// size, aspect, inter_eye_distance, head_height, head_width, position, position_vertical
void measure_placement(const Scene& scene, Measurements& out);
// roll, yaw, pitch
void measure_pose(const Scene& scene, Measurements& out);
// exposure, clipping, contrast, light_even, skin_reflection
void measure_light(const Scene& scene, Measurements& out);
// greyscale, colour_cast, natural_colour
void measure_colour(const Scene& scene, Measurements& out);
// pixelation, compression, noise, sharpness, motion
void measure_picture(const Scene& scene, Measurements& out);
// glasses, glasses_tinted, glasses_glare, glasses_frame
void measure_glasses(const Scene& scene, Measurements& out);
// eye_zone_clear, eyes_open, gaze, red_eye
void measure_eyes(const Scene& scene, Measurements& out);
// mouth_closed, expression, brows
void measure_expression(const Scene& scene, Measurements& out);
// mouth_visible, face_visible, head_uncovered
void measure_cover(const Scene& scene, Measurements& out);
// shoulders, background_uniform, background_light, background_colour, background_shadow, edges_clear
void measure_surroundings(const Scene& scene, Measurements& out);

// What only the capture knows: photo_age, retouching; and compression by the file as well as by the picture.
void measure_facts(const PhotoFacts& facts, Measurements& out);

inline constexpr std::string_view kStillOnly = "Told from the still only, not from a preview frame.";

}  // namespace enrolkit::photo
