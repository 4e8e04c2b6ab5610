// SPDX-License-Identifier: Apache-2.0
#include "people/skin_paint.hpp"

#include "people/noise.hpp"

namespace enrolkit::people {

Surface SkinPaint::surface(const Fragment& at) const {
  const Vec3 p = at.object;
  const std::uint32_t seed = look_.texture;
  Surface s;
  const double blotches = fractal_noise(seed, p.x / 22, p.y / 22, p.z / 22, 3);
  const double fine = fractal_noise(seed + 11, p.x / 1.5, p.y / 1.5, p.z / 1.5, 2);
  s.albedo = look_.skin * (1 + 0.05 * blotches + 0.05 * fine);
  const double red = 0.10 * look_.redness * (1 + 0.8 * blotches) * (1 - 0.6 * look_.skin_depth);
  s.albedo = s.albedo * Vec3{1 + 0.2 * red, 1 - red, 1 - 0.8 * red};
  if (look_.freckles > 0 && p.z > 40) {
    const double spots = 0.6 * value_noise(seed + 5, (p.x + 0.4 * p.y) / 2.9, (p.y - 0.4 * p.x) / 2.9) +
                         0.6 * value_noise(seed + 6, (p.x - 0.7 * p.y) / 1.9, (p.y + 0.7 * p.x) / 1.9);
    const double zone = bell(p.x, 40, p.y + 22, 22);
    s.albedo =
        s.albedo * blend(Vec3{1, 1, 1}, {0.78, 0.62, 0.5}, look_.freckles * zone * smooth_step(0.3, 0.65, spots));
  }
  // Pores tilt the surface.
  const double grain = 0.07 + 0.05 * look_.wrinkles;
  const Vec3 tilt{value_noise(seed + 21, p.x / 0.9, p.y / 0.9, p.z / 0.9),
                  value_noise(seed + 22, p.x / 0.9, p.y / 0.9, p.z / 0.9), 0};
  s.normal = unit(at.normal + tilt * grain);
  s.specular = 0.045 + 0.02 * look_.skin_depth;  // the same sheen, seen against darker skin
  s.gloss = 16;
  s.scatter = 1;
  return s;
}

Surface EarPaint::surface(const Fragment& at) const {
  Surface s = SkinPaint::surface(at);
  // u runs around the ear, v from its rim to its middle: the groove inside the rim and the hollow lie in the dark.
  const double r = 1 - at.v;
  const double groove = bell(r - 0.74, 0.06) + 0.9 * smooth_step(0.5, 0.25, r);
  s.albedo = s.albedo * (Vec3{1.0, 0.92, 0.92} * (1 - 0.42 * std::min(1.0, groove)));
  s.occlusion = 1 - 0.4 * std::min(1.0, groove);
  return s;
}

}  // namespace enrolkit::people
