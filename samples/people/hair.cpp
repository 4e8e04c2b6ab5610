// SPDX-License-Identifier: Apache-2.0
#include "people/hair.hpp"

#include "people/noise.hpp"

namespace enrolkit::people {
namespace {

constexpr double kFallTop = 62;       // mm above the eyes: where hanging hair leaves the cap
constexpr double kFallBottom = -215;  // below the picture

struct Cut {
  double top, side, front;   // thickness, mm
  double curl = 0;           // amplitude of the bumps, mm
  double recede = 0;         // mm, of the hairline at the temples
  double fall = 0;           // mm below the eyes; 0 = nothing hangs
  double open_angle = 1.15;  // radians from the front where the hanging hair begins
};

Cut cut_of(const Look& look) {
  const double v = look.hair_volume;
  switch (look.hair) {
    case HairStyle::bald:
      return {0, 0, 0};
    case HairStyle::buzz:
      return {2.2, 1.6, 1.4, 0.3};
    case HairStyle::short_cut:
      return {13 * v, 5 * v, 8 * v, 0.8};
    case HairStyle::side_part:
      return {16 * v, 7.5 * v, 9 * v, 0.8};
    case HairStyle::receding:
      return {6 * v, 6 * v, 2, 0.5, 30};
    case HairStyle::afro:
      return {26 * v, 19 * v, 17 * v, 3};
    case HairStyle::bob:
      return {13 * v, 11 * v, 6 * v, 0.6, 0, 92, 1.06};
    case HairStyle::long_straight:
      return {11 * v, 9 * v, 5 * v, 0.5, 0, 210, 1.10};
    case HairStyle::long_wavy:
      return {15 * v, 14 * v, 7 * v, 2.2, 0, 210, 1.10};
    case HairStyle::tied:
      return {7 * v, 3.5, 2.5, 0.4};
  }
  return {0, 0, 0};
}

double angle_of(double u) { return 2 * std::numbers::pi * (u - 0.5); }

bool parted(const Look& look) {
  return look.hair == HairStyle::bob || look.hair == HairStyle::long_straight || look.hair == HairStyle::long_wavy;
}

// Height above the eyes where hair begins, at that angle from the front and that far to the side.
double hairline(const Look& look, const Cut& cut, double angle, double x) {
  const double a = std::abs(angle);
  double front = look.hairline + cut.recede * (0.4 + 0.6 * smooth_step(0.1, 0.6, a)) * smooth_step(1.25, 0.8, a);
  const bool fringed =
      look.fringe > 0 && cut.recede <= 0 && look.hair != HairStyle::tied && look.hair != HairStyle::buzz;
  if (fringed) {
    front += (look.brow_height + 6 - front) * look.fringe;
  } else if (parted(look)) {
    // Falls from the parting to both sides over the temples.
    const double off = std::abs(x - look.parting) / 62;
    front -= 34 * off * off;
  }
  const double temple = blend(front, look.hairline - 22, smooth_step(0.75, 1.05, a));
  // In front of the ear, over it, behind it; hair that falls covers all that below.
  const bool falls = cut.fall > 0;
  const double sideburn =
      blend(temple, falls ? 20.0 : (look.hair == HairStyle::tied ? 6.0 : -6.0), smooth_step(1.12, 1.36, a));
  const double over_ear = blend(sideburn, 12.0, smooth_step(1.48, 1.58, a));
  return blend(over_ear, falls ? 10.0 : -58.0, smooth_step(1.95, 2.1, a));
}

// How far inside the hairline, mm along the skull; negative outside. Where the line runs down a temple, what counts is
// the way across it.
double inside_hairline(const Look& look, const Cut& cut, double angle, Vec3 root) {
  constexpr double kStep = 0.02;
  constexpr double kRadius = 76;  // of the skull, mm
  const double line = hairline(look, cut, angle, root.x);
  const double slope =
      (hairline(look, cut, angle + kStep, root.x) - hairline(look, cut, angle - kStep, root.x)) / (2 * kStep * kRadius);
  return (root.y - line) / std::sqrt(1 + slope * slope);
}

}  // namespace

bool HairPaint::covers(const Fragment& at) const {
  const Look& k = head_.look();
  const Cut cut = cut_of(k);
  const double a = angle_of(at.u);
  const double strand = value_noise(k.texture + 81, a * 95, at.object.y / 26);
  if (hanging_) {
    // The front edge and the ends are ragged.
    const double edge = std::abs(a) - cut.open_angle;
    const double end = at.object.y + cut.fall;
    return edge > 0.035 * (1 + strand) && end > 6 * strand;
  }
  const Vec3 root = head_.skull(at.u, at.v);
  const double y = root.y;
  if (k.headwear == Headwear::hat && root.y > 46) return false;
  const double beyond = inside_hairline(k, cut, a, root);
  const double soft = k.hair == HairStyle::buzz || k.hair == HairStyle::receding ? 5.0 : 3.0;
  const double grain = value_noise(k.texture + 82, a * 160, y / 2.2);
  return beyond > soft * (0.45 * strand + 0.75 * grain);
}

Surface HairPaint::surface(const Fragment& at) const {
  const Look& k = head_.look();
  const double a = angle_of(at.u);
  const Vec3 p = at.object;
  Surface s;
  double strand = 0;
  if (k.hair == HairStyle::afro) {
    strand = fractal_noise(k.texture + 83, p.x / 3.2, p.y / 3.2, p.z / 3.2, 3);
  } else if (k.hair == HairStyle::buzz) {
    strand = fractal_noise(k.texture + 83, p.x / 1.1, p.y / 1.1, p.z / 1.1, 2);
  } else {
    const double wave = k.hair == HairStyle::long_wavy ? 5.0 * std::sin(p.y / 15 + a) : 0.0;
    double across = a * 74 + wave;
    double along = p.y;
    if (!hanging_ && parted(k)) {
      // Hairs run down from the parting on both sides.
      const double below = k.crown + 6 - p.y;
      across = std::atan2(p.x - k.parting * 0.6, 26 + below) * 78 + wave;
      along = std::hypot(p.x, below);
    } else if (!hanging_ && std::abs(a) < 1.25) {
      // Combed over to one side, away from the parting; straight back when tied.
      const double over = k.hair == HairStyle::side_part ? 0.95 : (k.hair == HairStyle::tied ? 0.0 : 0.45);
      const double away = (p.x > k.parting ? 1 : -1) * over * smooth_step(0, 12, std::abs(p.x - k.parting));
      across = p.x - away * (p.y - k.hairline) * 0.9;
      along = p.y + away * p.x;
    }
    strand = 0.55 * value_noise(k.texture + 84, across / 0.75, along / 34) +
             0.45 * value_noise(k.texture + 85, across / 3.4, along / 70);
  }
  s.albedo = k.hair_colour * (1.0 + 0.5 * strand);
  const double side = at.normal.z < 0 ? -1 : 1;  // the inside of the far half is seen too
  s.normal = unit(at.normal * side + Vec3{0.35 * strand, 0.1 * strand, 0});
  s.specular = k.hair == HairStyle::afro || k.hair == HairStyle::buzz ? 0.02 : 0.055 * (1 + strand);
  s.gloss = 9;
  s.occlusion = 0.8 + 0.2 * strand;
  return s;
}

bool hides_ears(const Look& look) { return cut_of(look).fall > 0 || look.headwear == Headwear::scarf; }

std::vector<Mesh> make_hair(const HeadShape& head, const Paint& cap, const Paint& fall, double detail) {
  std::vector<Mesh> meshes;
  const Look& k = head.look();
  const Cut cut = cut_of(k);
  if (cut.top <= 0 || k.headwear == Headwear::scarf) return meshes;
  meshes.push_back(make_grid(361, 221, detail, &cap, [&](double u, double v) {
    const Vec3 p = head.skull(u, v);
    const double a = angle_of(u);
    const double beyond = inside_hairline(k, cut, a, p);
    const double up = smooth_step(20, k.crown * 0.92, p.y);
    const double front = smooth_step(1.3, 0.6, std::abs(a));
    double thick = blend(cut.side, cut.top, up);
    thick = blend(thick, blend(cut.front, cut.top, smooth_step(5, 35, beyond)), front);
    if (k.hair == HairStyle::side_part || (cut.fall > 0 && k.fringe <= 0)) {
      thick *= 1 - 0.3 * bell(p.x - k.parting, 5) * up * smooth_step(2.4, 1.4, std::abs(a));
    }
    // The edge is rounded, so that one never looks under the shell.
    const double edge = std::clamp((beyond + 3) / std::max(cut.recede > 0 ? 24.0 : 10.0, 1.1 * thick), 0.0, 1.0);
    thick *= std::sqrt(1 - (1 - edge) * (1 - edge));
    const double bump = cut.curl * (k.hair == HairStyle::afro ? value_noise(k.texture + 86, p.x / 9, p.y / 9, p.z / 9)
                                                              : value_noise(k.texture + 86, a * 30, p.y / 30));
    const Vec3 out = unit({p.x / (k.half_breadth * k.half_breadth), p.y / (k.crown * k.crown), p.z / (92.0 * 92)});
    return p + out * (1.2 + thick + bump * std::min(1.0, thick / 4));
  }));
  if (cut.fall <= 0) return meshes;
  meshes.push_back(make_grid(301, 141, detail, &fall, [&](double u, double v) {
    const double a = angle_of(u);
    const double y = blend(kFallBottom, kFallTop, v);
    const double skull = head.half_width(std::max(0.0, y));
    const double below = smooth_step(10, -110, y);
    const double wave = k.hair == HairStyle::long_wavy ? 4.5 * std::sin(y / 15 + 3 * std::abs(a)) * below : 0.0;
    const double clump = 2.2 * value_noise(k.texture + 87, a * 9, y / 60) * below;
    const double thick = cut.side + 2 + (k.hair == HairStyle::bob ? 4 : 10) * below + wave + clump;
    const double tuck = k.hair == HairStyle::bob ? 12 * smooth_step(-60, -95, y) : 0.0;
    return Vec3{(skull + thick - tuck) * std::sin(a), y, -6 + (90 + thick - 28 * below) * std::cos(a)};
  }));
  return meshes;
}

}  // namespace enrolkit::people
