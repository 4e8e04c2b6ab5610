// SPDX-License-Identifier: Apache-2.0
// A drawn portrait, and the truth about it.
#pragma once

#include <optional>
#include <string>

#include "enrolkit/image.hpp"
#include "people/background.hpp"
#include "people/camera.hpp"
#include "people/head_shape.hpp"
#include "people/light.hpp"

namespace enrolkit::people {

struct Pose {
  double yaw = 0;  // degrees, senses as in photo.hpp
  double pitch = 0;
  double roll = 0;
  double shoulders = 0;      // degrees, + = the chest points to the picture's left
  double shoulder_tilt = 0;  // degrees, + = the shoulder on the picture's right is lower
};

struct Framing {
  int width = 1200;          // px; the height follows 35 x 45
  double head_share = 0.74;  // of the picture's height, chin to crown
  double eye_line = 0.45;    // of the height, from the top
  double centre = 0.5;       // of the width
};

struct PortraitParameters {
  Look look;
  Expression expression;
  Pose pose;
  LightRig light;
  BackgroundParameters background;
  Framing framing;
  CameraParameters camera;
  std::optional<Look> second;  // somebody who looks over the shoulder
  double second_x = 244;       // mm from the first, to the picture's right
  std::uint32_t seed = 0;      // of wall and sensor
};

// Positions in pixels of the picture; left and right as seen on it.
struct PortraitTruth {
  Point eye_left, eye_right;  // midpoints of the corners
  Point eye_left_outer, eye_left_inner, eye_right_inner, eye_right_outer;
  Point mouth_left, mouth_right, mouth_middle, nose_tip, chin, crown, ear_left, ear_right;
  double inter_eye_distance = 0;
  double head_height = 0;
  double head_width = 0;
  double roll = 0, yaw = 0, pitch = 0;
  double eye_gap_left = 0, eye_gap_right = 0;  // px, between the lids in the middle
  double mouth_gap = 0;                        // px
  double cover_top = 0;                        // px from the top: upper edge of what covers the mouth, or the chin
  std::optional<Point> second_eyes;            // midpoint of the second person's eyes, perhaps outside the picture
  int faces = 1;
};

struct Portrait {
  Image image;
  PortraitTruth truth;
};

[[nodiscard]] Portrait draw_portrait(const PortraitParameters& parameters);

}  // namespace enrolkit::people
