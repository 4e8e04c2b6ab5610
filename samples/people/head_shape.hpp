// SPDX-License-Identifier: Apache-2.0
// The head as a surface: horizontal ellipses stacked from chin to crown, with the features raised on the front.
#pragma once

#include <array>

#include "people/look.hpp"
#include "people/vec3.hpp"

namespace enrolkit::people {

struct Expression {
  double eye_open_left = 1;  // of the eye on the picture's left; 0 closed .. 1 open
  double eye_open_right = 1;
  double gaze_x = 0;      // degrees, + = to the picture's right
  double gaze_y = 0;      // degrees, + = up
  double mouth_gap = 0;   // mm between the lips
  double smile = 0;       // 0..1; below 0 the corners hang
  double brow_raise = 0;  // mm
};

class HeadShape {
 public:
  HeadShape(const Look& look, const Expression& expression);

  // u: around, 0.5 in front, growing to the picture's right; v: 0 chin .. 1 crown.
  [[nodiscard]] Vec3 at(double u, double v) const;
  // The same without what is raised on the front: the skull under the hair.
  [[nodiscard]] Vec3 skull(double u, double v) const;
  // The point of the front at (x, y).
  [[nodiscard]] Vec3 front(double x, double y) const;

  [[nodiscard]] double chin() const noexcept { return chin_; }  // below the eyes, with the jaw as open as it is
  [[nodiscard]] double half_width(double y) const;

  [[nodiscard]] const Look& look() const noexcept { return look_; }
  [[nodiscard]] const Expression& expression() const noexcept { return expression_; }

 private:
  struct Section {
    double half_width, centre, half_depth;
  };
  [[nodiscard]] double height_of(double v) const;
  [[nodiscard]] Section section(double y) const;
  [[nodiscard]] double raised(double x, double y) const;

  Look look_;
  Expression expression_;
  double chin_;
};

}  // namespace enrolkit::people
