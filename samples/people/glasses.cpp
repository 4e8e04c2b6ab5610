// SPDX-License-Identifier: Apache-2.0
#include "people/glasses.hpp"

namespace enrolkit::people {
namespace {

constexpr double kHalfSpan = 69;  // mm: from the middle to where the temples are hinged
constexpr double kHingeHeight = 7;

// How far outside the lens's edge, mm; negative inside.
double from_lens(const Look& look, double x, double y) {
  const Glasses& g = *look.glasses;
  const double across = (std::abs(x) - look.inter_eye / 2 - 1.5) / g.half_width;
  const double up = (y - g.height) / g.half_height;
  const double size = std::pow(std::pow(std::abs(across), 2.8) + std::pow(std::abs(up), 2.8), 1 / 2.8);
  return (size - 1) * std::min(g.half_width, g.half_height);
}

bool on_bridge(const Look& look, double x, double y) {
  const Glasses& g = *look.glasses;
  const double inner = look.inter_eye / 2 + 1.5 - g.half_width;
  const double arch = g.height + 5 + 2.2 * (1 - x * x / (inner * inner));
  return std::abs(x) < inner && std::abs(y - arch) < g.rim * 0.6 + 0.3;
}

bool on_hinge(const Look& look, double x, double y) {
  const Glasses& g = *look.glasses;
  const double outer = look.inter_eye / 2 + 1.5 + g.half_width;
  return std::abs(x) > outer - 1 && std::abs(y - g.height - kHingeHeight) < g.rim * 0.7 + 0.6;
}

// Where a window or a lamp is mirrored: a slanting patch on each lens.
bool in_glare(const Look& look, double x, double y) {
  const Glasses& g = *look.glasses;
  if (g.glare <= 0) return false;
  const double lx = x - (x < 0 ? -1 : 1) * look.inter_eye / 2;
  const double along = 0.8 * lx + 0.6 * (y - 1);
  const double across = -0.6 * lx + 0.8 * (y - 1);
  return std::abs(along) < 13 * g.glare && std::abs(across) < 6 * g.glare && from_lens(look, x, y) < -g.rim / 2;
}

double sheet_depth(const HeadShape& head, double x) { return head.front(0, 3).z + 6 - x * x / 260; }

}  // namespace

bool GlassesPaint::covers(const Fragment& at) const {
  const double x = at.object.x;
  const double y = at.object.y;
  if (std::abs(x) > kHalfSpan + 0.1) return true;  // a temple
  if (std::abs(from_lens(look_, x, y)) < look_.glasses->rim / 2) return true;
  return on_bridge(look_, x, y) || on_hinge(look_, x, y) || in_glare(look_, x, y);
}

Surface GlassesPaint::surface(const Fragment& at) const {
  Surface s;
  s.normal = at.normal.z < 0 ? at.normal * -1 : at.normal;
  const double x = at.object.x;
  const double y = at.object.y;
  const bool frame = std::abs(from_lens(look_, x, y)) < look_.glasses->rim / 2 || on_bridge(look_, x, y) ||
                     on_hinge(look_, x, y) || std::abs(x) > kHalfSpan + 0.1;
  if (!frame) {
    s.albedo = {0.7, 0.72, 0.75};
    s.glow = {0.55, 0.57, 0.6};
    return s;
  }
  s.albedo = look_.glasses->frame_colour;
  s.specular = 0.12;
  s.gloss = 30;
  return s;
}

std::vector<Mesh> make_glasses(const HeadShape& head, const Paint& paint, double detail) {
  std::vector<Mesh> meshes;
  const Look& look = head.look();
  if (!look.glasses) return meshes;
  // Finer than the face: rims are thin.
  Mesh front = make_grid(
      281, 121, detail, &paint,
      [&](double u, double v) {
        const double x = (2 * u - 1) * kHalfSpan;
        return Vec3{x, look.glasses->height + (2 * v - 1) * (look.glasses->half_height + 6), sheet_depth(head, x)};
      },
      false);
  front.casts_shadow = false;  // a rim's shadow is thinner than the shadows are sharp
  meshes.push_back(std::move(front));
  for (const int side : {-1, 1}) {
    Mesh temple = make_grid(
        61, 9, detail, &paint,
        [&](double u, double v) {
          const double along = side > 0 ? u : 1 - u;
          const double z = blend(sheet_depth(head, kHalfSpan), -14.0, along);
          const double x = blend(kHalfSpan + 0.2, std::max(kHalfSpan + 0.2, head.half_width(0) + 4), along);
          const double y =
              look.glasses->height + kHingeHeight - 3 * along + (2 * v - 1) * (look.glasses->rim * 0.7 + 0.6);
          return Vec3{side * x, y, z};
        },
        false);
    temple.casts_shadow = false;
    meshes.push_back(std::move(temple));
  }
  return meshes;
}

double lens_shade(const HeadShape& head, Vec3 face_point, Vec3 view) {
  const Look& look = head.look();
  if (!look.glasses || look.glasses->tint <= 0 || view.z < 0.2) return 0;
  const double step = (sheet_depth(head, face_point.x) - face_point.z) / view.z;
  if (step < 0) return 0;
  const Vec3 through = face_point + view * step;
  return look.glasses->tint * smooth_step(0.4, -0.4, from_lens(look, through.x, through.y));
}

}  // namespace enrolkit::people
