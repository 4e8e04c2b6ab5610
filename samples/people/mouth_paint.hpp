// SPDX-License-Identifier: Apache-2.0
// Lips, the line or gap between them, teeth.
#pragma once

#include "people/head_shape.hpp"
#include "people/mesh.hpp"

namespace enrolkit::people {

class MouthPaint {
 public:
  explicit MouthPaint(const HeadShape& head) : head_(head) {}

  void paint(Surface& surface, const Fragment& at) const;

  [[nodiscard]] Vec3 corner(int side) const;  // head frame; -1 = on the picture's left
  [[nodiscard]] Vec3 middle() const;
  [[nodiscard]] double half_width() const;

 private:
  [[nodiscard]] double line(double t) const;  // height of the closed lips' line, t = -1..1 along the mouth
  const HeadShape& head_;
};

}  // namespace enrolkit::people
