// SPDX-License-Identifier: Apache-2.0
// The wall behind the person.
#pragma once

#include <cstdint>

#include "people/vec3.hpp"

namespace enrolkit::people {

enum class Wall : std::uint8_t { plain, gradient, split, busy };

struct BackgroundParameters {
  Wall wall = Wall::plain;
  Vec3 colour{0.62, 0.63, 0.64};  // linear albedo
  double gradient = 1;            // of Wall::gradient: 0 even .. 1 a third as light at the bottom as at the top
  double object = 0;              // share of the picture's width that a door frame takes at its left edge
  double distance = 900;          // mm behind the head's centre
};

// Albedo at (x, y) of the picture given in heights: x from the middle to the right, y from the top, 0..1; `edge` is the
// x of its left edge.
[[nodiscard]] Vec3 wall_colour(const BackgroundParameters& parameters, std::uint32_t seed, double x, double y,
                               double edge);

}  // namespace enrolkit::people
