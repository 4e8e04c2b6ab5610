// SPDX-License-Identifier: Apache-2.0
#include "quality/photo/head_width.hpp"

#include <algorithm>
#include <cmath>

namespace enrolkit::photo {
namespace {

// The jaw line begins this much further out than the ears join the head: 2.27 against 2.24 inter-eye distances between
// both sides, on hand-placed points of 51 adults.
constexpr double kJawOverHead = 1.013;

// Heights between which the ears join, in inter-eye distances below the eyes.
constexpr double kEarFrom = 0.0;
constexpr double kEarTo = 0.5;

// Where the person ends at ear height on one side (-1, +1), in face coordinates, searched outwards from inside the
// face.
double end_of_person(const HeadMask& mask, int side) {
  double furthest = 0;
  for (double y = kEarFrom; y <= kEarTo; y += 0.1) {
    double x = 0.7;
    for (; x < 2; x += 0.02) {
      const Point p = mask.axes.to_image({side * x, y});
      const int column = static_cast<int>(std::lround(p.x));
      const int row = static_cast<int>(std::lround(p.y));
      if (column < 0 || row < 0 || column >= mask.person.cols || row >= mask.person.rows) return 2;
      if (mask.person.at<std::uint8_t>(row, column) == 0) break;
    }
    furthest = std::max(furthest, x);
  }
  return furthest;
}

}  // namespace

HeadSides head_sides(const FaceGeometry& face, const HeadMask* mask) {
  const FaceAxes axes = face_axes(face);
  HeadSides sides = {axes.to_face(face.landmarks[0]).x / kJawOverHead,
                     axes.to_face(face.landmarks[16]).x / kJawOverHead};
  if (mask != nullptr && !mask->cut) {
    sides.left = std::max(sides.left, -end_of_person(*mask, -1));
    sides.right = std::min(sides.right, end_of_person(*mask, 1));
  }
  return sides;
}

}  // namespace enrolkit::photo
