// SPDX-License-Identifier: Apache-2.0
#include "people/look.hpp"

#include <array>

namespace enrolkit::people {
namespace {

double linear_of(double srgb) {
  const double v = srgb / 255;
  return v <= 0.04045 ? v / 12.92 : std::pow((v + 0.055) / 1.055, 2.4);
}

void draw_hair_colour(Random& random, Look& look) {
  struct Shade {
    int r, g, b;
    double deepest_skin;  // of people who commonly have it
  };
  static constexpr std::array<Shade, 8> kShades{{{22, 19, 18, 1},
                                                 {30, 24, 21, 1},
                                                 {46, 33, 25, 1},
                                                 {72, 50, 34, 0.5},
                                                 {98, 70, 46, 0.35},
                                                 {150, 116, 76, 0.22},
                                                 {184, 150, 104, 0.18},
                                                 {128, 62, 32, 0.2}}};
  std::size_t choice = random.index(kShades.size());
  while (kShades[choice].deepest_skin < look.skin_depth) choice = random.index(kShades.size());
  const Shade& s = kShades[choice];
  const Vec3 young = from_srgb(s.r, s.g, s.b);
  const Vec3 old = from_srgb(186, 184, 180);
  const double grey = smooth_step(38, 75, look.age + random.normal(0, 7));
  look.hair_colour = blend(young, old, grey * 0.95);
  // Brows are a little darker than fair hair, and grey later than the head.
  look.brow_colour = blend(young * Vec3{0.7, 0.66, 0.62}, old, (0.3 - 0.27 * look.skin_depth) * grey * grey);
}

Vec3 draw_iris(Random& random, double skin_depth) {
  const double pick = random.uniform() + 1.4 * skin_depth;
  if (pick < 0.28) return from_srgb(104, 138, 160);  // blue
  if (pick < 0.42) return from_srgb(120, 132, 128);  // grey
  if (pick < 0.58) return from_srgb(104, 116, 72);   // green
  if (pick < 0.78) return from_srgb(118, 86, 48);    // hazel
  return blend(from_srgb(86, 54, 32), from_srgb(44, 28, 20), std::min(1.0, skin_depth + 0.2 * random.uniform()));
}

}  // namespace

Vec3 from_srgb(int red, int green, int blue) { return {linear_of(red), linear_of(green), linear_of(blue)}; }

double to_srgb(double linear) {
  const double v = std::clamp(linear, 0.0, 1.0);
  return 255 * (v <= 0.0031308 ? 12.92 * v : 1.055 * std::pow(v, 1 / 2.4) - 0.055);
}

Vec3 skin_tone(double depth) {
  static const std::array<Vec3, 7> kTones{from_srgb(240, 204, 184), from_srgb(230, 187, 160), from_srgb(212, 164, 132),
                                          from_srgb(184, 133, 100), from_srgb(144, 98, 70),   from_srgb(112, 75, 55),
                                          from_srgb(86, 58, 45)};
  const double place = std::clamp(depth, 0.0, 1.0) * 6;
  const auto below = std::min<std::size_t>(5, static_cast<std::size_t>(place));
  return blend(kTones[below], kTones[below + 1], place - static_cast<double>(below));
}

Look draw_look(Random& random, double age, bool female, double skin_depth) {
  Look look;
  look.texture = static_cast<std::uint32_t>(random.next());
  look.age = age;
  look.female = female;
  // Growth of the face from 6 years to adulthood: the cranium is nearly done at 6, the face below the eyes is not.
  const double grown = smooth_step(3, 18, age);
  const double man = (female ? 0.0 : 1.0) * smooth_step(11, 20, age);
  const auto vary = [&](double mean, double deviation) { return random.normal(mean, deviation); };

  look.inter_eye = vary(blend(53.0, 61.5 + 1.8 * man, grown), 1.6);
  look.crown = vary(blend(111.0, 112.0 + 5 * man, grown), 2.2);
  look.chin = vary(blend(88.0, 108.0 + 9 * man, grown), 2.6);
  look.half_breadth = vary(blend(63.0, 66.5 + 3.5 * man, grown), 1.6);
  look.cranium = vary(blend(7.0, 4.5, grown), 1.0);
  look.jaw_taper = vary(0.33 - 0.05 * man, 0.035);
  look.jaw_round = std::max(2.8, vary(3.7 + 0.6 * man, 0.35));
  look.chin_forward = vary(blend(2.0, 3.5 + 2 * man, grown), 1.0);
  look.cheeks = vary(blend(6.0, 4.0, grown), 1.2);
  look.brow_ridge = vary(0.8 + 2.6 * man, 0.6);
  look.eye_depth = vary(blend(6.5, 7.5 + 1.5 * man, grown), 0.8);

  look.eye_half_width = look.inter_eye * vary(blend(0.24, 0.216, grown), 0.006);
  look.lid_height = vary(blend(7.4, 6.7, grown), 0.5);
  look.lower_lid = vary(3.5, 0.35);
  look.eye_tilt = vary(1.4, 0.9);
  look.iris = vary(5.9, 0.12);
  look.crease = std::max(0.0, vary(3.2, 0.9));
  look.brow_height = vary(blend(18.0, 19.5 - 2.2 * man, grown), 1.2);
  look.brow_thickness = std::max(2.0, vary(3.2 + 1.5 * man, 0.6));
  look.brow_arch = vary(female ? 3.2 : 2.0, 0.8);
  look.brow_density = std::clamp(vary(blend(0.55, 0.8, grown), 0.1), 0.3, 1.0);

  look.nose_length = vary(blend(32.5, 38.5 + 2.5 * man, grown), 1.8);
  look.nose_out = vary(blend(10.5, 13.5 + 2 * man, grown), 1.4);
  look.nose_width = vary(blend(14.5, 16.5 + 1.2 * man, grown), 1.0);
  look.nose_bridge = vary(6.6 + 0.6 * man, 0.5);
  look.mouth_level = look.nose_length + vary(blend(18.0, 21.0 + 1.5 * man, grown), 1.0);
  look.mouth_half_width = vary(blend(20.5, 24.0 + 1.5 * man, grown), 1.2);
  look.upper_lip = std::max(3.0, vary(6.8 - 0.8 * man, 0.9));
  look.lower_lip = std::max(5.0, vary(8.6, 0.9));

  const double drawn_depth = 0.93 * std::pow(random.uniform(), 1.3);  // drawn in any case: what follows stays the same
  look.skin_depth = std::min(1.0, skin_depth >= 0 ? skin_depth : drawn_depth);
  look.nose_width += 2.5 * look.skin_depth;
  look.lower_lip += 1.5 * look.skin_depth;
  look.upper_lip += 1.5 * look.skin_depth;
  look.skin = skin_tone(look.skin_depth);
  look.redness = std::clamp(vary(0.5, 0.2), 0.0, 1.0);
  look.lips = blend(look.skin, look.skin * Vec3{0.86, 0.46, 0.46}, std::clamp(vary(0.72, 0.12), 0.4, 1.0));
  look.freckles = look.skin_depth < 0.25 && random.chance(0.2) ? random.uniform(0.3, 1) : 0;
  look.wrinkles = smooth_step(32, 80, age + vary(0, 4));

  draw_hair_colour(random, look);
  look.iris_colour = draw_iris(random, look.skin_depth);
  look.hairline = vary(blend(71.0, 73.0 + 1.5 * man, grown), 2.5);
  look.fringe = random.chance(female ? 0.3 : 0.15) ? random.uniform(0.35, 0.85) : 0;
  look.hair_volume = std::clamp(vary(1, 0.18), 0.6, 1.5);
  look.parting = random.uniform(-38, 38);
  if (female) {
    static constexpr std::array kStyles{HairStyle::bob,  HairStyle::long_straight, HairStyle::long_wavy,
                                        HairStyle::tied, HairStyle::side_part,     HairStyle::long_straight};
    look.hair = look.skin_depth > 0.62 && random.chance(0.45) ? HairStyle::afro : random.pick(kStyles);
  } else {
    static constexpr std::array kStyles{HairStyle::short_cut, HairStyle::side_part, HairStyle::short_cut,
                                        HairStyle::buzz};
    look.hair = random.pick(kStyles);
    if (look.skin_depth > 0.62) look.hair = random.chance(0.5) ? HairStyle::buzz : HairStyle::afro;
    if (age > 30 && random.chance((age - 25) / 110)) {
      look.hair = random.chance(0.4) ? HairStyle::bald : HairStyle::receding;
    }
    look.stubble = man > 0.9 ? random.uniform(0, 0.6) : 0;
    if (man > 0.95 && age > 20 && random.chance(0.18)) look.beard = random.uniform(0.2, 0.9);
  }

  static const std::array<Vec3, 9> kCloth{from_srgb(38, 48, 76),  from_srgb(62, 66, 72), from_srgb(112, 30, 38),
                                          from_srgb(36, 74, 66),  from_srgb(30, 30, 34), from_srgb(86, 98, 128),
                                          from_srgb(118, 94, 66), from_srgb(90, 52, 88), from_srgb(52, 92, 130)};
  look.cloth_colour = random.pick(kCloth);
  look.cloth = static_cast<int>(random.index(3));
  return look;
}

}  // namespace enrolkit::people
