// SPDX-License-Identifier: Apache-2.0
#include "people/mouth_paint.hpp"

#include "people/noise.hpp"

namespace enrolkit::people {

double MouthPaint::half_width() const {
  return head_.look().mouth_half_width *
         (1 + 0.2 * std::max(0.0, head_.expression().smile) - 0.004 * head_.expression().mouth_gap);
}

double MouthPaint::line(double t) const {
  const double bow = -0.8 * bell(t, 0.12) + 0.7 * bell(std::abs(t) - 0.32, 0.2);
  return -head_.look().mouth_level + bow + (0.5 + 6.5 * head_.expression().smile) * t * t;
}

Vec3 MouthPaint::corner(int side) const { return head_.front(side * half_width(), line(1)); }
Vec3 MouthPaint::middle() const { return head_.front(0, line(0)); }

void MouthPaint::paint(Surface& surface, const Fragment& at) const {
  const Look& k = head_.look();
  const double gap = head_.expression().mouth_gap;
  const double smile = head_.expression().smile;
  const double t = at.object.x / half_width();
  const double at_t = std::clamp(t, -1.0, 1.0);
  const double y = at.object.y - line(at_t);
  if (std::abs(t) > 1.25 || y > 22 + gap || y < -26 - gap) return;
  const double arc = std::max(0.0, 1 - at_t * at_t);
  const double open_up = 0.45 * gap * std::pow(arc, 0.8);
  const double open_down = 0.55 * gap * std::pow(arc, 0.7);
  const double up = open_up + k.upper_lip * (1 - 0.25 * smile) * std::pow(arc, 0.75) *
                                  (0.88 + 0.16 * bell(std::abs(at_t) - 0.2, 0.13) - 0.12 * bell(at_t, 0.07));
  const double low = -open_down - k.lower_lip * (1 - 0.2 * smile) * std::pow(arc, 0.62);

  // Below the lower lip it is darker; at the corners there is a small dimple.
  surface.albedo = surface.albedo * (1 - 0.10 * bell(at.object.x, 15, y - low + 3.2, 2.4));
  surface.albedo = surface.albedo * (1 - 0.34 * bell(std::abs(at.object.x) - half_width() - 0.4, 1.5, y - 0.3, 1.6));

  const double lips =
      smooth_step(1.03, 0.95, std::abs(t)) * smooth_step(up + 0.5, up - 0.5, y) * smooth_step(low - 0.7, low + 0.7, y);
  if (lips > 0) {
    const double lines = value_noise(k.texture + 51, at.object.x / 0.9, y / 6.0);
    const Vec3 lip = k.lips * (1 + 0.07 * lines) * (y > 0 ? 0.88 : 1.0);
    surface.albedo = blend(surface.albedo, lip, lips * 0.92);
    surface.specular = blend(surface.specular, 0.085, lips);
    surface.gloss = blend(surface.gloss, 26, lips);
    surface.normal = unit(surface.normal + Vec3{0.12 * lines * lips, 0, 0});
  }
  // Closed lips meet in a dark line.
  const double width = 0.55 + 0.25 * bell(at_t, 0.5);
  const double seam = smooth_step(1.05, 0.98, std::abs(t)) * bell(y, width) * (gap > 0.5 ? 0.0 : 1.0);
  surface.albedo = blend(surface.albedo, k.lips * Vec3{0.20, 0.13, 0.13}, 0.9 * seam);
  surface.specular *= 1 - seam;
  if (gap <= 0.5 || std::abs(t) >= 1) return;

  const double hole = smooth_step(-0.2, 0.2, open_up - y) * smooth_step(-0.2, 0.2, y + open_down);
  if (hole <= 0) return;
  Vec3 inside{0.035, 0.010, 0.010};
  const double tongue = smooth_step(-open_down + 4, -open_down, y) * bell(at_t, 0.45) * smooth_step(6, 14, gap);
  inside = blend(inside, {0.24, 0.07, 0.07}, tongue);
  const double tooth = std::abs(at.object.x) / 8.2;
  const double between = smooth_step(0.05, 0.0, std::abs(tooth - std::floor(tooth + 0.5)));
  const double teeth_length = std::min(5.5, 1.0 + gap * 0.45);
  const double teeth = smooth_step(open_up - teeth_length - 0.3, open_up - teeth_length + 0.3, y) *
                       smooth_step(0.74, 0.55, std::abs(at_t));
  inside = blend(inside, Vec3{0.62, 0.57, 0.48} * (1 - 0.35 * between) * (0.45 + 0.55 * bell(at_t, 0.5)), teeth * 0.95);
  surface.albedo = blend(surface.albedo, inside, hole);
  surface.specular *= 1 - hole;
  surface.scatter *= 1 - hole;
  surface.occlusion = blend(surface.occlusion, 0.65, hole);
}

}  // namespace enrolkit::people
