// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <vector>

#include "enrolkit/finger.hpp"
#include "quality/finger/match/cylinders.hpp"
#include "quality/finger/match/texture_map.hpp"

namespace enrolkit::match {

struct Spot {
  float x = 0;
  float y = 0;
};

// A print made ready, in pixels at 500 ppi. Angles grow from the x axis towards the bottom of the picture.
struct Print {
  int count = 0;  // of minutiae, up to kMaxMinutiae
  std::array<float, kLanes> x{};
  std::array<float, kLanes> y{};
  std::array<float, kLanes> angle{};  // radians
  CylinderSet cylinders;
  std::vector<Spot> hull;                     // around all minutiae, in turn
  std::unique_ptr<const TextureMap> texture;  // where there was an image
  std::uint64_t key = 0;                      // of the content: tells which of two comes first
};

// `scale`: working pixels for one of the template.
[[nodiscard]] std::unique_ptr<Print> make_print(const std::vector<Minutia>& minutiae, double scale);

// How far (x, y) lies outside the hull, px; negative inside.
[[nodiscard]] float outside(const std::vector<Spot>& hull, float x, float y);

}  // namespace enrolkit::match
