// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>

#include "quality/finger/match/bit_similarity.hpp"
#include "quality/finger/match/print.hpp"
#include "quality/finger/match/start_pairs.hpp"

namespace enrolkit::match {

// Carries the first print onto the second: turned, shifted (and scaled), then bent by what its neighbours tell.
struct Warp {
  float cosine = 1;  // times the scale
  float sine = 0;
  float shift_x = 0;
  float shift_y = 0;
  float turn = 0;                        // radians
  int count = 0;                         // of places whose residual is known
  std::array<Spot, kLanes> places{};     // in the first print
  std::array<Spot, kLanes> residuals{};  // what is missing there

  [[nodiscard]] Spot rigid(float x, float y) const {
    return {cosine * x - sine * y + shift_x, sine * x + cosine * y + shift_y};
  }
  // What the places around (x, y) miss on average, nearer ones more; place `except` is left out.
  [[nodiscard]] Spot bend(float x, float y, int except = -1) const;
  [[nodiscard]] Spot carry(float x, float y, int except = -1) const {
    const Spot at = rigid(x, y);
    const Spot bent = bend(x, y, except);
    return {at.x + bent.x, at.y + bent.y};
  }
};

struct PairedMinutiae {
  std::uint8_t a = 0;
  std::uint8_t b = 0;
  float residual = 0;  // px, after bending
  float turn = 0;      // rad, of the directions, after turning
  float weight = 0;    // 0..1: how well they agree
};

struct Alignment {
  Warp warp;
  std::array<PairedMinutiae, kLanes> pairs{};
  int count = 0;
  float weight = 0;  // sum over the pairs
  int inside_a = 0;  // minutiae of the first that lie where the second was seen
  int inside_b = 0;
  float agreement = 0;  // the geometric score
};

// Lays the prints on each other by one start pair, then again and again by all minutiae that fit.
[[nodiscard]] Alignment align(const Print& a, const Print& b, const SimilarityTable& table, const StartPair& start);

}  // namespace enrolkit::match
