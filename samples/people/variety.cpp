// SPDX-License-Identifier: Apache-2.0
#include "people/variety.hpp"

#include <array>

namespace enrolkit::people {
namespace {

void vary_light(Random& random, double amount, LightRig& light) {
  light.key_direction = {random.uniform(-0.22, 0.22) * amount, 0.35 + random.uniform(-0.15, 0.15) * amount, 0.94};
  const double share = random.uniform(-0.15, 0.15) * amount;  // of the lamp against the dome
  light.key_strength += share;
  light.ambient_strength -= share;
  light.key_softness += random.uniform(-5, 8) * amount;
  const double warm = random.uniform(-0.03, 0.03) * amount;
  light.colour = {1 + warm, 1, 1 - warm};
}

void vary_wall(Random& random, double amount, BackgroundParameters& wall) {
  static const std::array<Vec3, 5> kWalls{from_srgb(206, 208, 210), from_srgb(232, 232, 231), from_srgb(196, 206, 218),
                                          from_srgb(222, 218, 208), from_srgb(184, 187, 190)};
  wall.colour = blend(wall.colour, random.pick(kWalls), amount);
  wall.distance += random.uniform(-150, 500) * amount;
}

void vary_posture(Random& random, double amount, PortraitParameters& portrait) {
  portrait.pose.yaw += random.uniform(-2.5, 2.5) * amount;
  portrait.pose.pitch += random.uniform(-2.5, 2.5) * amount;
  portrait.pose.roll += random.uniform(-2, 2) * amount;
  portrait.pose.shoulders += random.uniform(-4, 4) * amount;
  portrait.framing.head_share += random.uniform(-0.03, 0.03) * amount;
  portrait.framing.centre += random.uniform(-0.015, 0.015) * amount;
  portrait.framing.eye_line += random.uniform(-0.01, 0.01) * amount;
  Expression& expression = portrait.expression;
  expression.eye_open_left = expression.eye_open_right = 1 - random.uniform(0, 0.15) * amount;
  expression.gaze_x += random.uniform(-3, 3) * amount;
  expression.gaze_y += random.uniform(-2, 2) * amount;
  expression.smile += random.uniform(-0.06, 0.06) * amount;
  expression.brow_raise += random.uniform(0, 0.8) * amount;
}

void vary_look(Random& random, double amount, Look& look) {
  look.hair_volume *= 1 + random.uniform(-0.25, 0.3) * amount;
  look.hairline += random.uniform(-4, 4) * amount;
  look.hair_colour = look.hair_colour * (1 + random.uniform(-0.3, 0.5) * amount);
  look.brow_thickness *= 1 + random.uniform(-0.2, 0.25) * amount;
  look.shine = random.uniform(0, 0.1) * amount;
  static const std::array<Vec3, 5> kFrames{
      Vec3{0.02, 0.02, 0.022}, {0.10, 0.05, 0.03}, {0.30, 0.30, 0.32}, {0.25, 0.17, 0.06}, {0.03, 0.04, 0.12}};
  // Drawn in any case, so that what follows stays the same.
  Glasses glasses;
  glasses.half_width = 24 + random.uniform(-2.5, 3);
  glasses.half_height = glasses.half_width * random.uniform(0.62, 0.82);
  glasses.height = random.uniform(-4, 0);
  glasses.rim = random.uniform(0.8, 2.2);
  glasses.frame_colour = random.pick(kFrames);
  const double wearers = look.age < 16 ? 0.15 : (look.age < 45 ? 0.3 : 0.6);
  if (random.chance(wearers * amount)) look.glasses = glasses;
}

void vary_camera(Random& random, double amount, CameraParameters& camera) {
  camera.exposure += random.uniform(-0.2, 0.2) * amount;
  camera.contrast *= 1 + random.uniform(-0.06, 0.08) * amount;
  camera.blur += random.uniform(0, 0.7) * amount;
  camera.noise += random.uniform(-0.5, 1.2) * amount;
  camera.balance = {1 + random.uniform(-0.02, 0.02) * amount, 1, 1 + random.uniform(-0.02, 0.02) * amount};
}

}  // namespace

void vary(Random& random, double amount, PortraitParameters& portrait) {
  vary_light(random, amount, portrait.light);
  vary_wall(random, amount, portrait.background);
  vary_posture(random, amount, portrait);
  vary_look(random, amount, portrait.look);
  vary_camera(random, amount, portrait.camera);
}

}  // namespace enrolkit::people
