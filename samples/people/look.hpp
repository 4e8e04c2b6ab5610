// SPDX-License-Identifier: Apache-2.0
// What a person looks like: measures of the head in millimetres, colours, hair. Drawn by seed, age and sex.
#pragma once

#include <cstdint>
#include <optional>

#include "people/random.hpp"
#include "people/vec3.hpp"

namespace enrolkit::people {

struct Glasses {
  double half_width = 24;  // of a lens, mm
  double half_height = 17;
  double height = -2;  // of the lenses' middle above the eyes
  double rim = 1.8;    // thickness of the frame
  Vec3 frame_colour{0.02, 0.02, 0.022};
  double tint = 0;   // 0 clear .. 1 black
  double glare = 0;  // 0 none .. 1 over most of the lens
};

enum class Cover : std::uint8_t { none, mask, hand };  // of the mouth

enum class Headwear : std::uint8_t { none, hat, scarf };

enum class HairStyle : std::uint8_t {
  bald,
  buzz,
  short_cut,
  side_part,
  receding,
  afro,
  bob,
  long_straight,
  long_wavy,
  tied
};

struct Look {
  std::uint32_t texture = 0;  // seed of all fine texture
  double age = 30;
  bool female = false;

  // Head, mm. Heights count from the level of the eye centres.
  double inter_eye = 63;
  double crown = 116;
  double chin = 116;
  double half_breadth = 70;  // at the level of the eyes
  double cranium = 5;        // bulge above it, a side
  double jaw_taper = 0.30;   // 0: square face, 0.45: pointed
  double jaw_round = 4.0;    // exponent of the lower outline; larger is squarer
  double chin_forward = 4;
  double cheeks = 4;
  double brow_ridge = 3;
  double eye_depth = 8;

  // Eyes, mm
  double eye_half_width = 14.6;
  double lid_height = 6.0;  // of the upper lid's edge above the corners, open
  double lower_lid = 4.2;
  double eye_tilt = 1.5;  // outer corner above the inner one
  double iris = 5.9;
  double crease = 3.2;  // of the lid fold above the edge; 0 = none
  Vec3 iris_colour;
  double brow_height = 20;
  double brow_thickness = 4.2;
  double brow_arch = 3;
  double brow_density = 0.8;
  Vec3 brow_colour;  // linear

  // Nose and mouth, mm
  double nose_length = 48;  // eye level to subnasale
  double nose_out = 22;
  double nose_width = 17;  // half, at the wings
  double nose_bridge = 7;
  double mouth_level = 72;
  double mouth_half_width = 25;
  double upper_lip = 6.5;
  double lower_lip = 9;

  // Colours, linear
  Vec3 skin;
  double skin_depth = 0.2;  // 0 lightest .. 1 darkest
  Vec3 lips;
  Vec3 hair_colour;
  double freckles = 0;
  double redness = 0.5;
  double wrinkles = 0;  // 0..1
  double stubble = 0;   // 0..1
  double beard = 0;     // 0..1: length and cover

  HairStyle hair = HairStyle::short_cut;
  double hair_volume = 1;
  double hairline = 72;  // of the forehead, above the eyes
  double fringe = 0;     // 0 none .. 1 down to the brows, 1.6 over the eyes
  double parting = 0;    // mm from the middle

  std::optional<Glasses> glasses;
  Headwear headwear = Headwear::none;
  Vec3 headwear_colour{0.10, 0.13, 0.22};
  double shine = 0;  // 0..1: grease or sweat that mirrors the lamp
  Cover cover = Cover::none;
  double cover_height = 0;   // 0 the chin .. 0.5 over the mouth .. 1 the bridge of the nose
  double hair_over_eye = 0;  // -1 over the eye on the picture's left .. 0 .. 1 over the one on its right
  double red_eye = 0;        // 0..1: flash light that comes back from the pupils

  Vec3 cloth_colour;
  int cloth = 0;  // 0 crew neck, 1 shirt with collar, 2 pullover with collar, 3 jacket
};

// skin_depth below 0: drawn.
[[nodiscard]] Look draw_look(Random& random, double age, bool female, double skin_depth = -1);

// Linear albedo of skin of that depth; see Look.
[[nodiscard]] Vec3 skin_tone(double depth);

[[nodiscard]] Vec3 from_srgb(int red, int green, int blue);
[[nodiscard]] double to_srgb(double linear);  // 0..1 to 0..255, no rounding

}  // namespace enrolkit::people
