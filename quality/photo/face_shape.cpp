// SPDX-License-Identifier: Apache-2.0
#include "quality/photo/face_shape.hpp"

#include "quality/photo/face_geometry.hpp"

namespace enrolkit::photo {
namespace {

// The point on the other side of the face; a point of the midline is its own.
constexpr std::array<std::size_t, 68> kMirror = {16, 15, 14, 13, 12, 11, 10, 9,  8,  7,  6,  5,  4,  3,  2,  1,  0,
                                                 26, 25, 24, 23, 22, 21, 20, 19, 18, 17, 27, 28, 29, 30, 35, 34, 33,
                                                 32, 31, 45, 44, 43, 42, 47, 46, 39, 38, 37, 36, 41, 40, 54, 53, 52,
                                                 51, 50, 49, 48, 59, 58, 57, 56, 55, 64, 63, 62, 61, 60, 67, 66, 65};

}  // namespace

FaceShape face_shape(const FaceGeometry& face) {
  const FaceAxes axes = face_axes(face);
  FaceShape shape;
  std::size_t term = 0;
  for (std::size_t i = 0; i < kMirror.size(); ++i) {
    const std::size_t j = kMirror[i];
    if (j < i) continue;
    const Point a = axes.to_face(face.landmarks[i]);
    const Point b = axes.to_face(face.landmarks[j]);
    if (i == j) {
      shape.shared[term] = a.y;
      shape.between[term++] = a.x;
      continue;
    }
    shape.shared[term] = (a.x - b.x) / 2;
    shape.between[term++] = (a.x + b.x) / 2;
    shape.shared[term] = (a.y + b.y) / 2;
    shape.between[term++] = (a.y - b.y) / 2;
  }
  return shape;
}

}  // namespace enrolkit::photo
