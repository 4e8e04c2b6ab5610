// SPDX-License-Identifier: Apache-2.0
#include "people/setting_table.hpp"

namespace enrolkit::people {
namespace {

using Key = SettingKey;

Key words(std::string name, std::string help, Words list) {
  return {std::move(name), std::move(help), std::move(list), 0, -1, {}};
}
Key number(std::string name, std::string help, double low, double high, std::function<void(Draft&, double)> set,
           Words list = {}) {
  return {std::move(name), std::move(help), std::move(list), low, high, std::move(set)};
}

void open_eyes(Draft& d, double left, double right) {
  d.portrait.expression.eye_open_left = left;
  d.portrait.expression.eye_open_right = right;
}
void look_at(Draft& d, double x, double y) {
  d.portrait.expression.gaze_x = x;
  d.portrait.expression.gaze_y = y;
}
void light_from(Draft& d, double x, double key, double ambient) {
  d.portrait.light.key_direction = {x, 0.25, 0.7};
  d.portrait.light.key_strength = key;
  d.portrait.light.ambient_strength = ambient;
  d.portrait.light.key_softness = 6;
}
void wall(Draft& d, Wall kind, Vec3 colour) {
  d.portrait.background.wall = kind;
  d.portrait.background.colour = colour;
}
void hair(Draft& d, HairStyle style) { d.portrait.look.hair = style; }
void hair_colour(Draft& d, int r, int g, int b) { d.portrait.look.hair_colour = from_srgb(r, g, b); }
Glasses& wear(Draft& d) { return d.portrait.look.glasses.emplace(); }
void no_change(Draft& /*draft*/) {}

const Vec3 kLightGrey = from_srgb(206, 208, 210);

std::vector<Key> face_keys() {
  return {
      number("eyes", "how far open, 0..1", 0, 1, [](Draft& d, double v) { open_eyes(d, v, v); },
             {{"open", [](Draft& d) { open_eyes(d, 1, 1); }},
              {"closed", [](Draft& d) { open_eyes(d, 0, 0); }},
              {"left_closed", [](Draft& d) { open_eyes(d, 0, 1); }},
              {"right_closed", [](Draft& d) { open_eyes(d, 1, 0); }}}),
      words("gaze", "where the eyes look",
            {{"camera", [](Draft& d) { look_at(d, 0, 0); }},
             {"left", [](Draft& d) { look_at(d, -28, 0); }},
             {"right", [](Draft& d) { look_at(d, 28, 0); }},
             {"up", [](Draft& d) { look_at(d, 0, 22); }},
             {"down", [](Draft& d) { look_at(d, 0, -22); }}}),
      number("mouth", "gap between the lips in mm, 0..30", 0, 30,
             [](Draft& d, double v) { d.portrait.expression.mouth_gap = v; },
             {{"closed", [](Draft& d) { d.portrait.expression.mouth_gap = 0; }},
              {"open", [](Draft& d) { d.portrait.expression.mouth_gap = 14; }}}),
      number("smile", "-1 the corners hang .. 1", -1, 1, [](Draft& d, double v) { d.portrait.expression.smile = v; }),
      number("yaw", "degrees, + = nose to the picture's left, -45..45", -45, 45,
             [](Draft& d, double v) { d.portrait.pose.yaw = v; }),
      number("pitch", "degrees, + = looks up, -35..35", -35, 35, [](Draft& d, double v) { d.portrait.pose.pitch = v; }),
      number("roll", "degrees, + = clockwise as seen, -60..60", -60, 60,
             [](Draft& d, double v) { d.portrait.pose.roll = v; }),
      words("sex", "of the person", {{"F", no_change}, {"M", no_change}}),
      number("skin", "0 lightest .. 1 darkest", 0, 1, [](Draft&, double) {},
             {{"light", no_change}, {"medium", no_change}, {"brown", no_change}, {"dark", no_change}}),
      words("hair", "cut",
            {{"bald", [](Draft& d) { hair(d, HairStyle::bald); }},
             {"buzz", [](Draft& d) { hair(d, HairStyle::buzz); }},
             {"short", [](Draft& d) { hair(d, HairStyle::short_cut); }},
             {"side_part", [](Draft& d) { hair(d, HairStyle::side_part); }},
             {"receding", [](Draft& d) { hair(d, HairStyle::receding); }},
             {"afro", [](Draft& d) { hair(d, HairStyle::afro); }},
             {"bob", [](Draft& d) { hair(d, HairStyle::bob); }},
             {"long", [](Draft& d) { hair(d, HairStyle::long_straight); }},
             {"wavy", [](Draft& d) { hair(d, HairStyle::long_wavy); }},
             {"tied", [](Draft& d) { hair(d, HairStyle::tied); }}}),
      words("hair_colour", "",
            {{"black", [](Draft& d) { hair_colour(d, 22, 19, 18); }},
             {"brown", [](Draft& d) { hair_colour(d, 72, 50, 34); }},
             {"blond", [](Draft& d) { hair_colour(d, 184, 150, 104); }},
             {"red", [](Draft& d) { hair_colour(d, 128, 62, 32); }},
             {"grey", [](Draft& d) { hair_colour(d, 150, 149, 146); }},
             {"white", [](Draft& d) { hair_colour(d, 206, 204, 200); }}}),
      words("glasses", "worn",
            {{"none", [](Draft& d) { d.portrait.look.glasses.reset(); }},
             {"clear", [](Draft& d) { d.portrait.look.glasses.emplace(); }},
             {"heavy", [](Draft& d) { wear(d).rim = 5.5; }},
             {"low", [](Draft& d) { wear(d).height = -14; }},
             {"tinted", [](Draft& d) { wear(d).tint = 0.55; }},
             {"sun", [](Draft& d) { wear(d).tint = 0.93; }},
             {"glare", [](Draft& d) { wear(d).glare = 0.9; }}}),
      words("headwear", "on the head",
            {{"none", no_change},
             {"hat", [](Draft& d) { d.portrait.look.headwear = Headwear::hat; }},
             {"scarf", [](Draft& d) { d.portrait.look.headwear = Headwear::scarf; }}}),
      number("fringe", "0 none .. 1 to the brows .. 1.6 over the eyes", 0, 1.6,
             [](Draft& d, double v) {
               d.portrait.look.fringe = v;
               if (d.portrait.look.hair == HairStyle::bald || d.portrait.look.hair == HairStyle::buzz ||
                   d.portrait.look.hair == HairStyle::receding || d.portrait.look.hair == HairStyle::tied) {
                 hair(d, HairStyle::side_part);
               }
             }),
      number("red_eye", "0..1", 0, 1, [](Draft& d, double v) { d.portrait.look.red_eye = v; }),
      number("shine", "of the skin, 0..1", 0, 1, [](Draft& d, double v) { d.portrait.look.shine = v; }),
      number("variety", "between good photos: light, wall, posture, glasses, camera; 0..1", 0, 1,
             [](Draft&, double) {}),
      number("beard", "0 none .. 1 full", 0, 1, [](Draft& d, double v) { d.portrait.look.beard = v; }),
  };
}

std::vector<Key> picture_keys() {
  return {
      words("light", "on the face",
            {{"even", no_change},
             {"dark", [](Draft& d) { d.portrait.camera.exposure = -2.2; }},
             {"bright", [](Draft& d) { d.portrait.camera.exposure = 1.5; }},
             {"side", [](Draft& d) { light_from(d, 0.95, 1.25, 0.14); }},
             {"side_left", [](Draft& d) { light_from(d, -0.95, 1.25, 0.14); }}}),
      words("background", "behind the head",
            {{"plain", no_change},
             {"white", [](Draft& d) { wall(d, Wall::plain, from_srgb(238, 238, 238)); }},
             {"grey", [](Draft& d) { wall(d, Wall::plain, from_srgb(160, 162, 164)); }},
             {"blue", [](Draft& d) { wall(d, Wall::plain, from_srgb(150, 178, 214)); }},
             {"dark", [](Draft& d) { wall(d, Wall::plain, from_srgb(58, 52, 50)); }},
             {"gradient", [](Draft& d) { wall(d, Wall::gradient, kLightGrey); }},
             {"split", [](Draft& d) { wall(d, Wall::split, kLightGrey); }},
             {"busy", [](Draft& d) { wall(d, Wall::busy, kLightGrey); }},
             {"shadow",
              [](Draft& d) {
                d.portrait.background.distance = 150;
                light_from(d, -0.42, 0.85, 0.32);
              }}}),
      number("exposure", "EV, -5..4", -5, 4, [](Draft& d, double v) { d.portrait.camera.exposure = v; }),
      number("contrast", "1 = natural, 0.2..4", 0.2, 4, [](Draft& d, double v) { d.portrait.camera.contrast = v; }),
      number("blur", "px sigma, out of focus, 0..30", 0, 30, [](Draft& d, double v) { d.portrait.camera.blur = v; }),
      number("motion", "px, smeared, 0..80", 0, 80, [](Draft& d, double v) { d.portrait.camera.motion = v; }),
      number("noise", "grey levels, 0..60", 0, 60, [](Draft& d, double v) { d.portrait.camera.noise = v; }),
      number("jpeg", "quality of a bad compression, 1..100", 1, 100,
             [](Draft& d, double v) { d.jpeg = static_cast<int>(v); }),
      words("cast", "colour of the light",
            {{"none", no_change},
             {"red",
              [](Draft& d) {
                d.portrait.camera.balance = {1.5, 0.85, 0.8};
              }},
             {"green",
              [](Draft& d) {
                d.portrait.camera.balance = {0.8, 1.3, 0.8};
              }},
             {"blue",
              [](Draft& d) {
                d.portrait.camera.balance = {0.7, 0.9, 1.5};
              }}}),
      number("grey", "1 = without colour", 0, 1, [](Draft& d, double v) { d.portrait.camera.grey = v >= 0.5; }),
      number("head", "height of the head in per cent of the picture, 10..120", 10, 120,
             [](Draft& d, double v) { d.portrait.framing.head_share = v / 100; },
             {{"normal", no_change},
              {"small", [](Draft& d) { d.portrait.framing.head_share = 0.45; }},
              {"large", [](Draft& d) { d.portrait.framing.head_share = 0.96; }}}),
      words("shift", "of the head",
            {{"none", no_change},
             {"left", [](Draft& d) { d.portrait.framing.centre = 0.36; }},
             {"right", [](Draft& d) { d.portrait.framing.centre = 0.64; }},
             {"up", [](Draft& d) { d.portrait.framing.eye_line = 0.27; }},
             {"down", [](Draft& d) { d.portrait.framing.eye_line = 0.62; }}}),
      number("second_face", "1 = somebody looks over the shoulder", 0, 1,
             [](Draft& d, double v) {
               if (v < 0.5) return;
               d.portrait.second.emplace();
               d.portrait.framing.head_share = 0.62;  // room for both
               d.portrait.framing.centre = 0.455;
             }),
      number("width", "px of the photo, 120..2400", 120, 2400,
             [](Draft& d, double v) { d.portrait.framing.width = static_cast<int>(v); }),
  };
}

std::vector<Key> finger_keys() {
  return {
      words("fingers", "drawn at all", {{"all", no_change}, {"none", [](Draft& d) { d.fingers = false; }}}),
      words("pattern", "of all fingers",
            {{"arch", [](Draft& d) { d.pattern = Pattern::arch; }},
             {"left_loop", [](Draft& d) { d.pattern = Pattern::left_loop; }},
             {"right_loop", [](Draft& d) { d.pattern = Pattern::right_loop; }},
             {"whorl", [](Draft& d) { d.pattern = Pattern::whorl; }}}),
      number("moisture", "-1 dry .. 1 wet", -1, 1, [](Draft& d, double v) { d.touch.moisture = v; },
             {{"dry", [](Draft& d) { d.touch.moisture = -0.6; }}, {"wet", [](Draft& d) { d.touch.moisture = 0.7; }}}),
      number("pressure", "-1 light .. 1 hard", -1, 1, [](Draft& d, double v) { d.touch.pressure = v; }),
      number("contact", "share of the usual area's diameter, 0.2..1.2", 0.2, 1.2,
             [](Draft& d, double v) { d.touch.contact = v; }, {{"partial", [](Draft& d) { d.touch.contact = 0.55; }}}),
      number("finger_rotation", "degrees, -180..180", -180, 180, [](Draft& d, double v) { d.touch.rotation = v; }),
      number("finger_shift_x", "px to the right, -200..200", -200, 200,
             [](Draft& d, double v) { d.touch.shift_x = v; }),
      number("finger_shift_y", "px down, -200..200", -200, 200, [](Draft& d, double v) { d.touch.shift_y = v; }),
      number("creases", "white lines of each finger, 0..20; unless said, by the age", 0, 20,
             [](Draft& d, double v) { d.creases = v; }),
      number("distortion", "factor, 0..5", 0, 5, [](Draft& d, double v) { d.touch.distortion = v; }),
      number("sensor_noise", "factor, 0..10", 0, 10, [](Draft& d, double v) { d.touch.noise = v; }),
  };
}

std::vector<Key> paper_keys() {
  return {
      words("signature", "how it is written",
            {{"good", no_change},
             {"faint", [](Draft& d) { d.signature.ink = 0.12; }},
             {"empty", [](Draft& d) { d.signature.ink = 0; }},
             {"cut", [](Draft& d) { d.signature.shift_x = 240; }},
             {"blue", [](Draft& d) { d.signature.blue = true; }}}),
      words("application", "kind",
            {{"ordinary", [](Draft& d) { d.identity->kind = "ordinary"; }},
             {"provisional", [](Draft& d) { d.identity->kind = "provisional"; }},
             {"pre-registration", [](Draft& d) { d.identity->kind = "pre-registration"; }},
             {"duplicate", [](Draft& d) { d.identity->kind = "duplicate"; }}}),
  };
}

}  // namespace

const std::vector<SettingKey>& setting_keys() {
  static const std::vector<Key> all = [] {
    std::vector<Key> list = face_keys();
    for (auto* more : {&graded_keys, &picture_keys, &finger_keys, &paper_keys}) {
      for (auto& key : more()) list.push_back(std::move(key));
    }
    return list;
  }();
  return all;
}

}  // namespace enrolkit::people
