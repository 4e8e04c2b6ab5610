// SPDX-License-Identifier: Apache-2.0
#include "people/cover_paint.hpp"

#include "people/noise.hpp"

namespace enrolkit::people {
namespace {

constexpr double kSoft = 0.5;  // mm, of an edge

void paint_mask(Surface& s, Vec3 p, const HeadShape& head) {
  const Look& k = head.look();
  // Highest over the nose, lower towards the ears, round the jaw.
  const double top = cover_top(head) - 16 * std::pow(std::abs(p.x) / k.half_breadth, 2);
  const double inside = smooth_step(top + kSoft, top - kSoft, p.y);
  const double pleat = std::sin((p.y - top) / 3.2);
  const double weave = value_noise(k.texture + 101, p.x / 0.7, p.y / 0.7);
  s.albedo = blend(s.albedo, Vec3{0.42, 0.58, 0.66} * (1 + 0.05 * pleat + 0.04 * weave), inside);
  s.normal = unit(s.normal + Vec3{0, 0.25 * pleat * inside, 0});
  s.occlusion = blend(s.occlusion, 1.0, inside);
  s.specular *= 1 - inside;
  s.scatter *= 1 - inside;
}

// Four fingers side by side, from the picture's left across the mouth.
void paint_hand(Surface& s, Vec3 p, const HeadShape& head) {
  constexpr double kFinger = 15;  // mm wide
  const Look& k = head.look();
  const double down = (cover_top(head) - 0.12 * p.x - p.y) / kFinger;
  if (down < 0 || down > 4) return;
  const double finger = std::floor(down);
  const double across = 2 * (down - finger) - 1;
  const double reach = 26 - 7 * std::abs(finger - 1);  // of its tip
  const double tip = std::sqrt(std::max(0.0, 1 - across * across)) * 7;
  const double inside = smooth_step(reach + tip + kSoft, reach + tip - kSoft, p.x);
  const double gap = smooth_step(0.8, 1.0, std::abs(across));
  const double grain = value_noise(k.texture + 103, p.x / 5, p.y / 2);
  s.albedo = blend(s.albedo, k.skin * Vec3{1.04, 0.94, 0.92} * (1 + 0.05 * grain) * (1 - 0.7 * gap), inside);
  s.normal = unit(blend(s.normal, unit(Vec3{0, -0.9 * across, 1}), 0.8 * inside));
  s.occlusion = blend(s.occlusion, 1.0, inside);
}

void paint_strands(Surface& s, Vec3 p, const HeadShape& head) {
  const Look& k = head.look();
  const double side = k.hair_over_eye < 0 ? -1 : 1;
  const double share = std::abs(k.hair_over_eye);
  // A curtain from the parting: its inner edge moves over the eye, from the outer corner to the inner one.
  const double eye = k.inter_eye / 2;
  const double edge = eye + k.eye_half_width * 1.3 - share * 2.6 * k.eye_half_width - 0.12 * (p.y - 10);
  const double off = side * p.x - edge;
  const double ragged = 2.2 * value_noise(k.texture + 105, p.y / 9, 4.5);
  const double inside = smooth_step(-kSoft, kSoft, off + ragged) * smooth_step(-58, -38, p.y);
  const double strand = value_noise(k.texture + 106, (side * p.x + 0.12 * p.y) / 0.7, p.y / 30) * 0.6 +
                        value_noise(k.texture + 107, (side * p.x + 0.12 * p.y) / 3, p.y / 60) * 0.4;
  s.albedo = blend(s.albedo, k.hair_colour * (1 + 0.5 * strand), inside);
  s.glow = s.glow * (1 - inside);
  s.normal = unit(s.normal + Vec3{0.3 * strand * inside, 0, 0});
  s.specular = blend(s.specular, 0.05 * (1 + strand), inside);
  s.gloss = blend(s.gloss, 9.0, inside);
  s.scatter *= 1 - inside;
}

}  // namespace

double cover_top(const HeadShape& head) {
  const Look& k = head.look();
  if (k.cover == Cover::none) return -head.chin();
  // 0: the chin, 0.5: between mouth and nose, 1: the bridge of the nose.
  const double lip = -(k.nose_length + k.mouth_level) / 2;
  return k.cover_height < 0.5 ? blend(-head.chin(), lip, 2 * k.cover_height)
                              : blend(lip, -0.15 * k.nose_length, 2 * k.cover_height - 1);
}

void paint_cover(Surface& surface, const Fragment& at, const HeadShape& head) {
  const Look& k = head.look();
  if (k.hair_over_eye != 0) paint_strands(surface, at.object, head);
  if (k.cover == Cover::mask) paint_mask(surface, at.object, head);
  if (k.cover == Cover::hand) paint_hand(surface, at.object, head);
}

}  // namespace enrolkit::people
