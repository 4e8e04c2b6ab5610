// SPDX-License-Identifier: Apache-2.0
// The few facts enrolkit takes from Exif: how the camera was held, and the resolution.
#pragma once

#include "enrolkit/bytes.hpp"
#include "enrolkit/image.hpp"

namespace enrolkit::codecs {

struct Exif {
  int orientation = 1;  // 1..8 as in Exif 2.32, 4.6.4 (tag 0112); 1 = as stored
  double ppi = 0;       // 0 = not stated
};

// Reads the TIFF structure of an Exif block (after "Exif\0\0" in a JPEG's APP1). What is broken counts as absent: a
// camera's bad tag does not make its picture unreadable.
[[nodiscard]] Exif read_exif(BytesView tiff);

// The picture as it is meant to be seen.
[[nodiscard]] Image oriented(Image image, int orientation);

}  // namespace enrolkit::codecs
