// SPDX-License-Identifier: Apache-2.0
#include "people/setting_table.hpp"

namespace enrolkit::people {
namespace {

using Key = SettingKey;

Key graded(std::string name, std::string help, double low, double high, std::function<void(Draft&, double)> set,
           Words list = {}) {
  return {std::move(name), std::move(help), std::move(list), low, high, std::move(set)};
}

// The glasses that are worn, or some put on.
Glasses& worn(Draft& d) {
  auto& glasses = d.portrait.look.glasses;
  return glasses ? *glasses : glasses.emplace();
}

void cover_mouth(Draft& d, Cover with, double height) {
  d.portrait.look.cover = height > 0 ? with : Cover::none;
  d.portrait.look.cover_height = height;
}

void light_from_side(Draft& d, double share) {
  LightRig& light = d.portrait.light;
  const double strength = std::abs(share);
  light.key_direction = blend(light.key_direction, Vec3{share < 0 ? -0.95 : 0.95, 0.25, 0.7}, strength);
  light.key_strength = blend(light.key_strength, 1.25, strength);
  light.ambient_strength = blend(light.ambient_strength, 0.14, strength);
  light.key_softness = blend(light.key_softness, 6.0, strength);
}

// The nearer the wall and the harder the lamp, the darker what the head throws on it.
void throw_shadow(Draft& d, double share) {
  LightRig& light = d.portrait.light;
  d.portrait.background.distance = blend(d.portrait.background.distance, 150.0, std::min(1.0, 3 * share));
  light.key_direction = blend(light.key_direction, Vec3{-0.42, 0.25, 0.7}, std::min(1.0, 2 * share));
  light.key_strength = blend(light.key_strength, 0.85, share);
  light.ambient_strength = blend(light.ambient_strength, 0.32, share);
  light.key_softness = blend(light.key_softness, 6.0, share);
}

}  // namespace

std::vector<Key> graded_keys() {
  return {
      graded("gaze_x", "degrees, + = to the picture's right, -45..45", -45, 45,
             [](Draft& d, double v) { d.portrait.expression.gaze_x = v; }),
      graded("gaze_y", "degrees, + = up, -35..35", -35, 35,
             [](Draft& d, double v) { d.portrait.expression.gaze_y = v; }),
      graded("brow_raise", "mm, - = drawn down, -8..12", -8, 12,
             [](Draft& d, double v) { d.portrait.expression.brow_raise = v; }),
      graded("shoulders", "degrees, + = the chest points to the picture's left, -60..60", -60, 60,
             [](Draft& d, double v) { d.portrait.pose.shoulders = v; }),
      graded("shoulder_tilt", "degrees, + = the shoulder on the picture's right is lower, -30..30", -30, 30,
             [](Draft& d, double v) { d.portrait.pose.shoulder_tilt = v; }),
      graded("glasses_tint", "0 clear .. 1 black", 0, 1, [](Draft& d, double v) { worn(d).tint = v; }),
      graded("glasses_glare", "0 none .. 1.5 over the lens", 0, 1.5, [](Draft& d, double v) { worn(d).glare = v; }),
      graded("glasses_rim", "mm, 0.5..9", 0.5, 9, [](Draft& d, double v) { worn(d).rim = v; }),
      graded("glasses_height", "mm of the lenses above the eyes, -25..15", -25, 15,
             [](Draft& d, double v) { worn(d).height = v; }),
      graded("glasses_size", "mm, half the width of a lens, 16..30", 16, 30,
             [](Draft& d, double v) {
               worn(d).half_width = v;
               worn(d).half_height = 0.7 * v;
             }),
      graded("hair_over_eye", "-1 over the eye on the picture's left .. 1 over the other", -1, 1,
             [](Draft& d, double v) { d.portrait.look.hair_over_eye = v; }),
      graded("mask", "0 none .. 0.5 over the mouth .. 1 to the bridge of the nose", 0, 1,
             [](Draft& d, double v) { cover_mouth(d, Cover::mask, v); }),
      graded("hand", "0 none .. 0.5 over the mouth .. 1 over nose and mouth", 0, 1,
             [](Draft& d, double v) { cover_mouth(d, Cover::hand, v); }),
      graded("side_light", "-1 from the picture's left .. 0 even .. 1 from its right", -1, 1, light_from_side),
      graded("wall_shadow", "of the head on the wall, 0 .. 1", 0, 1, throw_shadow),
      graded("wall_level", "of a plain wall, sRGB, 0..255", 0, 255,
             [](Draft& d, double v) {
               const int level = static_cast<int>(v);
               d.portrait.background.wall = Wall::plain;
               d.portrait.background.colour = from_srgb(level, level, level);
             }),
      graded("wall_gradient", "0 even .. 1 a third as light at the bottom", 0, 1,
             [](Draft& d, double v) {
               d.portrait.background.wall = Wall::gradient;
               d.portrait.background.gradient = v;
             }),
      graded("edge_object", "share of the picture's width at its left edge, 0..0.3", 0, 0.3,
             [](Draft& d, double v) { d.portrait.background.object = v; }),
      graded("second_face_x", "mm, of somebody behind, to the picture's right, 200..420", 200, 420,
             [](Draft& d, double v) {
               if (!d.portrait.second) {
                 d.portrait.second.emplace();
                 d.portrait.framing.head_share = 0.62;
                 d.portrait.framing.centre = 0.455;
               }
               d.portrait.second_x = v;
             }),
      graded("cast_strength", "of the cast, 0 none .. 1 .. 1.5", 0, 1.5,
             [](Draft& d, double v) {
               Vec3& balance = d.portrait.camera.balance;
               balance = Vec3{1, 1, 1} + (balance - Vec3{1, 1, 1}) * v;
             }),
      graded("pixelate", "px, side of a square of one colour, 1..60", 1, 60,
             [](Draft& d, double v) { d.portrait.camera.block = static_cast<int>(v); }),
  };
}

}  // namespace enrolkit::people
