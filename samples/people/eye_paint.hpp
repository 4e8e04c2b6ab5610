// SPDX-License-Identifier: Apache-2.0
// One eye: ball, iris, pupil, lids, lashes, and the brow above it.
#pragma once

#include "people/head_shape.hpp"
#include "people/mesh.hpp"

namespace enrolkit::people {

class EyePaint {
 public:
  // side: -1 = on the picture's left, +1 = on its right.
  EyePaint(const HeadShape& head, const Rotation& pose, int side);

  void paint(Surface& surface, const Fragment& at) const;

  [[nodiscard]] Vec3 inner_corner() const;  // head frame
  [[nodiscard]] Vec3 outer_corner() const;
  [[nodiscard]] double gap() const;  // mm between the lids, in the middle

 private:
  [[nodiscard]] double upper_edge(double t) const;  // mm, t = -1 inner .. 1 outer corner
  [[nodiscard]] double lower_edge(double t) const;
  void paint_ball(Surface& surface, const Fragment& at, double t, double below_lid) const;

  const HeadShape& head_;
  const Rotation& pose_;
  double side_;
  double open_;
  Vec3 centre_;  // of the ball
  Vec3 view_;    // towards the camera, and the direction of the look; head frame
  Vec3 gaze_;
  double climb_ = 0;  // mm by which the iris stands higher than when it looks level
};

// raise: mm above where the brow rests.
void paint_brow(Surface& surface, const Fragment& at, const Look& look, double raise);

}  // namespace enrolkit::people
