// SPDX-License-Identifier: Apache-2.0
// The paths of joined letters: knots in a cell of width 1 whose small letters reach from 0 (base) to 1.
#pragma once

#include <span>

namespace enrolkit::people {

struct Knot {
  double x = 0;
  double y = 0;
};

// Lower case a-z; anything else gives an empty path, which the hand leaves out.
[[nodiscard]] std::span<const Knot> small_letter(char letter) noexcept;
// Upper case A-Z, up to 2.4 high.
[[nodiscard]] std::span<const Knot> capital_letter(char letter) noexcept;

}  // namespace enrolkit::people
