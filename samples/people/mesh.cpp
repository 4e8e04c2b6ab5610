// SPDX-License-Identifier: Apache-2.0
#include "people/mesh.hpp"

namespace enrolkit::people {

Mesh make_grid(int columns, int rows, double detail, const Paint* paint,
               const std::function<Vec3(double, double)>& place, bool closed) {
  Mesh mesh;
  columns = std::max(13, static_cast<int>(columns * detail));
  rows = std::max(9, static_cast<int>(rows * detail));
  mesh.columns = columns;
  mesh.rows = rows;
  mesh.paint = paint;
  mesh.closed = closed;
  mesh.vertices.resize(static_cast<std::size_t>(columns) * static_cast<std::size_t>(rows));
  auto* vertex = mesh.vertices.data();
  for (int r = 0; r < rows; ++r) {
    for (int c = 0; c < columns; ++c, ++vertex) {
      vertex->u = static_cast<double>(c) / (columns - 1);
      vertex->v = static_cast<double>(r) / (rows - 1);
      vertex->object = place(closed && c == columns - 1 ? 0.0 : vertex->u, vertex->v);
    }
  }
  return mesh;
}

void pose_mesh(Mesh& mesh, const std::function<Vec3(Vec3)>& into_world) {
  for (auto& vertex : mesh.vertices) vertex.world = into_world(vertex.object);
  const int last_column = mesh.columns - 1;
  for (int r = 0; r < mesh.rows; ++r) {
    for (int c = 0; c < mesh.columns; ++c) {
      const int before = c > 0 ? c - 1 : (mesh.closed ? last_column - 1 : c);
      const int after = c < last_column ? c + 1 : (mesh.closed ? 1 : c);
      const Vec3 along_u = mesh.at(after, r).world - mesh.at(before, r).world;
      const Vec3 along_v = mesh.at(c, std::min(r + 1, mesh.rows - 1)).world - mesh.at(c, std::max(r - 1, 0)).world;
      auto& vertex = mesh.vertices[static_cast<std::size_t>(r) * static_cast<std::size_t>(mesh.columns) +
                                   static_cast<std::size_t>(c)];
      vertex.normal = unit(cross(along_u, along_v));
    }
  }
}

}  // namespace enrolkit::people
