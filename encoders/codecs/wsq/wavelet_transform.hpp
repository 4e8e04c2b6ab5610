// SPDX-License-Identifier: Apache-2.0
// From pixels to subbands and back, in a plane of floats.
#pragma once

#include <cstddef>
#include <vector>

#include "encoders/codecs/wsq/line_kernels.hpp"
#include "encoders/codecs/wsq/subband_tree.hpp"
#include "encoders/codecs/wsq/wavelet_filters.hpp"

namespace enrolkit::codecs::wsq {

struct Plane {
  int width = 0;
  int height = 0;
  std::vector<float> samples;

  Plane(int w, int h) : width(w), height(h), samples(static_cast<std::size_t>(w) * static_cast<std::size_t>(h)) {}
  [[nodiscard]] float* at(int x, int y) { return samples.data() + static_cast<std::ptrdiff_t>(y) * width + x; }
  [[nodiscard]] const float* at(int x, int y) const {
    return samples.data() + static_cast<std::ptrdiff_t>(y) * width + x;
  }
};

// Both work in place. Analysis wants an odd pair of filters.
void analyse(Plane& plane, const SubbandTree& tree, const WaveletFilters& filters, const LineKernels& kernels);
void synthesise(Plane& plane, const SubbandTree& tree, const WaveletFilters& filters, const LineKernels& kernels);

}  // namespace enrolkit::codecs::wsq
