// SPDX-License-Identifier: Apache-2.0
// One step of the detector's pyramid: five sixths of the size, as dlib shrinks (bilinear, by float positions).
#pragma once

#include <vector>

#include "enrolkit/image.hpp"

namespace enrolkit::photo {

// An image whose memory is reused.
struct PyramidLevel {
  int width = 0;
  int height = 0;
  std::vector<std::uint8_t> pixels;

  [[nodiscard]] ImageView view() const { return {pixels.data(), width, height, width, PixelFormat::grey8}; }
};

class PyramidStep {
 public:
  void shrink(ImageView from, PyramidLevel& to);

 private:
  struct Column {
    int left;
    float rest;
  };
  std::vector<Column> columns_;
};

}  // namespace enrolkit::photo
