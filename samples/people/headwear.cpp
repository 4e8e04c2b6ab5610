// SPDX-License-Identifier: Apache-2.0
#include "people/headwear.hpp"

#include "people/noise.hpp"

namespace enrolkit::people {
namespace {

constexpr double kBrim = 44;      // mm above the eyes: a hat's lower edge
constexpr double kFold = 20;      // of the hat's turned-up rim
constexpr double kThick = 7;      // off the skull
constexpr double kScarfTop = 62;  // above the eyes: the scarf's edge on the forehead

// Above 1 outside the opening that a scarf leaves for the face.
double scarf_opening(const HeadShape& head, Vec3 p) {
  if (p.z < 8) return 2;
  const double middle = (kScarfTop - head.chin() - 4) / 2;
  const double half = (kScarfTop + head.chin() + 4) / 2;
  return std::hypot(p.x / (head.half_width(0) * 0.985), (p.y - middle) / half);
}

}  // namespace

bool HeadwearPaint::covers(const Fragment& at) const {
  if (head_.look().headwear == Headwear::hat) return at.object.y > kBrim;
  // The part under the chin hangs free of the opening.
  return at.object.y < -head_.chin() - 1 || scarf_opening(head_, at.object) > 1;
}

Surface HeadwearPaint::surface(const Fragment& at) const {
  const Look& look = head_.look();
  const Vec3 p = at.object;
  Surface s;
  const double a = 2 * std::numbers::pi * at.u;
  double relief = 0;
  if (look.headwear == Headwear::hat) {
    const double rib = std::sin(a * 70);
    relief = 0.35 * rib * (p.y < kBrim + kFold ? 1 : 0.5);
    s.albedo = look.headwear_colour * (1 + 0.22 * rib + 0.1 * value_noise(look.texture + 95, p.x, p.y, p.z));
  } else {
    const double folds = fractal_noise(look.texture + 96, p.x / 30, p.y / 55, p.z / 40, 3);
    relief = 0.5 * folds;
    s.albedo = look.headwear_colour * (1 + 0.10 * folds + 0.05 * value_noise(look.texture + 95, p.x, p.y, p.z));
  }
  s.normal = unit(at.normal * (at.normal.z < -0.2 ? -1 : 1) + Vec3{relief, 0.2 * relief, 0});
  return s;
}

std::vector<Mesh> make_headwear(const HeadShape& head, const Paint& paint, double detail) {
  std::vector<Mesh> meshes;
  const Look& look = head.look();
  if (look.headwear == Headwear::none) return meshes;
  const bool hat = look.headwear == Headwear::hat;
  meshes.push_back(make_grid(301, 181, detail, &paint, [&](double u, double v) {
    const Vec3 p = head.skull(u, v);
    const Vec3 out = unit({p.x / (70.0 * 70), p.y / (look.crown * look.crown), p.z / (92.0 * 92)});
    double thick = kThick;
    if (hat) {
      thick += 4 * smooth_step(kBrim + kFold + 1, kBrim + kFold - 1, p.y) + 6 * smooth_step(60, 110, p.y);
    } else {
      // Lies close at the opening's edge.
      thick = blend(2.5, kThick, smooth_step(1.0, 1.25, scarf_opening(head, p)));
    }
    return p + out * thick;
  }));
  if (hat) return meshes;
  meshes.push_back(make_grid(241, 81, detail, &paint, [&](double u, double v) {
    const double a = 2 * std::numbers::pi * (u - 0.5);
    const double y = blend(-look.chin - 75, -30.0, v);
    const double low = smooth_step(-40, -look.chin - 60, y);
    const double fold = 2.5 * value_noise(look.texture + 97, a * 3, y / 26) * low;
    const double r = blend(head.half_width(-30) + kThick, look.half_breadth * 0.98, low) + 16 * low * low + fold;
    const double front = blend(40.0, r * 0.9 + 8, smooth_step(-60, -look.chin - 10, y));
    return Vec3{r * std::sin(a), y, -20 + (std::cos(a) > 0 ? front : r * 1.05) * std::cos(a)};
  }));
  return meshes;
}

}  // namespace enrolkit::people
