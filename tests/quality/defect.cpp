// SPDX-License-Identifier: Apache-2.0
#include "tests/quality/defect.hpp"

#include <cmath>
#include <numbers>
#include <utility>

#include "tests/quality/degradations.hpp"
#include "tests/quality/drawn_defects.hpp"
#include "tests/quality/plain_defects.hpp"
#include "tests/quality/scene_defects.hpp"

namespace enrolkit::testing {
namespace {

using Names = std::vector<std::string>;

std::string text(double grade) {
  std::string digits = std::to_string(grade);
  digits.erase(digits.find_last_not_of('0') + 1);
  if (digits.back() == '.') digits.pop_back();
  return digits;
}

// One defect in several grades.
template <class Apply>
void add(std::vector<Defect>& list, const std::string& name, const Names& named, const std::vector<double>& grades,
         Apply apply) {
  for (const double grade : grades) {
    list.push_back({name, text(grade), named, [apply, grade](const Subject& s) { return apply(s, grade); }});
  }
}

cv::Mat reframed(const Subject& s, const PassportFrame& frame) {
  return passport_crop(s.original, s.eyes[0], s.eyes[1], frame);
}

// Degrees by which a person holds the head askew, clockwise as seen: a grade of roll is that of the eyes.
double own_roll(const Subject& s) {
  return std::atan2(s.eyes[1].y - s.eyes[0].y, s.eyes[1].x - s.eyes[0].x) * 180 / std::numbers::pi;
}

void add_placement(std::vector<Defect>& list) {
  add(list, "head_small", {"head_height"}, {0.17, 0.14},
      [](const Subject& s, double share) { return reframed(s, {.eye_distance = share}); });
  // At 0.36 the heads of four in 51 still have 87 to 92 % of the height, which the limits allow.
  add(list, "head_large", {"head_height", "head_width"}, {0.39, 0.42},
      [](const Subject& s, double share) { return reframed(s, {.eye_distance = share, .eye_line = 0.48}); });
  add(list, "shift_side", {"position"}, {0.38, 0.41, 0.59, 0.62},
      [](const Subject& s, double centre) { return reframed(s, {.centre = centre}); });
  add(list, "shift_height", {"position_vertical"}, {0.26, 0.55, 0.6},
      [](const Subject& s, double line) { return reframed(s, {.eye_distance = 0.23, .eye_line = line}); });
  add(list, "roll", {"roll"}, {-20, -12, 12, 20},
      [](const Subject& s, double degrees) { return reframed(s, {.roll = degrees - own_roll(s)}); });
  add(list, "few_pixels", {"inter_eye_distance", "size"}, {300, 240},
      [](const Subject& s, double width) { return reframed(s, {.width = static_cast<int>(width)}); });
}

void add_light(std::vector<Defect>& list) {
  add(list, "dark", {"exposure"}, {0.5, 0.35, 0.2, 0.1},
      [](const Subject& s, double gain) { return with_light(s.portrait, gain); });
  add(list, "bright", {"exposure", "clipping"}, {1.7, 2, 2.5, 4},
      [](const Subject& s, double gain) { return with_light(s.portrait, gain); });
  add(list, "gamma_dark", {"exposure", "contrast"}, {1.8, 2.2},
      [](const Subject& s, double gamma) { return with_gamma(s.portrait, gamma); });
  add(list, "gamma_light", {"exposure", "contrast"}, {0.45, 0.35},
      [](const Subject& s, double gamma) { return with_gamma(s.portrait, gamma); });
  add(list, "washed_out", {"contrast"}, {0.6, 0.45, 0.3},
      [](const Subject& s, double share) { return washed_out(s.portrait, share); });
  add(list, "faded", {"contrast"}, {0.6, 0.45},
      [](const Subject& s, double share) { return washed_out(s.portrait, share, 128); });
  add(list, "side_light_left", {"light_even"}, {0.5, 0.7, 0.9},
      [](const Subject& s, double strength) { return side_lit(s.portrait, s.face, LampSide::left, strength); });
  add(list, "side_light_right", {"light_even"}, {0.5, 0.7, 0.9},
      [](const Subject& s, double strength) { return side_lit(s.portrait, s.face, LampSide::right, strength); });
  add(list, "shadow_side", {"light_even"}, {0.5, 0.7},
      [](const Subject& s, double strength) { return with_shadow(s.portrait, s.face, ShadowKind::left, strength); });
  add(list, "shadow_brim", {"light_even"}, {0.6, 0.8},
      [](const Subject& s, double strength) { return with_shadow(s.portrait, s.face, ShadowKind::brim, strength); });
  add(list, "flash_on_skin", {"skin_reflection"}, {0.5, 0.8},
      [](const Subject& s, double strength) { return with_flash_spots(s.portrait, s.face, strength); });
}

void add_colour(std::vector<Defect>& list) {
  for (const auto& [name, cast] : {std::pair("cast_warm", Cast::warm), std::pair("cast_cold", Cast::cold),
                                   std::pair("cast_green", Cast::green), std::pair("cast_magenta", Cast::magenta)}) {
    add(list, name, {"colour_cast", "natural_colour"}, {1, 1.5},
        [cast = cast](const Subject& s, double strength) { return with_cast(s.portrait, cast, strength); });
  }
  add(list, "grey", {"greyscale"}, {0, 0.1},
      [](const Subject& s, double share) { return desaturated(s.portrait, share); });
  add(list, "skin_green", {"natural_colour"}, {-20, -30},
      [](const Subject& s, double a) { return with_skin_hue(s.portrait, s.face, a, 0); });
  add(list, "skin_blue", {"natural_colour"}, {-25, -35},
      [](const Subject& s, double b) { return with_skin_hue(s.portrait, s.face, 0, b); });
  add(list, "skin_red", {"natural_colour"}, {20, 30},
      [](const Subject& s, double a) { return with_skin_hue(s.portrait, s.face, a, 0); });
}

void add_picture(std::vector<Defect>& list) {
  add(list, "blur", {"sharpness"}, {3, 4, 6},
      [](const Subject& s, double sigma) { return blurred(s.portrait, sigma); });
  for (const double angle : {0.0, 45.0, 90.0}) {
    add(list, "motion_" + text(angle), {"motion", "sharpness"}, {12, 20},
        [angle](const Subject& s, double length) { return smeared(s.portrait, length, angle); });
  }
  add(list, "noise", {"noise"}, {8, 15}, [](const Subject& s, double sigma) { return noisy(s.portrait, sigma); });
  add(list, "jpeg", {"compression"}, {25, 12, 6},
      [](const Subject& s, double quality) { return compressed(s.portrait, static_cast<int>(quality)); });
  add(list, "pixelated", {"pixelation"}, {4, 8},
      [](const Subject& s, double cell) { return pixelated(s.portrait, static_cast<int>(cell)); });
}

void add_eyes(std::vector<Defect>& list) {
  add(list, "eyes_closed", {"eyes_open"}, {0.8, 1}, [](const Subject& s, double closed) {
    return with_closed_lids(s.portrait, s.face.landmarks, WhichEye::both, closed);
  });
  add(list, "one_eye_closed", {"eyes_open"}, {1}, [](const Subject& s, double closed) {
    return with_closed_lids(s.portrait, s.face.landmarks, WhichEye::left, closed);
  });
  add(list, "gaze_side", {"gaze"}, {-0.09, -0.06, 0.06, 0.09},
      [](const Subject& s, double x) { return with_shifted_irises(s.portrait, s.face.landmarks, x, 0); });
  add(list, "gaze_height", {"gaze"}, {-0.09, -0.06, 0.06},
      [](const Subject& s, double y) { return with_shifted_irises(s.portrait, s.face.landmarks, 0, y); });
  add(list, "red_pupils", {"red_eye"}, {0.6, 1},
      [](const Subject& s, double strength) { return with_red_pupils(s.portrait, s.face.landmarks, strength); });
  add(list, "hair_over_eye", {"eye_zone_clear"}, {0.8, 1}, [](const Subject& s, double strength) {
    return with_hair_over_eyes(s.portrait, s.face.landmarks, WhichEye::left, strength);
  });
  add(list, "hair_over_both_eyes", {"eye_zone_clear"}, {0.8, 1}, [](const Subject& s, double strength) {
    return with_hair_over_eyes(s.portrait, s.face.landmarks, WhichEye::both, strength);
  });
  add(list, "eye_patch", {"eye_zone_clear"}, {1}, [](const Subject& s, double /*strength*/) {
    return with_eye_patch(s.portrait, s.face.landmarks, WhichEye::right);
  });
}

void add_glasses(std::vector<Defect>& list) {
  const auto wear = [](const Subject& s, const DrawnGlasses& glasses) {
    return with_glasses(s.portrait, s.face.landmarks, glasses);
  };
  add(list, "glasses_rim", {"glasses"}, {0.02, 0.05, 0.09},
      [wear](const Subject& s, double rim) { return wear(s, {.rim = rim}); });
  add(list, "glasses_tint", {"glasses_tinted"}, {0.5, 0.7, 0.95},
      [wear](const Subject& s, double tint) { return wear(s, {.rim = 0.04, .tint = tint}); });
  add(list, "glasses_glare", {"glasses_glare"}, {0.7, 1},
      [wear](const Subject& s, double glare) { return wear(s, {.rim = 0.03, .glare = glare}); });
  add(list, "glare_alone", {"glasses_glare"}, {0.07, 0.1, 0.16},
      [wear](const Subject& s, double size) { return wear(s, {.glare = 1, .glare_size = size, .frameless = true}); });
  add(list, "glasses_low", {"glasses_frame"}, {0.05, 0.09},
      [wear](const Subject& s, double rim) { return wear(s, {.rim = rim, .lowered = 0.25}); });
}

void add_cover(std::vector<Defect>& list) {
  add(list, "mask", {"mouth_visible", "face_visible"}, {0.5, 1},
      [](const Subject& s, double strength) { return with_surgical_mask(s.portrait, s.face.landmarks, strength); });
  add(list, "hand_on_mouth", {"mouth_visible", "face_visible"}, {0, 1}, [](const Subject& s, double mirrored) {
    return with_hand_over_mouth(s.portrait, s.face.landmarks, mirrored > 0);
  });
  add(list, "veil", {"face_visible", "mouth_visible"}, {0.25, 0.9},
      [](const Subject& s, double top) { return with_veil(s.portrait, s.face.landmarks, top); });
  add(list, "hair_over_cheek", {"face_visible"}, {1}, [](const Subject& s, double strength) {
    return with_hair_over_cheek(s.portrait, s.face.landmarks, WhichEye::left, strength);
  });
}

// Colours, sides and places differ from person to person.
int variant_of(const Subject& s) {
  int sum = 0;
  for (const char letter : s.name) sum += static_cast<unsigned char>(letter);
  return sum;
}

void add_plain(std::vector<Defect>& list) {
  add(list, "box_over_mouth", {"mouth_visible", "face_visible"}, {0, 128, 255},
      [](const Subject& s, double level) { return with_box_over_mouth(s.portrait, s.face.landmarks, level); });
  add(list, "box_over_eye", {"eye_zone_clear", "glasses_glare", "glasses_tinted"}, {0, 128, 255},
      [](const Subject& s, double level) {
        return with_box_over_eye(s.portrait, s.face.landmarks, WhichEye::left, level);
      });
  add(list, "white_ellipses", {"glasses_glare"}, {0.1, 0.2, 0.3},
      [](const Subject& s, double size) { return with_white_ellipses(s.portrait, s.face.landmarks, size); });
  add(list, "red_discs", {"red_eye"}, {0.03, 0.06},
      [](const Subject& s, double size) { return with_red_discs(s.portrait, s.face.landmarks, size); });
  add(list, "face_tile", {"single_face"}, {0.2, 0.3}, [](const Subject& s, double share) {
    return with_face_tile(s.portrait, s.other->portrait, s.other->face.landmarks, share, variant_of(s) % 2 == 1);
  });
  // One cheek is 1.6 and 2.1 times as bright as the other.
  add(list, "light_ramp", {"light_even"}, {0.75, 0.9},
      [](const Subject& s, double loss) { return with_ramp(s.portrait, loss, variant_of(s) % 2 == 1); });
}

PersonCutout cut(const Subject& s) { return cut_out_person(s.portrait, s.face.landmarks); }

void add_scene(std::vector<Defect>& list) {
  const struct {
    const char* name;
    Wall wall;
    std::vector<std::string> named;
    std::vector<double> grades;
  } walls[] = {
      {"wall_dark", Wall::dark, {"background_light"}, {0.7, 1}},
      {"wall_coloured", Wall::coloured, {"background_colour"}, {0.6, 1}},
      {"wall_split", Wall::split, {"background_uniform"}, {0.5, 1}},
      {"wall_checker", Wall::checker, {"background_uniform"}, {0.4, 1}},
      {"wall_stripes", Wall::stripes, {"background_uniform"}, {0.4, 1}},
      {"wall_bricks", Wall::bricks, {"background_uniform"}, {0.6, 1}},
      {"wall_blobs", Wall::blobs, {"background_uniform"}, {0.6, 1}},
      {"wall_poster", Wall::poster, {"background_uniform", "edges_clear"}, {1}},
      {"wall_door", Wall::door, {"background_uniform", "edges_clear"}, {1}},
  };
  for (const auto& wall : walls) {
    add(list, wall.name, wall.named, wall.grades,
        [kind = wall.wall](const Subject& s, double strength) { return with_wall(cut(s), kind, strength); });
  }
  for (const int side : {-1, 1}) {
    add(list, side < 0 ? "shadow_behind_left" : "shadow_behind_right", {"background_shadow"}, {0.35, 0.6},
        [side](const Subject& s, double strength) { return with_shadow_behind(cut(s), strength, side); });
  }
  add(list, "second_face", {"single_face", "edges_clear"}, {0.25, 0.36},
      [](const Subject& s, double scale) { return with_other_person(cut(s), cut(*s.other), {.scale = scale}); });
  add(list, "half_face_at_edge", {"single_face", "edges_clear"}, {0.5, 0.8}, [](const Subject& s, double scale) {
    return with_other_person(cut(s), cut(*s.other), {.scale = scale, .centre = 0});
  });
  add(list, "face_behind", {"single_face"}, {0.25, 0.5}, [](const Subject& s, double scale) {
    const int variant = variant_of(s);
    const double aside = 0.1 + 0.04 * (variant % 2);
    return with_other_person(
        cut(s), cut(*s.other),
        {.scale = scale, .centre = variant % 4 < 2 ? aside : 1 - aside, .eye_line = 0.2 + 0.03 * (variant % 5)});
  });
  for (const auto& [name, thing] : {std::pair("plant", EdgeThing::plant), std::pair("hand", EdgeThing::hand),
                                    std::pair("shoulder", EdgeThing::shoulder), std::pair("chair", EdgeThing::chair)}) {
    add(list, std::string("edge_") + name, {"edges_clear", "background_uniform"}, {0.12, 0.2},
        [thing = thing](const Subject& s, double strength) {
          return with_thing_at_edge(cut(s), thing, strength, variant_of(s));
        });
  }
  add(list, "shoulders_sloped", {"shoulders"}, {-18, 18},
      [](const Subject& s, double degrees) { return with_sloped_shoulders(cut(s), degrees); });
  for (const auto& [name, gear] :
       {std::pair("cap", Headgear::cap), std::pair("hat", Headgear::hat), std::pair("beanie", Headgear::beanie),
        std::pair("scarf", Headgear::scarf), std::pair("hood", Headgear::hood)}) {
    add(list, std::string("head_") + name, {"head_uncovered"}, {0, 1},
        [gear = gear](const Subject& s, double v) { return with_headgear(cut(s), gear, static_cast<int>(v)); });
  }
}

}  // namespace

std::vector<Defect> all_defects() {
  std::vector<Defect> list;
  add_placement(list);
  add_light(list);
  add_colour(list);
  add_picture(list);
  add_eyes(list);
  add_glasses(list);
  add_cover(list);
  add_plain(list);
  add_scene(list);
  return list;
}

}  // namespace enrolkit::testing
