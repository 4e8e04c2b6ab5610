// SPDX-License-Identifier: Apache-2.0
// The ink of a signature, told from its paper.
#pragma once

#include <opencv2/core.hpp>

#include "enrolkit/image.hpp"

namespace enrolkit::signature {

struct Ink {
  cv::Mat mask;            // 255 where there is ink, on the reduced picture
  double scale = 1;        // pixels of the given image for each of the reduced one
  double paper_level = 0;  // 0..255
  double darkness = 0;     // 0..1: how much darker than the paper the ink is, as a median
  cv::Rect box;            // of the ink, on the reduced picture; empty without ink
};

// Never fails: a picture without ink has an empty box.
Ink find_ink(ImageView image);

}  // namespace enrolkit::signature
