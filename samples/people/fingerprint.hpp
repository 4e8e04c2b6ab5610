// SPDX-License-Identifier: Apache-2.0
// One finger: its master print with known minutiae, and impressions of it as a reader takes them.
#pragma once

#include <vector>

#include "people/minutiae_truth.hpp"

namespace enrolkit::people {

struct FingerParameters {
  Pattern pattern = Pattern::left_loop;
  double period = 9;  // px at 500 ppi, ridge to ridge
  int width = 320;    // of the master
  int height = 400;
  double creases = 1;  // how many white lines to expect: none on children, several on old hands
};

// A white line across the ridges, in pixels of the master; it belongs to the finger, not to the touch.
struct Crease {
  Point from, to;
  double width = 2.5;
};

struct MasterPrint {
  FingerParameters parameters;
  RidgeMap ridges;
  std::vector<Minutia> minutiae;
  std::vector<Crease> creases;
};

[[nodiscard]] MasterPrint grow_master(Random& random, const FingerParameters& parameters);

// How one touch differs from the master.
struct Touch {
  double rotation = 0;  // degrees, counter-clockwise as seen
  double shift_x = 0;   // px
  double shift_y = 0;
  double distortion = 1;  // 1 = as skin usually shifts, about 3 px at the rim
  double pressure = 0;    // -1 light .. 1 hard: ridge thickness and contact area
  double moisture = 0;    // -1 dry .. 1 wet
  double contact = 1;     // share of the usual contact area's diameter
  double noise = 1;       // of the sensor; 1 = a good one
  double roughness = 1;   // of the skin: how much ridges swell, thin and break along their way
  int width = 388;
  int height = 374;
  std::uint32_t texture = 0;
};

// A usual touch by somebody who means well.
[[nodiscard]] Touch draw_touch(Random& random);

struct Impression {
  Image image;  // grey8
  std::vector<Minutia> minutiae;
};

[[nodiscard]] Impression press(const MasterPrint& master, const Touch& touch);

}  // namespace enrolkit::people
