// SPDX-License-Identifier: Apache-2.0
#include "people/body.hpp"

#include "people/noise.hpp"

namespace enrolkit::people {
namespace {

constexpr double kTwoPi = 2 * std::numbers::pi;

double neck_half_width(const Look& look) {
  const double grown = look.half_breadth * (look.female ? 0.70 : 0.79);
  return blend(look.half_breadth * 0.6, grown, smooth_step(5, 18, look.age));
}

// Ear, mm: half height, half width, and how its plane stands off the head.
constexpr double kEarTall = 30;
constexpr double kEarWide = 15;
constexpr Vec3 kEarOut{0.60, 0, -0.80};
constexpr Vec3 kEarFace{0.80, 0, 0.60};

Vec3 ear_root(const HeadShape& head) { return {head.half_width(-8) - 3, -13, -10}; }

}  // namespace

double foot_of_neck(const HeadShape& head) { return -head.look().chin - 34; }

Surface ClothPaint::surface(const Fragment& at) const {
  Surface s;
  const Vec3 p = at.object;
  const double weave = value_noise(texture_ + 91, p.x / 0.8, p.y / 0.8, p.z / 0.8);
  const double folds = fractal_noise(texture_ + 92, p.x / 34, p.y / 60, p.z / 34, 2);
  s.albedo = colour_ * (1 + 0.10 * weave + 0.06 * folds);
  s.normal = unit(at.normal + Vec3{0.18 * folds + 0.12 * weave, 0.05 * folds, 0});
  s.occlusion = 1;
  return s;
}

Mesh make_neck(const HeadShape& head, const Paint& skin, double detail) {
  const double half = neck_half_width(head.look());
  const double base = foot_of_neck(head);
  return make_grid(181, 81, detail, &skin, [&](double u, double v) {
    const double a = kTwoPi * (u - 0.5);
    const double y = blend(base - 30, -48.0, v);
    const double flare = smooth_step(base + 38, base - 30, y);
    const double throat = 4 * bell(a, 0.22, y + head.look().chin + 12, 12) * (head.look().female ? 0.3 : 1.0);
    const double tendon = 1.5 * bell(std::abs(a) - 0.55, 0.16) * smooth_step(-80, base, y);
    const double r = half + 6 * flare;
    return Vec3{r * std::sin(a), y, -18 - 10 * flare + (r * 0.98 + throat + tendon) * std::cos(a)};
  });
}

Mesh make_ear(const HeadShape& head, int side, const Paint& skin, double detail) {
  const Vec3 root = ear_root(head);
  return make_grid(73, 33, detail, &skin, [&](double u, double v) {
    const double turn = kTwoPi * (side > 0 ? u : 1 - u);
    const double r = 1 - v;
    const double lobe = 1 - 0.28 * smooth_step(0.0, -1.0, std::sin(turn));
    const double out = kEarWide * lobe * r * std::cos(turn) + kEarWide * 0.72;
    const double y = kEarTall * r * std::sin(turn) - 2 * out / kEarWide;
    // Rim, groove, ridge, hollow, from the edge inwards.
    const double relief = -4.0 * smooth_step(0.9, 1.0, r) + 3.2 * bell(r - 0.88, 0.09) + 1.8 * bell(r - 0.6, 0.1) -
                          6.0 * smooth_step(0.55, 0.2, r) * smooth_step(-0.9, -0.2, std::sin(turn));
    const Vec3 p = root + Vec3{kEarOut.x * out + kEarFace.x * relief, y, kEarOut.z * out + kEarFace.z * relief};
    return Vec3{side * p.x, p.y, p.z};
  });
}

Vec3 ear_edge(const HeadShape& head, int side) {
  const Vec3 root = ear_root(head);
  const double out = kEarWide * 1.72;
  return {side * (root.x + kEarOut.x * out), root.y - 2, root.z + kEarOut.z * out};
}

std::vector<Mesh> make_clothes(const HeadShape& head, const Paint& cloth, const Paint& collar, double detail) {
  const Look& k = head.look();
  const double half = neck_half_width(k) + 9;
  const double base = foot_of_neck(head);
  const double size = k.half_breadth / 70;
  std::vector<Mesh> meshes;
  const bool turned = k.cloth != 0;
  // Height of the neckline, lowest in front.
  const auto neckline = [base, turned](double a) {
    const double front = 0.5 + 0.5 * std::cos(a);
    return base + 12 - (turned ? 12 : 22) * front * front;
  };
  // From the hem far below up over the shoulders to the neckline.
  meshes.push_back(make_grid(241, 101, detail, &cloth, [&](double u, double v) {
    const double a = kTwoPi * (u - 0.5);
    const double r = 1 - v;  // 0 at the neckline, 0.65 at the shoulder, then down
    const double slope = smooth_step(0, 0.65, r);
    const double wide = half + 125 * size * slope;
    const double deep = half + (26 + 20 * smooth_step(0.2, 0.9, r)) * slope * size;
    const double front = std::max(0.0, std::cos(a));
    const double drop =
        (52 * std::pow(r / 0.65, 1.25) * std::abs(std::sin(a)) + 95 * r * front + 60 * r * (1 - front)) * size +
        (r > 0.65 ? 1100 * (r - 0.65) : 0.0);
    return Vec3{wide * std::sin(a), neckline(a) - drop, -26 + deep * std::cos(a)};
  }));
  // Collar: a rim that lies on the neckline, or a turned-down one that opens in front.
  meshes.push_back(make_grid(181, 25, detail, &collar, [&](double u, double v) {
    const double a = kTwoPi * (u - 0.5);
    const double front = bell(a, 0.5);
    const double height = turned ? 30 - 13 * front : 6;
    const double y = neckline(a) - (turned ? 3 + 9 * front : 3) + height * v;
    const double r = half + (turned ? 1 + 7 * (1 - v) : 1 + 2.2 * std::sin(std::numbers::pi * v) - 1.5 * v);
    return Vec3{r * std::sin(a), y, -26 + (r + 1.5) * std::cos(a)};
  }));
  return meshes;
}

}  // namespace enrolkit::people
