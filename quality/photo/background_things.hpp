// SPDX-License-Identifier: Apache-2.0
// What stands in the background: objects and other people, apart from the wall and the person.
#pragma once

#include <vector>

#include "quality/photo/head_mask.hpp"

namespace enrolkit::photo {

struct Workspace;

struct BackgroundThing {
  cv::Rect box;        // in pixels of the mask
  int pixels = 0;      // of the mask
  double at_edge = 0;  // share of the picture's side above the chin (left, right) or of its width (top) that it covers
};

struct BackgroundThings {
  bool pattern = false;  // most of the background deviates, on both sides: it is no wall with things before it
  std::vector<BackgroundThing> things;  // the one that covers most of an edge first
};

// Into work.things; of work.area, see background_area.
void background_things(const HeadMask& mask, Workspace& work);

}  // namespace enrolkit::photo
