// SPDX-License-Identifier: Apache-2.0
#include "people/light.hpp"

#include <array>

namespace enrolkit::people {
namespace {

constexpr double kReach = 330;  // mm around the origin that can cast a shadow: head, hair and the shoulders in view
constexpr double kDomeCell = 3.5;
constexpr double kLampCell = 2.5;
constexpr double kBias = 3;  // mm
constexpr int kDomeRays = 40;
constexpr int kLampRays = 12;

// Evenly spread directions: a Fibonacci spiral over the sphere.
Vec3 spiral(int i, int count) {
  const double y = 1 - 2 * (i + 0.5) / count;
  const double ring = std::sqrt(1 - y * y);
  const double turn = i * 2.399963229728653;  // the golden angle
  return {ring * std::cos(turn), y, ring * std::sin(turn)};
}

// Blinn's cosine power.
double highlight(double cosine, double gloss) { return cosine > 0.6 ? std::exp(gloss * std::log(cosine)) : 0.0; }

}  // namespace

ShadowMap::ShadowMap(const std::vector<const Mesh*>& meshes, Vec3 direction, double cell)
    : direction_(unit(direction)), cell_(cell), side_(static_cast<int>(2 * kReach / cell)) {
  right_ = unit(cross(std::abs(direction_.y) < 0.9 ? Vec3{0, 1, 0} : Vec3{1, 0, 0}, direction_));
  up_ = cross(direction_, right_);
  depth_.assign(static_cast<std::size_t>(side_) * static_cast<std::size_t>(side_), -1e9F);
  for (const Mesh* mesh : meshes) {
    if (!mesh->casts_shadow) continue;
    const int step = std::max(1, mesh->columns / 90);  // the shape, not its texture, casts the shadow
    for (int r = 0; r + 1 < mesh->rows; r += step) {
      for (int c = 0; c + 1 < mesh->columns; c += step) {
        const int below = std::min(r + step, mesh->rows - 1);
        const int beside = std::min(c + step, mesh->columns - 1);
        const Vertex& first = mesh->at(c, r);
        const Vertex& last = mesh->at(beside, below);
        if (mesh->paint->has_holes() && !(mesh->paint->covers(first) && mesh->paint->covers(last))) continue;
        const Vec3 p00 = seen(first.world);
        const Vec3 p10 = seen(mesh->at(beside, r).world);
        const Vec3 p01 = seen(mesh->at(c, below).world);
        const Vec3 p11 = seen(last.world);
        draw(p00, p10, p01);
        draw(p10, p11, p01);
      }
    }
  }
}

void ShadowMap::draw(Vec3 a, Vec3 b, Vec3 c) {
  const auto cell = [this](Vec3 p) { return Vec3{(p.x + kReach) / cell_, (p.y + kReach) / cell_, p.z}; };
  a = cell(a);
  b = cell(b);
  c = cell(c);
  const double area = (b.x - a.x) * (c.y - a.y) - (c.x - a.x) * (b.y - a.y);
  if (std::abs(area) < 1e-12) return;
  const int x0 = std::max(0, static_cast<int>(std::ceil(std::min({a.x, b.x, c.x}))));
  const int x1 = std::min(side_ - 1, static_cast<int>(std::floor(std::max({a.x, b.x, c.x}))));
  const int y0 = std::max(0, static_cast<int>(std::ceil(std::min({a.y, b.y, c.y}))));
  const int y1 = std::min(side_ - 1, static_cast<int>(std::floor(std::max({a.y, b.y, c.y}))));
  for (int y = y0; y <= y1; ++y) {
    for (int x = x0; x <= x1; ++x) {
      const double wb = ((x - a.x) * (c.y - a.y) - (c.x - a.x) * (y - a.y)) / area;
      const double wc = ((b.x - a.x) * (y - a.y) - (x - a.x) * (b.y - a.y)) / area;
      if (wb < 0 || wc < 0 || wb + wc > 1) continue;
      const auto z = static_cast<float>(a.z + wb * (b.z - a.z) + wc * (c.z - a.z));
      float& cell_depth =
          depth_[static_cast<std::size_t>(y) * static_cast<std::size_t>(side_) + static_cast<std::size_t>(x)];
      cell_depth = std::max(cell_depth, z);
    }
  }
}

double ShadowMap::visibility(Vec3 world, double bias) const {
  const Vec3 p = seen(world);
  const double fx = (p.x + kReach) / cell_;
  const double fy = (p.y + kReach) / cell_;
  const int x = static_cast<int>(std::floor(fx));
  const int y = static_cast<int>(std::floor(fy));
  if (x < 0 || y < 0 || x + 1 >= side_ || y + 1 >= side_) return 1;
  const auto lit = [&](int cx, int cy) {
    const double blocker = static_cast<double>(
        depth_[static_cast<std::size_t>(cy) * static_cast<std::size_t>(side_) + static_cast<std::size_t>(cx)]);
    return std::clamp((p.z + bias - blocker) / bias + 0.5, 0.0, 1.0);
  };
  return blend(blend(lit(x, y), lit(x + 1, y), fx - x), blend(lit(x, y + 1), lit(x + 1, y + 1), fx - x), fy - y);
}

void Light::fall_on(const std::vector<Mesh*>& meshes) {
  dome_.clear();
  lamp_.clear();
  dome_maps_.clear();
  lamp_maps_.clear();
  const std::vector<const Mesh*> casters(meshes.begin(), meshes.end());
  double total = 0;  // so that a surface that faces the camera in the open gets 1
  for (int i = 0; i < kDomeRays; ++i) {
    const Vec3 direction = spiral(i, kDomeRays);
    const double front = std::max(0.0, 0.94 * direction.z + 0.34 * direction.y);
    const double weight = (1 - rig_.front_share) * (0.7 + 0.3 * direction.y) + rig_.front_share * 2 * front;
    if (weight <= 0) continue;
    dome_.push_back({direction, weight});
    total += weight * std::max(0.0, direction.z);
  }
  for (auto& ray : dome_) ray.weight /= total;
  const Vec3 towards = unit(rig_.key_direction);
  const Vec3 right = unit(cross({0, 1, 0}, towards));
  const Vec3 up = cross(towards, right);
  for (int i = 0; i < kLampRays; ++i) {
    const double radius = std::tan(radians(rig_.key_softness)) * std::sqrt((i + 0.5) / kLampRays);
    const double turn = i * 2.399963229728653;
    const Vec3 direction = unit(towards + right * (radius * std::cos(turn)) + up * (radius * std::sin(turn)));
    lamp_.push_back({direction, 1.0 / kLampRays});
  }
  for (const auto& ray : dome_) dome_maps_.emplace_back(casters, ray.direction, kDomeCell);
  for (const auto& ray : lamp_) lamp_maps_.emplace_back(casters, ray.direction, kLampCell);
  for (Mesh* mesh : meshes) {
    for (auto& vertex : mesh->vertices) {
      const Vec3 lifted = vertex.world + vertex.normal * 2.0;
      vertex.ambient = 0;
      for (std::size_t i = 0; i < dome_.size(); ++i) {
        const double facing = dot(vertex.normal, dome_[i].direction);
        if (facing > 0) vertex.ambient += dome_[i].weight * facing * dome_maps_[i].visibility(lifted, kBias);
      }
      vertex.key = 0;
      for (std::size_t i = 0; i < lamp_.size(); ++i) {
        vertex.key += lamp_[i].weight * lamp_maps_[i].visibility(lifted, kBias);
      }
    }
  }
}

Light::Arriving Light::on_wall(Vec3 world) const {
  Arriving arriving{0, 0};
  for (std::size_t i = 0; i < dome_.size(); ++i) {
    const double facing = dome_[i].direction.z;
    if (facing > 0) arriving.ambient += dome_[i].weight * facing * dome_maps_[i].visibility(world, kBias);
  }
  for (std::size_t i = 0; i < lamp_.size(); ++i) {
    arriving.key += lamp_[i].weight * lamp_maps_[i].visibility(world, kBias);
  }
  return arriving;
}

Vec3 Light::shade(const Surface& surface, const Fragment& at) const {
  const Vec3 towards = unit(rig_.key_direction);
  const double facing = dot(surface.normal, towards);
  // Light that enters skin comes out around the corner, red first.
  const auto wrapped = [&](double wrap) { return std::max(0.0, (facing + wrap) / (1 + wrap)); };
  const Vec3 diffuse{wrapped(0.26 * surface.scatter), wrapped(0.14 * surface.scatter), wrapped(0.08 * surface.scatter)};
  const Vec3 arriving =
      diffuse * (rig_.key_strength * at.key) + Vec3{1, 1, 1} * (rig_.ambient_strength * at.ambient * surface.occlusion);
  Vec3 leaving = surface.albedo * arriving;
  if (surface.specular > 0) {
    const Vec3 half = unit(towards + Vec3{0, 0, 1});
    const double lamp = highlight(dot(surface.normal, half), surface.gloss) * at.key * rig_.key_strength;
    const double turned = 1 - std::clamp(surface.normal.z, 0.0, 1.0);
    const double rim = turned * turned * turned * turned * at.ambient * rig_.ambient_strength;
    leaving = leaving + Vec3{1, 1, 1} * (surface.specular * (lamp + 0.25 * rim));
  }
  return (leaving + surface.glow) * rig_.colour;
}

}  // namespace enrolkit::people
