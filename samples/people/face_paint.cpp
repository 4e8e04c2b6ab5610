// SPDX-License-Identifier: Apache-2.0
#include "people/face_paint.hpp"

#include "people/cover_paint.hpp"
#include "people/glasses.hpp"
#include "people/noise.hpp"

namespace enrolkit::people {

Surface FacePaint::surface(const Fragment& at) const {
  Surface s = SkinPaint::surface(at);
  const Vec3 p = at.object;
  if (p.z < 5) return s;
  paint_zones(s, p);
  paint_lines(s, p);
  paint_nose(s, p);
  paint_beard(s, p);
  mouth_.paint(s, at);
  (p.x < 0 ? left_ : right_).paint(s, at);
  paint_brow(s, at, look(), head_.expression().brow_raise);
  if (const double shade = lens_shade(head_, p, view_); shade > 0) {
    s.albedo = s.albedo * (1 - shade);
    s.glow = s.glow * (1 - shade);
    s.specular *= 1 - shade;
  }
  paint_cover(s, at, head_);
  return s;
}

Surface NeckPaint::surface(const Fragment& at) const {
  Surface s = SkinPaint::surface(at);
  const Look& k = look();
  if (k.beard <= 0) return s;
  const double grain = value_noise(k.texture + 73, at.object.x / 0.6, at.object.y / 2.4, at.object.z / 1.2);
  const double zone = smooth_step(-k.chin - 14, -k.chin + 2, at.object.y) * smooth_step(-25, 5, at.object.z);
  s.albedo = blend(s.albedo, k.hair_colour, zone * std::clamp(0.15 + 0.2 * k.beard + 0.2 * grain, 0.0, 1.0));
  return s;
}

// Blood shows in cheeks and nose; forehead and nose shine.
void FacePaint::paint_zones(Surface& s, Vec3 p) const {
  const Look& k = look();
  const double ax = std::abs(p.x);
  const double blood = bell(ax - 38, 14, p.y + 32, 13) + 0.7 * bell(p.x, 10, p.y + k.nose_length - 6, 8);
  const double show = 0.13 * (0.4 + k.redness) * (1 - 0.7 * k.skin_depth) * blood;
  s.albedo = s.albedo * Vec3{1 + 0.1 * show, 1 - show, 1 - 0.85 * show};
  const double oil = bell(p.x, 8, p.y + k.nose_length * 0.7, 14) + 0.7 * bell(p.x, 28, p.y - 42, 14);
  s.specular += (0.05 + 0.75 * k.shine) * oil;
  s.gloss += 14 * k.shine * oil;
}

void FacePaint::paint_lines(Surface& s, Vec3 p) const {
  const Look& k = look();
  const double ax = std::abs(p.x);
  const double smile = head_.expression().smile;
  // From the wing of the nose to the corner of the mouth.
  const double t = std::clamp((-p.y - k.nose_length + 4) / (k.mouth_level - k.nose_length + 4), 0.0, 1.4);
  const double furrow = k.nose_width + 3 + 9 * t + 4 * smile * t;
  const double fold = bell(ax - furrow, 1.5) * smooth_step(0, 0.25, t) * smooth_step(1.3, 0.8, t);
  s.albedo = s.albedo * (1 - std::min(0.4, 0.05 + 0.30 * k.wrinkles + 0.24 * smile) * fold);
  // Raised brows fold the forehead.
  const double raise = head_.expression().brow_raise;
  const double folds = std::max(k.wrinkles, std::min(0.8, 0.09 * raise));
  if (folds <= 0.02) return;
  // Forehead.
  const double wander = 1.6 * value_noise(k.texture + 61, p.x / 16, p.y / 40);
  const double phase = (p.y + wander - k.brow_height - 12 - raise) / 7.5;
  const double across = std::pow(0.5 + 0.5 * std::cos(2 * std::numbers::pi * phase), 10);
  const double zone = bell(p.x, 30) * smooth_step(k.brow_height + raise + 7, k.brow_height + raise + 12, p.y) *
                      smooth_step(k.hairline + 4, k.hairline - 8, p.y);
  const double broken = smooth_step(-0.6, 0.3, value_noise(k.texture + 62, p.x / 14, p.y / 5));
  const double depth = 0.30 * across * zone * broken;
  double lines = 0;
  // Crow's feet and the frown between the brows.
  const double from_eye = ax - (k.inter_eye / 2 + k.eye_half_width + 2);
  if (from_eye > 0 && from_eye < 16) {
    const double angle = std::atan2(p.y + 1, from_eye + 3);
    lines += 0.26 * std::pow(0.5 + 0.5 * std::cos(angle * 9 + 0.7), 6) * smooth_step(16, 8, from_eye) *
             smooth_step(0, 3, from_eye) * smooth_step(0.9, 0.5, std::abs(angle));
  }
  lines += 0.12 * bell(ax - 4.5, 0.9) * bell(p.y - k.brow_height + 1, 6);
  s.albedo = s.albedo * (1 - k.wrinkles * lines - folds * depth);
}

void FacePaint::paint_nose(Surface& s, Vec3 p) const {
  const Look& k = look();
  const double ax = std::abs(p.x);
  const double base = p.y + k.nose_length;
  const double nostril = smooth_step(1.35, 0.6, std::hypot((ax - 6.4) / 3.7, (base - 0.7 - 0.16 * (ax - 6)) / 1.6));
  s.albedo = blend(s.albedo, k.skin * Vec3{0.14, 0.08, 0.07}, 0.85 * nostril);
  s.specular *= 1 - nostril;
  s.occlusion *= 1 - 0.5 * nostril;
  // The crease around the wing.
  const double wing = std::hypot((ax - k.nose_width + 4.6) / 6.2, (base - 4.8) / 7.0);
  const double crease =
      bell(wing - 1, 0.11) * smooth_step(k.nose_width - 4, k.nose_width, ax) * smooth_step(12, 8, base);
  s.albedo = s.albedo * (1 - 0.3 * crease);
  s.albedo = s.albedo * (1 - 0.12 * bell(p.x, 11, base + 2.5, 2.2));
}

void FacePaint::paint_beard(Surface& s, Vec3 p) const {
  const Look& k = look();
  if (k.stubble <= 0 && k.beard <= 0) return;
  const double ax = std::abs(p.x);
  const double cheek_line = -k.nose_length - 4 + 34 * smooth_step(34, 66, ax) - 9 * bell(ax - 32, 10);
  double zone = smooth_step(cheek_line + 5, cheek_line - 9, p.y);
  zone *= 1 - 0.55 * bell(ax, 8, p.y + k.mouth_level + k.lower_lip + 4, 3);
  zone *= 1 - 0.35 * smooth_step(20, 8, ax) * smooth_step(-k.mouth_level + 4, -k.mouth_level + 12, p.y);
  // Thinner on the lip.
  zone *= 1 - 0.35 * bell(ax, 17, p.y + k.mouth_level - k.upper_lip - 5, 6);
  const double grain = value_noise(k.texture + 71, p.x / 0.6 + 0.2 * p.y, p.y / 2.4, p.z / 1.2);
  const double patches = 0.92 + 0.08 * value_noise(k.texture + 72, p.x / 11, p.y / 11);
  const double cover =
      zone * patches *
      std::clamp(k.beard > 0 ? 0.45 + 0.35 * k.beard + 0.25 * grain : k.stubble * (0.28 + 0.22 * grain), 0.0, 1.0);
  s.albedo = blend(s.albedo, k.hair_colour * (k.beard > 0 ? 0.9 + 0.35 * grain : 1.0), cover);
  s.normal = unit(s.normal + Vec3{0.3 * grain, 0.2 * grain, 0} * (k.beard > 0 ? cover : 0.0));
  s.scatter *= 1 - cover;
  s.specular *= 1 - 0.7 * cover;
}

}  // namespace enrolkit::people
