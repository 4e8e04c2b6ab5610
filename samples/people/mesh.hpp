// SPDX-License-Identifier: Apache-2.0
// Surfaces as grids of vertices, and what a paint must say of a point on one.
#pragma once

#include <functional>
#include <vector>

#include "people/vec3.hpp"

namespace enrolkit::people {

struct Vertex {
  Vec3 object;   // in the frame of the painted thing, before any pose: what paints look at
  Vec3 world;    // millimetres, head frame of an upright head
  Vec3 normal;   // of the world, unit
  double u = 0;  // across and along the grid, 0..1
  double v = 0;
  double ambient = 1;  // light that reaches the vertex: all around, and from the key light
  double key = 1;
};

using Fragment = Vertex;  // a point between vertices, as the rasteriser gives it

// What a surface is like at one fragment, before light falls on it.
struct Surface {
  Vec3 albedo;           // linear
  Vec3 normal;           // world
  double specular = 0;   // strength of the highlight
  double gloss = 20;     // its Blinn exponent
  double scatter = 0;    // 0..1: light that wraps into the shade, reddened, as in skin
  double occlusion = 1;  // factor on ambient light, for what is finer than the mesh
  Vec3 glow{};           // light of its own: reflections
};

class Paint {
 public:
  virtual ~Paint() = default;
  Paint() = default;
  Paint(const Paint&) = delete;
  Paint& operator=(const Paint&) = delete;
  // Whether the surface exists there: hair ends in strands.
  [[nodiscard]] virtual bool covers(const Fragment& /*at*/) const { return true; }
  [[nodiscard]] virtual bool has_holes() const { return false; }
  [[nodiscard]] virtual Surface surface(const Fragment& at) const = 0;
};

struct Mesh {
  int columns = 0;
  int rows = 0;
  const Paint* paint = nullptr;
  bool casts_shadow = true;
  bool closed = true;            // the last column is the first
  std::vector<Vertex> vertices;  // row by row

  [[nodiscard]] const Vertex& at(int column, int row) const {
    return vertices[static_cast<std::size_t>(row) * static_cast<std::size_t>(columns) +
                    static_cast<std::size_t>(column)];
  }
};

// A grid over u, v in [0, 1], of `detail` times the columns and rows given; `place` gives the object position. In
// a closed one u = 0 and u = 1 are the same seam.
[[nodiscard]] Mesh make_grid(int columns, int rows, double detail, const Paint* paint,
                             const std::function<Vec3(double u, double v)>& place, bool closed = true);

// Moves the vertices into the world and finds the normals, which point to the left of (u, v): outwards when u runs
// counter-clockwise as seen from outside.
void pose_mesh(Mesh& mesh, const std::function<Vec3(Vec3)>& into_world);

}  // namespace enrolkit::people
