// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "quality/finger/slap/blots.hpp"

namespace enrolkit::slap {

// Along a finger v grows towards its tip; u grows to the right of it.
struct FingerAxes {
  double lean = 0;  // radians by which the fingers point to the right of straight up

  [[nodiscard]] double u(Point p) const;
  [[nodiscard]] double v(Point p) const;
};

struct FingerBlot {
  Blot tip;      // blocks of the last joint
  double u = 0;  // middle of the last joint
  double top = 0;
  double width = 0;
};

// The direction in which the blots are long.
[[nodiscard]] FingerAxes finger_axes(const std::vector<Blot>& blots);

// Blots that follow each other along the axis are joints of one finger; the last joint of each is kept. From left to
// right.
[[nodiscard]] std::vector<FingerBlot> fingers_of(const std::vector<Blot>& blots, const FingerAxes& axes);

}  // namespace enrolkit::slap
