// SPDX-License-Identifier: Apache-2.0
// A written name: one pen, smooth strokes, thinner where it is quick.
#pragma once

#include <string_view>

#include "enrolkit/image.hpp"
#include "people/random.hpp"

namespace enrolkit::people {

struct SignatureParameters {
  int width = 900;
  int height = 300;
  double pen = 5.2;    // px, of a slow stroke
  double ink = 1;      // 0 invisible .. 1 full
  double shift_x = 0;  // px; moves the writing over the edge when large
  bool blue = false;   // grey8 otherwise
};

[[nodiscard]] Image draw_signature(std::string_view name, Random& random, const SignatureParameters& parameters);

}  // namespace enrolkit::people
