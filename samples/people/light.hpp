// SPDX-License-Identifier: Apache-2.0
// Studio light: a dome all around and one soft key light, with shadows of all that stands in their way.
#pragma once

#include <vector>

#include "people/mesh.hpp"

namespace enrolkit::people {

struct LightRig {
  Vec3 key_direction{0, 0.35, 0.94};  // towards the light
  double key_strength = 0.55;         // of the light that a surface facing it gets; white paper in full light is 1
  double key_softness = 12;           // degrees, radius of the lamp as seen from the face
  double ambient_strength = 0.6;
  double front_share = 0.6;  // 0: the dome is even; 1: all of it comes from the camera's side
  Vec3 colour{1, 1, 1};
};

// Depth as seen from far away in one direction.
class ShadowMap {
 public:
  ShadowMap(const std::vector<const Mesh*>& meshes, Vec3 direction, double cell);
  // 0 (hidden) .. 1 (lit), smooth over about two cells.
  [[nodiscard]] double visibility(Vec3 world, double bias) const;

 private:
  void draw(Vec3 a, Vec3 b, Vec3 c);
  [[nodiscard]] Vec3 seen(Vec3 world) const { return {dot(world, right_), dot(world, up_), dot(world, direction_)}; }
  Vec3 direction_, right_, up_;
  double cell_;
  int side_;
  std::vector<float> depth_;
};

class Light {
 public:
  explicit Light(const LightRig& rig) : rig_(rig) {}

  // Fills `ambient` and `key` of all vertices, each as seen past all meshes that cast shadows.
  void fall_on(const std::vector<Mesh*>& meshes);

  // The same for one point of a wall that faces the camera, after fall_on.
  struct Arriving {
    double ambient = 1;
    double key = 1;
  };
  [[nodiscard]] Arriving on_wall(Vec3 world) const;

  // What leaves the surface towards the camera.
  [[nodiscard]] Vec3 shade(const Surface& surface, const Fragment& at) const;

  [[nodiscard]] const LightRig& rig() const noexcept { return rig_; }

 private:
  struct Ray {
    Vec3 direction;
    double weight;
  };
  LightRig rig_;
  std::vector<Ray> dome_, lamp_;
  std::vector<ShadowMap> dome_maps_, lamp_maps_;
};

}  // namespace enrolkit::people
